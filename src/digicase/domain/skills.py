"""Skills: frameworks as data, assessments against them, and scores in which a blank answer is never a zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

import attrs

from digicase.domain.cases import Case
from digicase.domain.events import AssessmentRecorded
from digicase.domain.ids import AssessmentId, CaseId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Query, eq, ge, lt, one_of, query, record, where
from digicase.errors import InvalidData, Objection, Problem

Texts = Mapping[str, str]
"""A text per language code; `en` is always there."""


class Source(StrEnum):
    """Who says so: the jobseeker, the consultant or coach who watched, or a test."""

    SELF = "self"
    CONSULTANT = "consultant"
    COACH = "coach"
    TEST = "test"


@attrs.frozen(kw_only=True)
class Area:
    """A group of items that is scored together."""

    code: str
    titles: Texts


@attrs.frozen(kw_only=True)
class SkillItem:
    """Something a person can do, more or less; `digcomp` is the competence of DigComp it belongs to."""

    code: str
    area: str
    texts: Texts
    digcomp: str | None = None


@attrs.frozen(kw_only=True)
class Scale:
    """The answers, from `least` to `most` in whole steps; from `able` on, a person can do it on their own."""

    least: int = 0
    most: int
    able: int
    labels: Mapping[str, Texts] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class SkillFramework:
    """What is asked, on which scale, and what the goals need.

    `key` and `version` are stored with every assessment, the texts never are. `goals` maps a goal's code to the
    items it needs. An area has a score when at least `coverage` of its items are answered.
    """

    key: str
    version: str
    titles: Texts
    areas: tuple[Area, ...]
    items: tuple[SkillItem, ...]
    scale: Scale
    goals: Mapping[str, tuple[str, ...]] = attrs.field(factory=dict)
    coverage: Fraction = Fraction(3, 4)
    attribution: str = ""

    def codes(self, *areas: str) -> tuple[str, ...]:
        """Return the codes of the items in these areas (all, when none is named), in the framework's order."""
        return tuple(item.code for item in self.items if not areas or item.area in areas)

    def score(self, answers: Mapping[str, int | None], codes: Sequence[str]) -> int | None:
        """Return the percentage of what can be reached on these items, rounded half to even.

        Only answered items count. None where fewer than `coverage` of the items are answered.
        """
        given = [value - self.scale.least for code in codes if (value := answers.get(code)) is not None]
        if not given or len(given) < self.coverage * len(codes):
            return None
        return round(Fraction(100 * sum(given), (self.scale.most - self.scale.least) * len(given)))

    def area_scores(self, answers: Mapping[str, int | None]) -> dict[str, int | None]:
        """Return each area's score, by area code."""
        return {area.code: self.score(answers, self.codes(area.code)) for area in self.areas}

    def gaps(self, answers: Mapping[str, int | None], codes: Iterable[str]) -> tuple[str, ...]:
        """Return the items that were answered below `able`, in the framework's order."""
        wanted = set(codes)
        return tuple(
            code
            for code in self.codes()
            if code in wanted and (value := answers.get(code)) is not None and value < self.scale.able
        )

    def goal_gaps(self, answers: Mapping[str, int | None], goals: Iterable[str]) -> tuple[str, ...]:
        """Return the gaps among the items that the goals need: a mean hides the one blocker, this does not."""
        return self.gaps(answers, (code for goal in goals for code in self.goals.get(goal, ())))


@attrs.frozen(kw_only=True)
class Answer:
    """One answer; None means not asked, which is never a zero."""

    item: str
    value: int | None
    source: Source


@record(indexed=["case"])
class Assessment:
    """What was answered on a day under one framework; never changed, but corrected by a newer one (`corrects`)."""

    id: AssessmentId
    version: int = 0
    case: CaseId
    framework: str
    framework_version: str
    on: dt.date
    answers: tuple[Answer, ...]
    corrects: AssessmentId | None = None

    def values(self) -> dict[str, int | None]:
        """Return the answers by item code."""
        return {answer.item: answer.value for answer in self.answers}


@query(Assessment, sort=("on",))
class AssessmentQuery(Query[Assessment]):
    """Assessments, oldest first; of one day, in the order in which they were recorded."""

    case: CaseId | None = where("case", eq)
    cases: Collection[CaseId] | None = where("case", one_of)
    framework: str | None = where("framework", eq)
    on: dt.date | None = where("on", eq)
    since: dt.date | None = where("on", ge)
    before: dt.date | None = where("on", lt)


@attrs.frozen(kw_only=True)
class RecordAssessment:
    """The request to record what was answered: values by item, and for each item who says so."""

    case: Case
    answers: Mapping[str, int | None]
    sources: Mapping[str, Source]
    on: dt.date
    corrects: AssessmentId | None = None


def assess(
    request: RecordAssessment,
    *,
    id: AssessmentId,
    framework: SkillFramework,
    today: dt.date,
    objections: Sequence[Objection] = (),
) -> Outcome[Assessment]:
    """Record an assessment.

    An unknown item, an answer outside the scale, a missing source and a future day are InvalidData, all at once.
    """
    problems = list(answer_problems(request.answers, framework))
    problems += [
        Problem(f"source.{code}", "names an item that has no answer")
        for code in request.sources
        if code not in request.answers
    ]
    problems += [Problem(f"source.{code}", "is missing") for code in request.answers if code not in request.sources]
    if request.on > today:
        problems.append(Problem("on", f"{request.on} is in the future (today is {today})"))
    if problems:
        raise InvalidData(problems)
    refuse(objections)
    assessment = Assessment(
        id=id,
        case=request.case.id,
        framework=framework.key,
        framework_version=framework.version,
        on=request.on,
        answers=tuple(
            Answer(item=code, value=request.answers[code], source=request.sources[code])
            for code in framework.codes()
            if code in request.answers
        ),
        corrects=request.corrects,
    )
    event = AssessmentRecorded(assessment=id, case=request.case.id, on=request.on, framework=framework.key)
    return Outcome(assessment, events=(event,))


def answer_problems(answers: Mapping[str, int | None], framework: SkillFramework) -> Iterable[Problem]:
    """Yield what is wrong with answers: an item that the framework does not have, a value outside its scale."""
    known, scale = set(framework.codes()), framework.scale
    if not answers:
        yield Problem("answers", "must hold at least one item")
    for code, value in answers.items():
        if code not in known:
            yield Problem(
                f"answers.{code}",
                f"is not an item of {framework.key} {framework.version} ({', '.join(framework.codes())})",
            )
        elif value is not None and not scale.least <= value <= scale.most:
            yield Problem(
                f"answers.{code}",
                f"{value} is not between {scale.least} and {scale.most}; leave out or None = not asked",
            )
