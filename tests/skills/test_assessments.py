"""Assessments as they are recorded, and frameworks as they are read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from digicase import Case, Digicase, InvalidData
from digicase.frameworks import offers, parse


def test_the_newest_assessment_counts_also_on_one_day(gent: Digicase, case: Case) -> None:
    gent.assessments.record(case, {"F1": 0}, source="self")
    newest = gent.assessments.record(case, {"F1": 3}, source="coach")
    assert gent.assessments.latest(case) == newest


def test_a_correction_names_what_it_corrects(gent: Digicase, case: Case) -> None:
    first = gent.assessments.record(case, {"F1": 0}, source="self")
    assert gent.assessments.record(case, {"F1": 1}, source="self", corrects=first).corrects == first.id


def test_all_wrong_answers_are_told_by_item(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData) as invalid:
        gent.assessments.record(case, {"F1": 4, "F9": 1, "F2": 2}, source="self", on=dt.date(2027, 1, 1))
    assert [problem.path for problem in invalid.value.problems] == ["answers.F1", "answers.F9", "on"]


@pytest.mark.parametrize("answer", ["3", 2.9, True])
def test_an_answer_is_a_whole_number(gent: Digicase, case: Case, answer: object) -> None:
    with pytest.raises(InvalidData, match=r"answers.F1: must be a whole number"):
        gent.assessments.record(case, {"F1": answer}, source="self")  # type: ignore[dict-item]  # the mistake under test


def test_an_unknown_source_is_told_with_those_there_are(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData, match=r"source: 'boss' is not known; choose one of self, consultant, coach, test"):
        gent.assessments.record(case, {"F1": 1}, source="boss")


def test_an_answer_without_a_source_is_told(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData, match=r"source.F2: is missing"):
        gent.assessments.record(case, {"F1": 1, "F2": 2}, source={"F1": "self"})


def test_a_house_may_assess_by_digcomp(opened: Callable[..., Digicase]) -> None:
    gent = opened(framework="digcomp-3.0")
    case = gent.cases.open("J-1", consultant="C-1", guidance_from=dt.date(2026, 1, 1))
    assert gent.assessments.record(case, {"1.1": 4, "5.4": None}, source="test").framework_version == "3.0"


@pytest.mark.parametrize("offer", offers(), ids=lambda offer: offer.name)
def test_a_framework_that_ships_is_whole(offer: object) -> None:
    framework = offer.load()  # type: ignore[attr-defined]  # parametrised over offers
    assert framework.key == offer.name  # type: ignore[attr-defined]  # parametrised over offers
    assert {item.area for item in framework.items} == {area.code for area in framework.areas}
    assert len(framework.items) == {"start": 18, "readiness": 8}.get(framework.key, 21)


def test_digcomp_keeps_its_attribution() -> None:
    assert "CC BY 4.0" in offers()[2].load().attribution


def test_a_framework_file_is_told_everything_that_is_wrong_with_it() -> None:
    data = {
        "key": "mine",
        "version": "1",
        "titles": {"nl": "Van ons"},
        "areas": [{"code": "A", "titles": {"en": "A"}}],
        "items": [{"code": "A1", "area": "B", "texts": {"en": "x"}}, {"code": "A1", "area": "A", "texts": {"nl": "x"}}],
        "scale": {"most": 3, "able": 4},
        "goals": {"g": ["A9"]},
    }
    with pytest.raises(InvalidData) as invalid:
        parse(data)
    paths = [problem.path for problem in invalid.value.problems]
    assert paths == ["titles", "items.A1.texts", "items.A1", "items.A1.area", "goals.g", "scale.able"]
