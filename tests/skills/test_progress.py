"""How somebody's skills change, when to look again, and what happens to frameworks that come and go."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from tests.house import TODAY, Clock, new_case

import digicase
from digicase import Case, Digicase, FrameworkOffer, InvalidData, Package, UnknownOffer, read_framework
from digicase.domain.advice import AdviceStatus, Situation, StartAdviser
from digicase.domain.assessments import next_due_on
from digicase.frameworks import offers

START = next(offer for offer in offers() if offer.name == "start").load()
ANSWERS = st.dictionaries(st.sampled_from(START.codes()), st.none() | st.integers(0, 3))


def test_an_assessment_is_gone_on_with_later(gent: Digicase, case: Case) -> None:
    first = gent.assessments.record(case, {"F1": 3, "F2": 1}, source="consultant")
    second = gent.assessments.record(case, {"F2": 2, "J1": 0}, source="coach", continues=first)
    assert second.values() == {"F1": 3, "F2": 2, "J1": 0}
    assert {answer.item: answer.source.value for answer in second.answers} == {
        "F1": "consultant",
        "F2": "coach",
        "J1": "coach",
    }
    assert gent.assessments.of(case) == [first, second]


def test_only_ones_own_assessment_under_the_same_framework_is_gone_on_with(gent: Digicase, case: Case) -> None:
    other = new_case(gent, "J-2")
    theirs = gent.assessments.record(other, {"F1": 1}, source="self")
    with pytest.raises(InvalidData, match="somebody else"):
        gent.assessments.record(case, {"F1": 2}, source="self", continues=theirs)
    with pytest.raises(InvalidData, match="was made under start 1, not digcomp"):
        gent.assessments.record(other, {"1.1": 2}, source="self", continues=theirs, framework="digcomp-3.0")


def test_an_assessment_before_guidance_or_in_the_future_is_told_with_all_else(gent: Digicase, case: Case) -> None:
    with pytest.raises(InvalidData) as found:
        gent.assessments.record(case, {"F1": 7, "Q": 1}, source="self", on=dt.date(2026, 7, 13))
    assert {problem.path for problem in found.value.problems} == {"answers.F1", "answers.Q", "on"}


def test_progress_is_told_item_by_item_and_per_area(gent: Digicase, case: Case, clock: Clock) -> None:
    foundation = {f"F{number}": 1 for number in range(1, 9)}
    before = gent.assessments.record(case, foundation, source="coach")
    clock.today = dt.date(2027, 2, 1)
    now = gent.assessments.record(case, {**foundation, "F1": 3, "F2": 0, "J1": 2}, source="coach")
    progress = gent.assessments.compare(before, now)
    told = {item.item: (item.before, item.now, item.better) for item in progress.items}
    assert told["F1"] == (1, 3, True)
    assert told["F2"] == (1, 0, False)
    assert told["F3"] == (1, 1, None)
    assert told["J1"] == (None, 2, None)
    assert progress.areas["F"] == (33, 38)
    assert progress.areas["1"] == (None, None)


def test_what_was_assessed_under_a_framework_that_is_gone_is_compared_by_codes(tmp_path: Path) -> None:
    class Own:
        @digicase.hookimpl
        def digicase_skill_frameworks(self) -> Sequence[FrameworkOffer]:
            return [FrameworkOffer(name="own", load=lambda: own)]

    own = digicase.SkillFramework(
        key="own", version="1", titles={"en": "own"}, areas=START.areas[:1], items=START.items[:8], scale=START.scale
    )
    url = f"sqlite:///{tmp_path / 'x.db'}"
    with digicase.open(url, plugins=[Own()], today=lambda: TODAY, framework="own") as gent:
        case = new_case(gent, "J-1")
        one = gent.assessments.record(case, {"F1": 1}, source="self")
        two = gent.assessments.record(case, {"F1": 2}, source="self")
    with digicase.open(url, today=lambda: TODAY) as gent:
        progress = gent.assessments.compare(one.id, two.id)
        assert [(item.item, item.before, item.now) for item in progress.items] == [("F1", 1, 2)]
        assert progress.areas == {}
        with pytest.raises(UnknownOffer, match="own"):
            gent.assessments.rate(one.id)


def test_staff_are_assessed_and_trained_too(gent: Digicase) -> None:
    staff = gent.staff.register("C-04", role="consultant")
    answers = dict.fromkeys(["S1", "S2", "S3", "S4"], 1) | dict.fromkeys(["C1", "C2", "C3", "C4"], 3)
    assessed = gent.assessments.record_staff("C-04", answers, source="self")
    assert (assessed.staff, assessed.case, assessed.framework) == (staff.id, None, "readiness")
    assert gent.assessments.rate(assessed).areas == {"S": "not_yet", "C": "ready"}
    trained = gent.staff.train("C-04", "first steps on a tablet")
    assert (trained.trained, [training.topic for training in trained.trainings]) == (True, ["first steps on a tablet"])
    assert gent.staff.all(trained=False) == []
    assert gent.assessments.latest(trained, framework="readiness") == assessed
    assert gent.check().ok


def test_outreach_is_counted_by_audience_and_language(gent: Digicase) -> None:
    gent.outreach.record("session", audience="consultants", topic="why digital", number=12)
    gent.outreach.record("session", audience="consultants", topic="why digital", number=8)
    gent.outreach.record("material", audience="jobseekers", topic="flyer", number=200, language="fr")
    assert gent.outreach.reached() == {
        ("material", "jobseekers", "fr"): 200,
        ("session", "consultants", "nl"): 20,
    }
    with pytest.raises(InvalidData, match="in the future"):
        gent.outreach.record("session", audience="x", topic="y", number=1, on=dt.date(2027, 1, 1))


def test_the_next_assessment_is_due_at_mid_term_and_four_weeks_before_the_end(
    gent: Digicase, case: Case, package: Package, clock: Clock
) -> None:
    assert gent.assessments.next_due_on(case) == TODAY
    gent.assessments.record(case, {"F1": 1}, source="self")
    loan = gent.loans.lend(package, to=case)  # from 24 November to 24 May: 181 days
    assert gent.assessments.next_due_on(case) == dt.date(2027, 2, 22)
    clock.today = dt.date(2027, 2, 23)
    gent.assessments.record(case, {"F1": 2}, source="self")
    assert gent.assessments.next_due_on(case) == loan.due_on - dt.timedelta(days=28)


def test_what_was_missed_stays_due() -> None:
    loan = (dt.date(2026, 1, 1), dt.date(2026, 7, 1))
    assert next_due_on(dt.date(2026, 1, 1), loan, today=dt.date(2026, 6, 1)) == dt.date(2026, 4, 1)


class Second:
    """Another adviser, who always says tablet."""

    key, version = "second", "1"

    def advise(self, situation: Situation) -> digicase.Advice:
        return digicase.evolve(StartAdviser().advise(situation), adviser="second", sessions=2)

    @digicase.hookimpl
    def digicase_advisers(self) -> Sequence[digicase.AdviserOffer]:
        return [digicase.AdviserOffer(name="second", adviser=self)]


def test_several_advisers_are_asked_side_by_side() -> None:
    with digicase.open("memory://", plugins=[Second()], today=lambda: TODAY) as gent:
        case = new_case(gent, "J-1")
        gent.assessments.record(case, dict.fromkeys(START.codes(), 3), source="self")
        advices = gent.assessments.advise_all(case)
        assert {name: advice.sessions for name, advice in advices.items()} == {"start": 1, "second": 2}
        assert gent.assessments.advise(case, adviser="second") == advices["second"]


@given(ANSWERS, st.sampled_from(START.codes()), st.booleans(), st.integers(1, 4))
def test_a_better_answer_never_means_more_sessions(
    answers: dict[str, int | None], code: str, support: bool, confidence: int
) -> None:
    full = {**dict.fromkeys(START.codes(), 1), **{key: value for key, value in answers.items() if value is not None}}
    better = {**full, code: min(3, full[code] + 1)}

    def sessions(given: dict[str, Any]) -> int:
        situation = Situation(framework=START, answers=given, language_support=support, confidence=confidence)
        found = StartAdviser().advise(situation).sessions
        assert found is not None
        return found

    assert sessions(better) <= sessions(full)


@given(ANSWERS, st.lists(st.sampled_from(sorted(START.goals))), st.booleans())
def test_there_is_always_an_answer_and_a_reason(answers: dict[str, int | None], goals: list[str], guided: bool) -> None:
    advice = StartAdviser().advise(Situation(framework=START, answers=answers, goals=tuple(goals), in_guidance=guided))
    assert advice.reasons
    assert (advice.status is AdviceStatus.OK) is (advice.device is not None and advice.connectivity_flag is not None)


@given(ANSWERS)
def test_a_blank_answer_is_never_a_zero(answers: dict[str, int | None]) -> None:
    blank = {code: value for code, value in answers.items() if value is not None}
    situations = (Situation(framework=START, answers=given) for given in (answers, blank))
    one, other = map(StartAdviser().advise, situations)
    assert one == other


def test_an_organisation_writes_its_own_framework(tmp_path: Path) -> None:
    data = {
        "key": "own",
        "version": "1",
        "titles": {"en": "Own"},
        "areas": [{"code": "A", "titles": {"en": "A"}}],
        "items": [{"code": "A1", "area": "A", "texts": {"en": "x"}}],
        "scale": {"most": 2, "able": 1},
        "goals": {"all": ["A1"]},
        "scoring": {"rule": "all", "bands": [{"name": "no", "least": 0}, {"name": "yes", "least": 1}]},
    }
    file = tmp_path / "own.json"
    file.write_text(json.dumps(data))
    assert read_framework(file).rate({"A1": 2}).overall == "yes"


@pytest.mark.parametrize(
    ("changes", "paths"),
    [
        ({"areas": "A", "items": 3, "scale": []}, ["areas", "items", "scale"]),
        ({"items": [{"code": "A1", "area": "B", "texts": {"nl": "x"}}], "goals": {"g": ["Z"]}}, [
            "items.A1.texts", "items.A1.area", "goals.g",
        ]),
        ({"scale": {"most": 2, "able": 0}, "scoring": {"rule": "magic", "areas": {"Q": []}}}, [
            "scale.able", "scoring.rule", "scoring.bands", "scoring.areas.Q",
        ]),
        ({"scoring": {"bands": [{"name": "a", "least": 3}, {"name": "b", "least": 2}]}}, [
            "scoring.bands.0.least", "scoring.bands.1.least",
        ]),
        ({"coverage": "most", "goals": {"g": "A1"}}, ["goals.g", "coverage"]),
        ({"colour": "red"}, ["colour"]),
    ],
)  # fmt: skip
def test_all_that_is_wrong_with_a_framework_is_told_by_path(
    tmp_path: Path, changes: dict[str, object], paths: list[str]
) -> None:
    data = {
        "key": "own",
        "version": "1",
        "titles": {"en": "Own"},
        "areas": [{"code": "A", "titles": {"en": "A"}}],
        "items": [{"code": "A1", "area": "A", "texts": {"en": "x"}}],
        "scale": {"most": 2, "able": 1},
    }
    file = tmp_path / "own.json"
    file.write_text(json.dumps(data | changes))
    with pytest.raises(InvalidData) as found:
        read_framework(file)
    assert [problem.path for problem in found.value.problems] == paths


def test_completeness_is_told_per_area(gent: Digicase, case: Case) -> None:
    made = gent.assessments.record(case, {"F1": 1, "F2": None, "J3": 2}, source="self")
    told = gent.assessments.completeness(made)
    assert (told["F"], told["1"]) == (Fraction(1, 8), Fraction(1, 3))
