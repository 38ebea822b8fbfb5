"""The default adviser on both sides of every line that it draws."""

from __future__ import annotations

from typing import Any

import pytest

from digicase import Advice, AdviceStatus, Situation
from digicase.domain.advice import StartAdviser, band
from digicase.domain.cases import HomeInternet, OwnDevice
from digicase.frameworks import offers

START = offers()[0].load()


def advised(*, gaps: int = 0, job: tuple[int, int] = (30, 10), foundation: int = 8, **context: Any) -> Advice:
    """Ask about somebody with so many foundation gaps, and so many points on so many job items."""
    points, items = job
    answers: dict[str, int | None] = {f"F{n}": 1 if n <= gaps else 2 for n in range(1, foundation + 1)}
    each, rest = divmod(points, items)
    answers |= {f"J{n}": each + (n <= rest) for n in range(1, items + 1)}
    return StartAdviser().advise(Situation(framework=START, answers=answers, **context))


@pytest.mark.parametrize(
    ("gaps", "job", "sessions"),
    [
        (0, (9, 10), 3),  # 30 %
        (0, (8, 10), 6),  # 27 %
        (0, (13, 9), 1),  # 48 %
        (0, (14, 10), 3),  # 47 %
        (1, (30, 10), 3),
        (3, (30, 10), 3),
        (4, (30, 10), 6),
    ],
)
def test_sessions_follow_gaps_and_job_score(gaps: int, job: tuple[int, int], sessions: int) -> None:
    assert advised(gaps=gaps, job=job).sessions == sessions


def test_at_its_most_there_are_eight_sessions() -> None:
    found = advised(gaps=8, language_support=True, confidence=1)
    assert found.sessions == 6 + 1 + 1 == 8
    assert [reason.rule for reason in found.reasons if reason.about == "sessions"] == [
        "starter",
        "language_support",
        "low_confidence",
    ]


@pytest.mark.parametrize(("foundation", "status"), [(5, "insufficient_data"), (6, "ok")])
def test_six_foundation_answers_are_enough(foundation: int, status: str) -> None:
    assert advised(foundation=foundation).status == AdviceStatus(status)


@pytest.mark.parametrize(
    ("context", "device"),
    [
        ({}, "laptop"),
        ({"goals": ("smartphone_use",)}, "none"),
        ({"goals": ("smartphone_use", "email")}, "laptop"),
        ({"own_devices": (OwnDevice.COMPUTER,)}, "none"),
        ({"own_devices": (OwnDevice.TABLET,)}, "laptop"),
        ({"prefers_touch": True}, "tablet"),
        ({"prefers_touch": True, "goals": ("course",)}, "tablet+keyboard"),
        ({"gaps": 3}, "laptop"),
        ({"gaps": 4}, "tablet"),
        ({"gaps": 4, "goals": ("cv_letter",)}, "laptop"),
    ],
)
def test_the_device_follows_goals_what_is_owned_touch_and_gaps(context: dict[str, Any], device: str) -> None:
    assert advised(**context).device == device


@pytest.mark.parametrize(
    ("goals", "flag"), [(("smartphone_use",), False), (("smartphone_use", "email"), True), ((), True)]
)
def test_an_own_computer_without_internet_is_flagged_unless_a_phone_is_all_that_is_wanted(
    goals: tuple[str, ...], flag: bool
) -> None:
    found = advised(goals=goals, own_devices=(OwnDevice.COMPUTER,), home_internet=HomeInternet.NONE)
    assert (found.connectivity_flag, found.dongle) == (flag, False)


@pytest.mark.parametrize(
    ("score", "name"),
    [(None, "unknown"), (0, "low"), (29, "low"), (30, "foundation"), (47, "foundation"), (48, "intermediate"),
     (80, "intermediate"), (81, "advanced"), (100, "advanced")],
)  # fmt: skip
def test_bands_begin_where_digcompsat_says(score: int | None, name: str) -> None:
    assert band(score) == name
