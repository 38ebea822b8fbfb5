"""Who may import whom: the house plan, enforced."""

from __future__ import annotations

import ast
from pathlib import Path

import digicase

ROOT = Path(digicase.__file__).parent
ORDER = [
    {"errors"},
    {"domain"},
    {"ports"},
    {"hookspecs"},
    {"loading", "clock", "plain"},
    {"plugins"},
    {"problem_details"},
    {"casework", "storage", "calendars", "notices", "frameworks"},
    {"exchange", "builtins", "invitations"},
    {"nouns"},
    {"options"},
    {"settings"},
    {"app"},
    {"opening"},
    {"", "testing", "commands"},
    {"__main__"},
]
LEVEL = {room: level for level, rooms in enumerate(ORDER) for room in rooms}
ONLY_IN = {"sqlalchemy": "storage/sql", "icalendar": "calendars", "pytest": "testing", "hypothesis": "testing"}


def imports() -> list[tuple[Path, str]]:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "digicase":
                found += [(path.relative_to(ROOT), f"digicase.{alias.name}") for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                found.append((path.relative_to(ROOT), node.module or ""))
            elif isinstance(node, ast.Import):
                found += [(path.relative_to(ROOT), alias.name) for alias in node.names]
    return found


def room_of(path: Path) -> str:
    return path.parts[0].removesuffix(".py").replace("__init__", "")


def test_a_module_imports_only_from_its_left() -> None:
    wrong = []
    for path, module in imports():
        name, _, rest = module.partition(".")
        here, there = room_of(path), rest.partition(".")[0]
        if name == "digicase" and here != there and LEVEL[here] <= LEVEL[there] and here != "__main__":
            wrong.append(f"{path} imports {module}")
    assert wrong == []


def test_heavy_libraries_stay_in_their_rooms() -> None:
    wrong = [
        f"{path} imports {module}"
        for path, module in imports()
        if (room := ONLY_IN.get(module.partition(".")[0])) and not path.as_posix().startswith(room)
    ]
    assert wrong == []


def test_the_domain_stands_on_attrs_and_the_standard_library() -> None:
    libraries = {module.partition(".")[0] for path, module in imports() if room_of(path) == "domain"}
    assert libraries & {"cattrs", "pluggy", "sqlalchemy", "icalendar", "random", "logging", "socket", "os"} == set()
