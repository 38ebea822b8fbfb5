"""What the template makes installs, is listed by its name, passes its own tests, and is typed to the bone."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import copier
import pytest

from tests.test_docs import ROOT

TEMPLATE = ROOT / "examples" / "plugin_template"
KINDS = sorted(folder.name for folder in (TEMPLATE / "parts").iterdir())

pytestmark = pytest.mark.slow


def run(*command: str, folder: Path, path: str = "") -> str:
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A plugin of every kind."""
    folder = tmp_path_factory.mktemp("made")
    for kind in KINDS:
        answers = {"name": f"gent-{kind.replace('_', '-')}", "kind": kind}
        copier.run_copy(str(TEMPLATE), folder / kind, data=answers, defaults=True, quiet=True)
    return {kind: folder / kind for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS)
def test_it_installs_is_listed_and_passes_its_tests(made: Mapping[str, Path], kind: str, tmp_path: Path) -> None:
    installed = str(tmp_path / "installed")
    pip = (sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--no-index")
    run(*pip, "--target", installed, ".", folder=made[kind])
    listed = json.loads(run(sys.executable, "-m", "digicase", "plugins", "--json", folder=tmp_path, path=installed))
    assert f"gent-{kind.replace('_', '-')}" in {plugin["name"] for plugin in listed}
    passed = run(sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", folder=made[kind], path=installed)
    assert re.search(r"\d+ passed", passed)
    assert "failed" not in passed


def test_all_of_them_are_typed_and_tidy(made: Mapping[str, Path]) -> None:
    folder = made[KINDS[0]].parent
    sources = [str(path) for each in made.values() for path in (each / "src").iterdir()]
    run(sys.executable, "-m", "mypy", "--strict", "--no-incremental", *sources, folder=folder)
    tidy = (sys.executable, "-m", "ruff", "check", "--isolated", "--select", "B,E,F,UP", "--ignore", "E501")
    run(*tidy, ".", folder=folder)  # the length of lines goes with that of the name


def test_a_storage_has_a_scheme_of_its_own(tmp_path: Path) -> None:
    answers = {"name": "gent-store", "kind": "storage", "scheme": "drawer"}
    copier.run_copy(str(TEMPLATE), tmp_path / "x", data=answers, defaults=True, quiet=True)
    run(
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-k",
        "made_only_where",
        folder=tmp_path / "x",
        path=str(tmp_path / "x" / "src"),
    )
    assert 'StorageOffer(name="drawer"' in (tmp_path / "x" / "src" / "gent_store" / "__init__.py").read_text("utf-8")


def test_every_kind_is_on_the_page() -> None:
    page = (TEMPLATE / "README.md").read_text("utf-8")
    assert [kind for kind in KINDS if f"| `{kind}` |" not in page] == []


def test_a_name_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="small letters"):
        copier.run_copy(str(TEMPLATE), tmp_path / "x", data={"name": "Gent Letters", "kind": "channel"}, quiet=True)
