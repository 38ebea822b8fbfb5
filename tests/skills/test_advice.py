"""The default adviser against its ten worked cases, and what must hold for any answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st

from digicase import AdviceStatus, Situation
from digicase.domain.advice import StartAdviser
from digicase.domain.cases import HomeInternet, OwnDevice
from digicase.frameworks import offers

START = offers()[0].load()
CASES = json.loads(Path(__file__).with_name("assessment_cases.json").read_text("utf-8"))
CODES = START.codes()

answers = st.fixed_dictionaries({code: st.none() | st.integers(0, 3) for code in CODES})
full_answers = st.fixed_dictionaries({code: st.integers(0, 3) for code in CODES})
contexts = st.fixed_dictionaries(
    {
        "in_guidance": st.booleans(),
        "goals": st.lists(st.sampled_from(sorted(START.goals)), unique=True).map(tuple),
        "own_devices": st.lists(st.sampled_from(OwnDevice), unique=True).map(tuple),
        "home_internet": st.none() | st.sampled_from(HomeInternet),
        "prefers_touch": st.booleans(),
        "language_support": st.booleans(),
        "confidence": st.integers(1, 4),
    }
)


def situation(case: dict[str, Any]) -> Situation:
    given = {f"F{n}": value for n, value in enumerate(case["F"], 1)}
    given |= {f"J{n}": value for n, value in enumerate(case["J"], 1)}
    context = dict(case["context"])
    context["goals"] = tuple(context["goals"])
    context["own_devices"] = tuple(map(OwnDevice, context["own_devices"]))
    context["home_internet"] = HomeInternet(context["home_internet"])
    return Situation(framework=START, answers=given, **context)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_worked_case_comes_out_exactly(case: dict[str, Any]) -> None:
    advice = StartAdviser().advise(situation(case))
    told = {name: getattr(advice, name) for name in case["expect"]}
    assert told | {"goal_gaps": list(advice.goal_gaps)} == case["expect"]


@given(full_answers, st.sets(st.sampled_from(CODES), max_size=4))
def test_a_blank_answer_is_never_a_zero(values: dict[str, int], blank: set[str]) -> None:
    asked = {code: value for code, value in values.items() if code not in blank}
    left_blank = {code: None if code in blank else value for code, value in values.items()}
    assert START.score(left_blank, CODES) == round(100 * sum(asked.values()) / (3 * len(asked)))


@given(answers, contexts)
def test_there_is_a_status_for_any_answers_and_a_reason_for_every_conclusion(
    values: dict[str, int | None], context: dict[str, Any]
) -> None:
    advice = StartAdviser().advise(Situation(framework=START, answers=values, **context))
    about = {reason.about for reason in advice.reasons}
    assert about >= ({"device", "dongle", "sessions"} if advice.status is AdviceStatus.OK else {"status"})


@given(full_answers, contexts, st.sampled_from(CODES))
def test_a_better_answer_never_raises_the_number_of_sessions(
    values: dict[str, int], context: dict[str, Any], better: str
) -> None:
    context = context | {"in_guidance": True}
    before = StartAdviser().advise(Situation(framework=START, answers=values, **context)).sessions
    raised = values | {better: min(3, values[better] + 1)}
    after = StartAdviser().advise(Situation(framework=START, answers=raised, **context)).sessions
    assert before is not None
    assert after is not None
    assert after <= before
