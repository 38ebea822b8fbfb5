"""Framework files: what is in one, and everything that can be wrong with it, told at once."""

from __future__ import annotations

import importlib.resources
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from digicase.domain.skills import Area, Scale, SkillFramework, SkillItem
from digicase.errors import InvalidData, Problem

FIELDS = {"key", "version", "titles", "areas", "items", "scale", "goals", "coverage", "attribution"}


def packaged_toml(name: str) -> Mapping[str, Any]:
    """Return the content of a framework file that ships with digicase."""
    return tomllib.loads(importlib.resources.files(__package__).joinpath(name).read_text("utf-8"))


def parse(data: Mapping[str, Any]) -> SkillFramework:
    """Return the framework that a mapping describes, as read from a TOML or JSON file.

    `key`, `version`, `titles`, `areas` (code, titles), `items` (code, area, texts, digcomp) and `scale` (most, able,
    least, labels) are needed, `goals` (goal to item codes), `coverage` ("3/4") and `attribution` may be given. Every
    set of texts holds `en`. Raises InvalidData with all problems by path.
    """
    if problems := [*_missing(data), *_unknown(data)]:
        raise InvalidData(problems)
    if problems := [*_text_problems(data), *_code_problems(data), *_scale_problems(data["scale"])]:
        raise InvalidData(problems)
    return SkillFramework(
        key=data["key"],
        version=data["version"],
        titles=data["titles"],
        areas=tuple(Area(code=area["code"], titles=area["titles"]) for area in data["areas"]),
        items=tuple(
            SkillItem(code=item["code"], area=item["area"], texts=item["texts"], digcomp=item.get("digcomp"))
            for item in data["items"]
        ),
        scale=Scale(**data["scale"]),
        goals={goal: tuple(codes) for goal, codes in data.get("goals", {}).items()},
        coverage=Fraction(data.get("coverage", "3/4")),
        attribution=data.get("attribution", ""),
    )


def _missing(data: Mapping[str, Any]) -> Iterator[Problem]:
    for field in ("key", "version", "titles", "areas", "items", "scale"):
        if not data.get(field):
            yield Problem(field, "is missing")
    for group, wanted in (("areas", ("code", "titles")), ("items", ("code", "area", "texts"))):
        for place, entry in enumerate(data.get(group, ())):
            yield from (Problem(f"{group}.{place}.{field}", "is missing") for field in wanted if not entry.get(field))
    for field in ("most", "able"):
        if data.get("scale") and field not in data["scale"]:
            yield Problem(f"scale.{field}", "is missing")


def _unknown(data: Mapping[str, Any]) -> Iterator[Problem]:
    for field in sorted(set(data) - FIELDS):
        yield Problem(field, f"is not known; a framework has {', '.join(sorted(FIELDS))}")
    for field in sorted(set(data.get("scale", {})) - {"least", "most", "able", "labels"}):
        yield Problem(f"scale.{field}", "is not known; a scale has least, most, able, labels")


def _text_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    texts = [("titles", data["titles"])]
    texts += [(f"areas.{area['code']}.titles", area["titles"]) for area in data["areas"]]
    texts += [(f"items.{item['code']}.texts", item["texts"]) for item in data["items"]]
    return (Problem(path, "has no English text (en)") for path, given in texts if not given.get("en"))


def _code_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    areas, items = _codes(data["areas"]), _codes(data["items"])
    for group, codes in (("areas", areas), ("items", items)):
        yield from (Problem(f"{group}.{code}", "comes twice") for code, times in Counter(codes).items() if times > 1)
    for item in data["items"]:
        if item["area"] not in areas:
            yield Problem(f"items.{item['code']}.area", f"{item['area']!r} is not one of the areas {', '.join(areas)}")
    for goal, codes in data.get("goals", {}).items():
        yield from (Problem(f"goals.{goal}", f"{code!r} is not an item") for code in codes if code not in items)


def _codes(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    return [entry["code"] for entry in entries]


def _scale_problems(scale: Mapping[str, Any]) -> Iterator[Problem]:
    least, most, able = scale.get("least", 0), scale["most"], scale["able"]
    if not all(type(value) is int for value in (least, most, able)):
        yield Problem("scale", "least, most and able must be whole numbers")
    elif most <= least:
        yield Problem("scale.most", f"{most} is not above least ({least})")
    elif not least < able <= most:
        yield Problem("scale.able", f"{able} is not above {least} and at most {most}")
