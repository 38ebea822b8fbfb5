"""How the pages become a site: python -m sphinx -W -c docs . site. Its source is the repository, so that links hold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
CODE = re.compile(r"(`[^`]+`)")
NOT_MADE = re.compile(r"digicase\.(Digicase|Work|casework\..*|exchange\..*)")

project = PROJECT["name"]
release = version = PROJECT["version"]
root_doc = "docs/index"
include_patterns = [
    "docs/*.md",
    "docs/plugins/*.md",
    "docs/reference/*.md",
    "README.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "plugins/*/README.md",
    "examples/*/README.md",
]
exclude_patterns = [".*"]
extensions = ["myst_parser", "sphinx.ext.autodoc"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = f"{project} {release}"
html_extra_path = ["front"]
html_copy_source = False
html_show_copyright = False
add_module_names = False
python_use_unqualified_type_names = True
autodoc_default_options = {"members": True, "member-order": "bysource"}
autodoc_class_signature = "mixed"


def in_rst(_: Sphinx, __: str, ___: str, ____: Any, _____: Any, lines: list[str]) -> None:
    """Read our docstrings as they are written: `code` in single backticks, and no other markup."""
    for number, line in enumerate(lines):
        parts = CODE.split(line)
        lines[number] = "".join(
            f"`{part}`" if CODE.fullmatch(part) else re.sub(r"([*|_])", r"\\\1", part) for part in parts
        )


def unsigned(_: Sphinx, what: str, name: str, *__: Any) -> tuple[str, None] | None:
    """Leave out how an app and its verbs are made: `digicase.open` makes them."""
    return ("", None) if what == "class" and NOT_MADE.fullmatch(name) else None


def setup(app: Sphinx) -> None:
    """Have docstrings and signatures pass through here."""
    app.connect("autodoc-process-docstring", in_rst)
    app.connect("autodoc-process-signature", unsigned)
