"""Advice: device, connectivity and sessions for a case, each with its reason; a person decides."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any

import attrs

from digicase.domain import checks
from digicase.domain.cases import HomeInternet, OwnDevice
from digicase.domain.equipment import DeviceKind
from digicase.domain.skills import SkillFramework

TYPING_GOALS = frozenset({"cv_letter", "course", "office_work"})
PHONE_GOALS = frozenset({"smartphone_use"})
WEAK_INTERNET = frozenset({HomeInternet.NONE, HomeInternet.MOBILE_LIMITED, HomeInternet.SHARED_UNRELIABLE})
BANDS = ((30, "low"), (48, "foundation"), (81, "intermediate"), (101, "advanced"))
"""DigCompSAT's bands: the first percentage above each band, and its name."""


class AdviceStatus(StrEnum):
    """Whether there is advice: not with too few answers (ask again) or outside guidance (refer)."""

    OK = "ok"
    INSUFFICIENT_DATA = "insufficient_data"
    NOT_ELIGIBLE = "not_eligible"


class AdvisedDevice(StrEnum):
    """What to lend."""

    NONE = "none"
    LAPTOP = "laptop"
    TABLET = "tablet"
    TABLET_WITH_KEYBOARD = "tablet+keyboard"

    @property
    def lends(self) -> DeviceKind | None:
        """Return the device of the package that would be lent, or None."""
        if self is AdvisedDevice.NONE:
            return None
        return DeviceKind.LAPTOP if self is AdvisedDevice.LAPTOP else DeviceKind.TABLET


@attrs.frozen(kw_only=True)
class Situation:
    """All that an adviser may look at: answers by item (None = not asked), and what the case says."""

    framework: SkillFramework
    answers: Mapping[str, int | None]
    in_guidance: bool = True
    goals: tuple[str, ...] = ()
    own_devices: tuple[OwnDevice, ...] = ()
    home_internet: HomeInternet | None = None
    prefers_touch: bool = False
    language_support: bool = False
    confidence: int = attrs.field(default=3, validator=checks.between(1, 4))


@attrs.frozen(kw_only=True)
class Reason:
    """Why an advice says what it says about one thing: the rule's code and the facts it looked at."""

    about: str
    rule: str
    facts: Mapping[str, Any] = attrs.field(factory=dict)

    def __str__(self) -> str:
        facts = ", ".join(f"{name} {value}" for name, value in self.facts.items())
        return f"{self.about}: {self.rule.replace('_', ' ')}" + (f" ({facts})" if facts else "")


@attrs.frozen(kw_only=True)
class Advice:
    """What an adviser proposes. `device`, `dongle`, `connectivity_flag` and `sessions` are None where it cannot tell.

    `job` is the score over all job items in percent, `areas` that of each of the framework's job areas. `sessions`
    is a planning figure, not a right. `goal_gaps` are the items below "on my own" that the goals need.
    """

    adviser: str
    adviser_version: str
    status: AdviceStatus
    foundation_gaps: int
    job: int | None
    job_band: str
    areas: Mapping[str, int | None]
    device: AdvisedDevice | None = None
    dongle: bool | None = None
    connectivity_flag: bool | None = None
    sessions: int | None = None
    goal_gaps: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


def band(score: int | None) -> str:
    """Return the band of a percentage, `unknown` where there is none (DigCompSAT)."""
    return "unknown" if score is None else next(name for limit, name in BANDS if score < limit)


