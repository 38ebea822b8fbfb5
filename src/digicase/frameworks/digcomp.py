"""DigComp 2.2 and 3.0: five areas, twenty-one competences, eight levels. Codes are the same in both, names differ."""

from __future__ import annotations

import importlib.resources
import json
from typing import Any

from digicase.domain.skills import SkillFramework
from digicase.frameworks.files import parse

LEVELS = {"least": 0, "most": 8, "able": 3}
"""Proficiency levels 1 to 8, and 0 for none; from level 3 on a person does straightforward tasks alone (JRC)."""


def digcomp(version: str) -> SkillFramework:
    """Return DigComp `2.2` (English titles) or `3.0` (English, and an unofficial Dutch translation)."""
    data = json.loads(importlib.resources.files("digicase.frameworks").joinpath("digcomp.json").read_text("utf-8"))
    titles = _titles_22(data) if version == "2.2" else data["digcomp30"]
    return parse(
        {
            "key": f"digcomp-{version}",
            "version": version,
            "titles": {"en": f"DigComp {version}"},
            "areas": [{"code": code, "titles": text} for code, text in titles.items() if "." not in code],
            "items": [
                {"code": code, "area": code[0], "texts": text, "digcomp": code}
                for code, text in titles.items()
                if "." in code
            ],
            "scale": LEVELS | ({"labels": _labels(data)} if version == "3.0" else {}),
            "attribution": data["attribution"],
        }
    )


def _titles_22(data: Any) -> dict[str, dict[str, str]]:
    return {code.removesuffix(".0"): {"en": text} for code, text in data["digcomp22_en"].items()}


def _labels(data: Any) -> dict[str, dict[str, str]]:
    return {
        str(level["eight_levels_mapping"]): {"en": level["four_levels_name"], "nl": level["four_levels_name_nl"]}
        for level in data["levels30"]
    }
