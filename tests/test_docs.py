"""Every Python block in the README and the docs runs, in the order of its page."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import attrs
import pytest

import digicase
from digicase import hookspecs

ROOT = Path(__file__).parent.parent
PAGES = [
    ROOT / "README.md",
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "plugins").glob("*.md")),
    *sorted((ROOT / "plugins").glob("*/README.md")),
]
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
SHOWN = re.compile(r"^```text\n(.*?)^```", re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_blocks_of_a_page_run_in_order(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {"__name__": "__docs__"}
    for block in PYTHON.findall(page.read_text("utf-8")):
        exec(compile(block, str(page), "exec"), names)  # the docs are ours


def test_the_readme_shows_what_its_first_example_prints(capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    exec(PYTHON.findall(text)[0], {})
    assert capsys.readouterr().out == SHOWN.findall(text)[0]


def test_the_hooks_page_names_every_hook_with_its_signature() -> None:
    page = (ROOT / "docs" / "hooks.md").read_text("utf-8")
    hooks = [spec for name, spec in vars(hookspecs).items() if name.startswith("digicase_")]
    missing = [f"{hook.__name__}{inspect.signature(hook)}".replace("'", "") for hook in hooks]
    assert [signature for signature in missing if signature not in page] == []


def test_the_hooks_page_names_no_hook_that_is_not_there() -> None:
    page = (ROOT / "docs" / "hooks.md").read_text("utf-8")
    named = set(re.findall(r"`(digicase_\w+)\(", page))
    assert named == {name for name in vars(hookspecs) if name.startswith("digicase_")}


def test_the_page_on_requests_tells_their_verbs_and_fields() -> None:
    page = (ROOT / "docs" / "reference" / "requests.md").read_text("utf-8")
    assert [row for row in map(row_of, digicase.REQUESTS.items()) if row not in page] == []


def row_of(request: tuple[type[Any], tuple[str, ...]]) -> str:
    kind, verbs = request
    asks = ", ".join(f"`{verb}`" for verb in verbs) or "every verb, where somebody acts"
    fields = ", ".join(f"`{field.name}`" for field in attrs.fields(kind) if field.name != "version")
    return f"| `{kind.__name__}` | {asks} | {fields} |"


def test_every_hook_says_how_its_answers_are_taken() -> None:
    hooks = [spec for name, spec in vars(hookspecs).items() if name.startswith("digicase_")]
    endings = ("All answers are collected.", "Stops at the first answer.")
    assert [hook.__name__ for hook in hooks if not (hook.__doc__ or "").rstrip().endswith(endings)] == []


CONTRACT = re.compile(r"^class Test\w+\(\w+Contract\)", re.MULTILINE)
HELD = [page for page in PAGES if any(map(CONTRACT.search, PYTHON.findall(page.read_text("utf-8"))))]


@pytest.mark.slow
@pytest.mark.parametrize("page", HELD, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_holds_against_a_contract_keeps_it(page: Path, tmp_path: Path) -> None:
    code = "\n".join(PYTHON.findall(page.read_text("utf-8")))
    (tmp_path / "test_page.py").write_text(code, "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_page.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout
    assert re.search(r"\d+ passed", done.stdout)
