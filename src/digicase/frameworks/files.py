"""Framework files: what is in one, and everything that can be wrong with it, told at once."""

from __future__ import annotations

import importlib.resources
import json
import os
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from digicase.domain.skills import Area, Band, Scale, Scoring, ScoringRule, SkillFramework, SkillItem
from digicase.errors import InvalidData, Problem

FIELDS = {"key", "version", "titles", "areas", "items", "scale", "goals", "coverage", "scoring", "attribution"}

SORTS: Mapping[type[Any], str] = {str: "text", dict: "a table", list: "a list"}


def packaged_toml(name: str) -> Mapping[str, Any]:
    """Return the content of a framework file that ships with digicase."""
    return tomllib.loads(importlib.resources.files("digicase.frameworks").joinpath(name).read_text("utf-8"))


def parse(data: Mapping[str, Any]) -> SkillFramework:
    """Return the framework that a mapping describes, as read from a TOML or JSON file.

    `key`, `version`, `titles`, `areas` (code, titles), `items` (code, area, texts, digcomp) and `scale` (most, able,
    least, labels) are needed, `goals` (goal to item codes), `coverage` ("3/4"), `scoring` (rule; bands, each of name
    and least; areas with bands of their own) and `attribution` may be given. Every set of texts holds `en`. Raises
    InvalidData with all problems by path.
    """
    if problems := list(_shape_problems(data)):
        raise InvalidData(problems)
    if problems := [*_missing(data), *_unknown(data)]:
        raise InvalidData(problems)
    if problems := [
        *_text_problems(data),
        *_code_problems(data),
        *_scale_problems(data["scale"]),
        *_scoring_problems(data),
    ]:
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
        scoring=_scoring(data.get("scoring", {})),
        attribution=data.get("attribution", ""),
    )


def read_framework(path: str | os.PathLike[str]) -> SkillFramework:
    """Return the framework of a TOML or JSON file that an organisation has written; InvalidData names every problem."""
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8")
        data = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except FileNotFoundError:
        raise InvalidData([Problem(str(file), "there is no such file")]) from None
    except (tomllib.TOMLDecodeError, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InvalidData([Problem(str(file), f"cannot be read: {error}")]) from None
    if not isinstance(data, dict):
        raise InvalidData([Problem(str(file), "must hold a table, not a list or a single value")])
    return parse(data)


def _scoring(data: Mapping[str, Any]) -> Scoring:
    areas = {area: _bands(bands) for area, bands in data.get("areas", {}).items()}
    bands = _bands(data.get("bands", ())) or Scoring().bands
    return Scoring(rule=data.get("rule", "bands"), bands=bands, areas=areas)


def _bands(data: Sequence[Mapping[str, Any]]) -> tuple[Band, ...]:
    return tuple(Band(name=band["name"], least=band["least"]) for band in data)


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


def _scoring_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    scoring = data.get("scoring", {})
    if scoring.get("rule", "bands") not in list(ScoringRule):
        yield Problem("scoring.rule", f"{scoring['rule']!r} is not known; choose one of {', '.join(ScoringRule)}")
    bands = scoring.get("bands", [])
    if not bands and scoring.get("rule", "bands") != "bands":
        yield Problem("scoring.bands", "must be given with this rule: the names of its levels, and where each begins")
    yield from _band_problems("scoring.bands", bands)
    areas = _codes(data["areas"])
    for area, own in scoring.get("areas", {}).items():
        path = f"scoring.areas.{area}"
        if area not in areas:
            yield Problem(path, f"is not one of the areas {', '.join(areas)}")
        yield from _band_problems(path, own)
        if [band.get("name") for band in own] != [band.get("name") for band in bands]:
            yield Problem(path, "must have the names of scoring.bands, in their order")


def _band_problems(path: str, bands: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    for place, band in enumerate(bands):
        if not isinstance(band.get("name"), str) or type(band.get("least")) is not int:
            yield Problem(f"{path}.{place}", "needs a name and least, a whole number")
            return
    if bands and bands[0]["least"] != 0:
        yield Problem(f"{path}.0.least", f"{bands[0]['least']} must be 0: the lowest level begins there")
    for place in range(1, len(bands)):
        if bands[place]["least"] <= bands[place - 1]["least"]:
            yield Problem(f"{path}.{place}.least", "must be above that of the band before")


def _shape_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is of another sort than it must be, so that what follows can rely on it."""
    sorts: dict[str, type[Any]] = {
        "key": str, "version": str, "titles": dict, "areas": list, "items": list, "scale": dict, "goals": dict,
        "scoring": dict, "attribution": str,
    }  # fmt: skip
    for field, sort in sorts.items():
        if field in data and not isinstance(data[field], sort):
            yield Problem(field, f"must be {SORTS[sort]}, not {data[field]!r}")
    for group in ("areas", "items"):
        if isinstance(data.get(group), list):
            for place, entry in enumerate(data[group]):
                if not isinstance(entry, dict):
                    yield Problem(f"{group}.{place}", f"must be a table, not {entry!r}")
                    continue
                for field, sort in (("code", str), ("area", str), ("titles", dict), ("texts", dict)):
                    if field in entry and not isinstance(entry[field], sort):
                        yield Problem(f"{group}.{place}.{field}", f"must be {SORTS[sort]}, not {entry[field]!r}")
    if isinstance(data.get("goals"), dict):
        for goal, codes in data["goals"].items():
            if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
                yield Problem(f"goals.{goal}", f"must be a list of item codes, not {codes!r}")
    if isinstance(data.get("scoring"), dict):
        own = data["scoring"].get("areas", {})
        given = {"bands": data["scoring"].get("bands", [])} | (own if isinstance(own, dict) else {"areas": own})
        for name, bands in given.items():
            if not isinstance(bands, list) or not all(isinstance(band, dict) for band in bands):
                yield Problem(f"scoring.{name}", "must be a list of tables")
    try:
        Fraction(data.get("coverage", "3/4"))
    except (ValueError, TypeError, ZeroDivisionError):
        yield Problem("coverage", f"{data['coverage']!r} is not a part such as '3/4'")
