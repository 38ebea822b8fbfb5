"""The docs as a site: it builds without a warning, asks nobody else for anything, and has every public name."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import digicase
from digicase.nouns import Nouns

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent
LOADED = re.compile(r"<(?:link|script|img|iframe|source|video)\b[^>]*(?:href|src)=\"((?:https?:)?//[^\"]*)\"")
STYLED = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]*)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-c", "docs", "-d", f"{folder}/kept"]
    built = subprocess.run([*command, ".", f"{folder}/site"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (built.returncode, built.stderr) == (0, "")
    return folder / "site"


def test_every_page_of_the_docs_is_in_it(site: Path) -> None:
    pages = [*ROOT.glob("docs/*.md"), *ROOT.glob("plugins/*/README.md"), *ROOT.glob("*.md")]
    assert [page for page in pages if not (site / page.relative_to(ROOT)).with_suffix(".html").exists()] == []
    assert "docs/index.html" in (site / "index.html").read_text("utf-8")


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    pages = {page: LOADED.findall(page.read_text("utf-8")) for page in site.rglob("*.html")}
    sheets = {sheet: STYLED.findall(sheet.read_text("utf-8")) for sheet in site.rglob("*.css")}
    assert [found for found in (pages | sheets).items() if found[1]] == []


def test_the_reference_has_every_public_name_once(site: Path) -> None:
    pages = "".join(page.read_text("utf-8") for page in (site / "docs" / "reference").glob("*.html"))
    counted = {name: pages.count(f'id="digicase.{name}"') for name in digicase.HOME_OF}
    assert [name for name, count in counted.items() if count != 1] == []


def test_the_reference_has_the_verbs_of_every_noun(site: Path) -> None:
    page = (site / "docs" / "reference" / "verbs.html").read_text("utf-8")
    nouns = [name for name, value in vars(Nouns).items() if isinstance(value, property)]
    assert [noun for noun in nouns if f"<h2>gent.{noun}<" not in page] == []
