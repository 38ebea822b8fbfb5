"""Skill frameworks with other ways of scoring: Eurostat's DSI, the UK's foundation, a pass mark, DigCompSAT's bands."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from pathlib import Path

import digicase

__all__ = ["digicase_skill_frameworks"]

NAMES = ("dsi-2.0", "eds-foundation", "computer-basics", "digcompsat-short")


@digicase.hookimpl
def digicase_skill_frameworks() -> Sequence[digicase.FrameworkOffer]:
    """Offer the four, each from a data file of this package."""
    return [digicase.FrameworkOffer(name=name, load=functools.partial(_load, name)) for name in NAMES]


def _load(name: str) -> digicase.SkillFramework:
    return digicase.read_framework(Path(__file__).with_name(f"{name}.toml"))
