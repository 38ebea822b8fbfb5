"""What a type checker shows a host's or a plugin's author before anything runs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

MISTAKES = {
    'digicase.opn("memory://")': 'Module has no attribute "opn"',
    'digicase.open("memory://").loans.lendd("DP-1", to="J-1")': '"Loans" has no attribute "lendd"',
    'digicase.open("memory://").loans.lend("DP-1", t="J-1")': 'Unexpected keyword argument "t"',
    "digicase.ChannelOffer(name='x', open=lambda rest: 3)": 'expected "Channel"',
    "digicase.Objection('code', 3)": 'expected "str"',
}


def test_mistakes_are_told_where_they_are_made(tmp_path: Path) -> None:
    (tmp_path / "mistakes.py").write_text("\n".join(["import digicase", *MISTAKES]), "utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "kept"), "mistakes.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.splitlines()
    missed = [
        text
        for line, text in enumerate(MISTAKES.values(), start=2)
        if not any(each.startswith(f"mistakes.py:{line}: error") and text in each for each in told)
    ]
    assert missed == [], "\n".join(told)
