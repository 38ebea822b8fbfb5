"""Each framework keeps the contract, and rates as its source says."""

from __future__ import annotations

import pytest

import digicase
import digicase_frameworks
from digicase.testing import SkillFrameworkContract

OFFERS = {offer.name: offer for offer in digicase_frameworks.digicase_skill_frameworks()}


class TestFrameworks(SkillFrameworkContract):
    """All four keep the contract."""

    @pytest.fixture(params=OFFERS)
    def offer(self, request: pytest.FixtureRequest) -> digicase.FrameworkOffer:
        return OFFERS[request.param]


def rated(name: str, **answers: int | None) -> digicase.Rating:
    framework = OFFERS[name].load()
    return framework.rate({**dict.fromkeys(framework.codes(), 0), **answers})


@pytest.mark.parametrize(
    ("area", "done", "level"),
    [
        ("1", ["I1"], "basic"),
        ("1", ["I1", "I4"], "above_basic"),
        ("2", ["C6"], "basic"),
        ("3", ["D1", "D2"], "basic"),
        ("3", ["D1", "D2", "D3"], "above_basic"),
        ("4", ["S1", "S2"], "basic"),
        ("5", ["P1", "P2", "P7"], "above_basic"),
        ("5", [], "none"),
    ],
)
def test_eurostat_counts_activities_per_area(area: str, done: list[str], level: str) -> None:
    assert rated("dsi-2.0", **dict.fromkeys(done, 1)).areas[area] == level


def test_eurostats_overall_level_is_the_lowest_areas() -> None:
    basic = dict.fromkeys(["I1", "C1", "D1", "S1", "P1"], 1)
    assert rated("dsi-2.0", **basic).overall == "basic"
    assert rated("dsi-2.0", **{**basic, "I2": 1, "S1": 0}).overall == "none"


def test_an_activity_that_was_not_asked_leaves_open_what_it_could_change() -> None:
    assert rated("dsi-2.0", I1=1, I2=None).areas["1"] is None
    assert rated("dsi-2.0", I1=1, I2=1, I3=None).areas["1"] == "above_basic"


def test_the_foundation_is_reached_with_all_eight_tasks_only() -> None:
    seven = {f"F{number}": 1 for number in range(1, 8)}
    assert rated("eds-foundation", **seven).overall == "not_reached"
    assert rated("eds-foundation", **seven, F8=None).overall is None
    assert rated("eds-foundation", **seven, F8=1).overall == "reached"
    assert rated("eds-foundation", F1=0, F8=None).overall == "not_reached"


def test_a_pass_mark_is_wanted_in_every_area() -> None:
    well = dict.fromkeys([f"B{n}" for n in range(1, 8)] + [f"I{n}" for n in range(1, 7)], 1)
    assert rated("computer-basics", **well) == digicase.Rating(overall="passed", areas={"B": "passed", "I": "passed"})
    assert rated("computer-basics", **{**well, "I6": 0}).overall == "not_yet"


@pytest.mark.parametrize(("value", "level"), [(0, "low"), (1, "foundation"), (2, "intermediate"), (3, "advanced")])
def test_digcompsats_bands(value: int, level: str) -> None:
    codes = OFFERS["digcompsat-short"].load().codes()
    assert rated("digcompsat-short", **dict.fromkeys(codes, value)).overall == level
