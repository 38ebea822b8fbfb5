"""Advising 10,000 cases from loaded values: the default adviser against the same rules in plain functions over dicts.

Run: python tests/benchmarks/advising.py [rounds]. Prints cases per second and core, and the median ratio of the times.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from digicase.domain.advice import Situation, StartAdviser
from digicase.domain.cases import HomeInternet, OwnDevice
from digicase.frameworks import offers

NUMBER = 10_000
START = next(offer for offer in offers() if offer.name == "start").load()
FOUNDATION = START.codes("F")
AREAS = {area.code: START.codes(area.code) for area in START.areas if area.code != "F"}
JOB = tuple(code for codes in AREAS.values() for code in codes)
GOALS = {goal: set(codes) for goal, codes in START.goals.items()}
WEAK = {"none", "mobile_limited", "shared_unreliable"}

Plain = dict[str, Any]


def situations(number: int) -> list[Situation]:
    """Return that many cases' situations, most of them answered nearly in full."""
    chance = random.Random(1)
    return [
        Situation(
            framework=START,
            answers={code: chance.choice((None, 0, 1, 2, 2, 3, 3)) for code in START.codes()},
            goals=tuple(chance.sample(sorted(GOALS), chance.randint(0, 3))),
            own_devices=tuple(chance.sample(list(OwnDevice), chance.randint(0, 2))),
            home_internet=chance.choice([None, *HomeInternet]),
            prefers_touch=chance.random() < 0.2,
            language_support=chance.random() < 0.3,
            confidence=chance.randint(1, 4),
        )
        for _ in range(number)
    ]


def plain(situation: Situation) -> Plain:
    """Return a situation as a dict of plain values."""
    return {
        "answers": dict(situation.answers),
        "goals": list(situation.goals),
        "own_devices": [device.value for device in situation.own_devices],
        "home_internet": situation.home_internet and situation.home_internet.value,
        "prefers_touch": situation.prefers_touch,
        "language_support": situation.language_support,
        "confidence": situation.confidence,
    }


def score(answers: Mapping[str, int | None], codes: Sequence[str]) -> int | None:
    """Return the percentage on some items, None with less than three quarters answered."""
    given = [value for code in codes if (value := answers.get(code)) is not None]
    return round(100 * sum(given) / (3 * len(given))) if given and len(given) >= 0.75 * len(codes) else None


def by_hand(case: Plain) -> Plain:
    """Advise on a case by the same rules, over dicts."""
    answers, goals = case["answers"], set(case["goals"])
    job = score(answers, JOB)
    gaps = sum(answers.get(code) is not None and answers[code] < 2 for code in FOUNDATION)
    wanted = {code for goal in goals for code in GOALS[goal]}
    advice: Plain = {
        "areas": {area: score(answers, codes) for area, codes in AREAS.items()},
        "job": job,
        "foundation_gaps": gaps,
        "goal_gaps": [
            code for code in START.codes() if code in wanted and answers.get(code) is not None and answers[code] < 2
        ],
    }
    if sum(answers.get(code) is not None for code in FOUNDATION) < 6 or job is None:
        return {**advice, "status": "insufficient_data", "reasons": ["too_few_answers"]}
    typing = goals & {"cv_letter", "course", "office_work"}
    if goals and goals <= {"smartphone_use"}:
        device, why = "none", "only_phone_goals"
    elif "computer" in case["own_devices"]:
        device, why = "none", "owns_a_computer"
    elif case["prefers_touch"] or (gaps >= 4 and not typing):
        device, why = ("tablet+keyboard", "touch_but_types") if typing else ("tablet", "touch_or_starter")
    else:
        device, why = "laptop", "job_tasks"
    weak, phone = case["home_internet"] in WEAK, goals == {"smartphone_use"}
    sessions = 6 if gaps >= 4 or job < 30 else 3 if gaps >= 1 or job < 48 else 1
    sessions = min(3 if phone else 8, sessions + case["language_support"] + (case["confidence"] == 1))
    return {
        **advice,
        "status": "ok",
        "device": device,
        "dongle": weak and device != "none",
        "connectivity_flag": weak and "computer" in case["own_devices"] and not phone,
        "sessions": sessions,
        "reasons": [why, "weak_internet" if weak else "not_needed", sessions],
    }


def timed(advise: Callable[[Any], object], cases: Sequence[Any]) -> float:
    """Return how many seconds advising on all cases takes."""
    begun = time.perf_counter()
    for case in cases:
        advise(case)
    return time.perf_counter() - begun


def main(rounds: int) -> None:
    """Check that both say the same, then time them in turn."""
    ours = situations(NUMBER)
    theirs = [plain(situation) for situation in ours]
    adviser = StartAdviser()
    for one, other in zip(ours, theirs, strict=True):
        advice, same = adviser.advise(one), by_hand(other)
        assert (advice.status, advice.job, advice.sessions, advice.device) == (
            same["status"], same["job"], same.get("sessions"), same.get("device"),
        )  # fmt: skip
    pairs = [(timed(adviser.advise, ours), timed(by_hand, theirs)) for _ in range(rounds)]
    took = statistics.median(mine for mine, _ in pairs)
    ratio = statistics.median(mine / hand for mine, hand in pairs)
    print(
        f"advising {NUMBER} cases: {NUMBER / took:,.0f} a second and core, {ratio:.2f} times plain functions over dicts"
    )
    ratings = statistics.median(timed(lambda s: START.score(s.answers, JOB), ours) for _ in range(rounds))
    print(f"scoring {NUMBER} assessments over ten items: {NUMBER / ratings:,.0f} a second and core")
    whole = statistics.median(timed(lambda s: START.area_scores(s.answers), ours) for _ in range(rounds))
    print(f"scoring {NUMBER} assessments, all areas: {NUMBER / whole:,.0f} a second and core")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
