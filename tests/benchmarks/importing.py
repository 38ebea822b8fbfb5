"""What `import digicase` costs, against importing the three libraries it stands on: attrs, pluggy and cattrs.

Run: python tests/benchmarks/importing.py [rounds]

Every import happens in a fresh interpreter; what an empty interpreter takes is taken off. The rounds are interleaved
in random order, after one that compiles everything, and medians are shown. Names of digicase load on first use, so the
lines below the first say what a host pays that uses it: one name or all names loaded, and a store in memory opened.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time

from alone import PLUGINS

NOTHING, BASE = "(nothing)", "import attrs, pluggy, cattrs"
SUBJECTS = {
    NOTHING: "pass",
    BASE: BASE,
    "import digicase": "import digicase",
    "import digicase; digicase.open": "import digicase; digicase.open",
    "from digicase import *": "from digicase import *",
    "digicase.open('memory://')": f"import digicase; digicase.open('memory://', block={PLUGINS})",
}
HEAVY = ("sqlalchemy", "icalendar", "pytest", "hypothesis")


def main() -> None:
    """Measure every subject in interleaved rounds, and print milliseconds and ratios."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 21
    for code in SUBJECTS.values():
        seconds(code)
    times: dict[str, list[float]] = {name: [] for name in SUBJECTS}
    for _ in range(rounds):
        for name in random.sample(list(SUBJECTS), len(SUBJECTS)):
            times[name].append(seconds(SUBJECTS[name]))
    floor = statistics.median(times[NOTHING])
    base = statistics.median(times[BASE]) - floor
    print(f"Python {sys.version.split()[0]}, {rounds} rounds; an empty interpreter takes {floor * 1000:.0f} ms")
    for name, code in SUBJECTS.items():
        cost = statistics.median(times[name]) - floor
        print(f"{name:<32} {cost * 1000:>6.1f} ms  {cost / base:>5.2f}  loads {loaded(code)}")


def seconds(code: str) -> float:
    """Return how long a fresh interpreter takes to run the code."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - start


def loaded(code: str) -> str:
    """Return how many modules the code leaves loaded, and which of the heavy ones are among them."""
    code = f"{code}\nimport sys\nprint(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    return f"{len(names)} modules; of the heavy ones: {', '.join(sorted({*names} & {*HEAVY})) or 'none'}"


if __name__ == "__main__":
    main()