@attrs.frozen
class StartAdviser:
    """The default adviser, for frameworks with a foundation area `F` beside job areas, such as `digicase start`."""

    key: str = "start"
    version: str = "1"
    foundation_minimum: int = 6
    starter_gaps: int = 4

    def advise(self, situation: Situation) -> Advice:
        """Return the advice for a situation; the same situation always gives the same advice."""
        framework, answers = situation.framework, situation.answers
        foundation = framework.codes("F")
        areas = {
            area.code: framework.score(answers, framework.codes(area.code))
            for area in framework.areas
            if area.code != "F"
        }
        job = framework.score(answers, framework.codes(*areas))
        gaps = len(framework.gaps(answers, foundation))
        said = functools.partial(
            Advice,
            adviser=self.key,
            adviser_version=self.version,
            foundation_gaps=gaps,
            job=job,
            job_band=band(job),
            areas=areas,
            goal_gaps=framework.goal_gaps(answers, situation.goals),
        )
        answered = sum(answers.get(code) is not None for code in foundation)
        if answered < self.foundation_minimum or job is None:
            facts = {"foundation_answers": answered, "job": job}
            reason = Reason(about="status", rule="too_few_answers_ask_again", facts=facts)
            return said(status=AdviceStatus.INSUFFICIENT_DATA, reasons=(reason,))
        if not situation.in_guidance:
            reason = Reason(about="status", rule="not_in_guidance_refer")
            none = AdvisedDevice.NONE
            return said(status=AdviceStatus.NOT_ELIGIBLE, device=none, dongle=False, sessions=0, reasons=(reason,))
        device, why_device = self._device(situation, gaps)
        weak = situation.home_internet in WEAK_INTERNET
        only_phone = set(situation.goals) == PHONE_GOALS
        flag = weak and OwnDevice.COMPUTER in situation.own_devices and not only_phone
        dongle = weak and device is not AdvisedDevice.NONE
        steps = tuple(self._sessions(situation, gaps, job))
        internet = {"home_internet": situation.home_internet and situation.home_internet.value}
        why_dongle = Reason(
            about="dongle", rule="lent_device_and_weak_internet" if dongle else "not_needed", facts=internet
        )
        flagged = (
            (Reason(about="connectivity_flag", rule="own_computer_without_internet", facts=internet),) if flag else ()
        )
        return said(
            status=AdviceStatus.OK,
            device=device,
            dongle=dongle,
            connectivity_flag=flag,
            sessions=steps[-1].facts["sessions"],
            reasons=(why_device, why_dongle, *flagged, *steps),
        )

    def _device(self, situation: Situation, gaps: int) -> tuple[AdvisedDevice, Reason]:
        goals, starter = set(situation.goals), gaps >= self.starter_gaps
        typing = sorted(goals & TYPING_GOALS)
        if goals and goals <= PHONE_GOALS:
            return AdvisedDevice.NONE, Reason(about="device", rule="only_phone_goals_own_phone")
        if OwnDevice.COMPUTER in situation.own_devices:
            return AdvisedDevice.NONE, Reason(about="device", rule="owns_a_computer")
        if situation.prefers_touch or (starter and not typing):
            rule = "prefers_touch" if situation.prefers_touch else "starter_without_typing_goals"
            if typing:
                reason = Reason(about="device", rule=f"{rule}_but_types", facts={"goals": ", ".join(typing)})
                return AdvisedDevice.TABLET_WITH_KEYBOARD, reason
            return AdvisedDevice.TABLET, Reason(about="device", rule=rule, facts={"foundation_gaps": gaps})
        return AdvisedDevice.LAPTOP, Reason(about="device", rule="job_tasks")

    def _sessions(self, situation: Situation, gaps: int, job: int) -> Iterator[Reason]:
        def step(rule: str, sessions: int, **facts: object) -> Reason:
            return Reason(about="sessions", rule=rule, facts={**facts, "sessions": sessions})

        if gaps >= self.starter_gaps or job < 30:
            sessions, rule = 6, "starter"
        elif gaps >= 1 or job < 48:
            sessions, rule = 3, "some_gaps"
        else:
            sessions, rule = 1, "introduction"
        yield step(rule, sessions, foundation_gaps=gaps, job=job)
        if situation.language_support:
            sessions += 1
            yield step("language_support", sessions)
        if situation.confidence == 1:
            sessions += 1
            yield step("low_confidence", sessions)
        most = 3 if set(situation.goals) == PHONE_GOALS else 8
        if sessions > most:
            yield step("at_most", most)
