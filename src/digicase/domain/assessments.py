"""Assessments: what somebody answered on a day, how it goes on, and what has changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

import attrs

from digicase.domain.cases import Case
from digicase.domain.events import AssessmentRecorded, Event, StaffAssessed
from digicase.domain.ids import AssessmentId, CaseId, StaffId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.people import Staff
from digicase.domain.record import Query, eq, ge, lt, one_of, query, record, where
from digicase.domain.skills import SkillFramework
from digicase.errors import InvalidData, Objection, Problem


class Source(StrEnum):
    """Who says so: the jobseeker, the consultant or coach who watched, or a test."""

    SELF = "self"
    CONSULTANT = "consultant"
    COACH = "coach"
    TEST = "test"


@attrs.frozen(kw_only=True)
class ItemAnswer:
    """One answer; None means not asked, which is never a zero."""

    item: str
    value: int | None
    source: Source


@record(indexed=["case", "staff"])
class Assessment:
    """What somebody answered on a day under one framework: a jobseeker (`case`) or a member of staff (`staff`).

    Never changed, but corrected by a newer one (`corrects`), or gone on with (`continues`): it holds the earlier
    answers too.
    """

    id: AssessmentId
    version: int = 0
    case: CaseId | None = None
    staff: StaffId | None = None
    framework: str
    framework_version: str
    on: dt.date
    answers: tuple[ItemAnswer, ...]
    corrects: AssessmentId | None = None
    continues: AssessmentId | None = None

    def values(self) -> dict[str, int | None]:
        """Return the answers by item code."""
        return {answer.item: answer.value for answer in self.answers}


@query(Assessment, sort=("on",))
class AssessmentQuery(Query[Assessment]):
    """Assessments, oldest first; of one day, in the order in which they were recorded."""

    case: CaseId | None = where("case", eq)
    cases: Collection[CaseId] | None = where("case", one_of)
    staff: StaffId | None = where("staff", eq)
    framework: str | None = where("framework", eq)
    on: dt.date | None = where("on", eq)
    since: dt.date | None = where("on", ge)
    before: dt.date | None = where("on", lt)


@attrs.frozen(kw_only=True)
class RecordAssessment:
    """The request to record what somebody answered: values by item, and for each item who says so.

    Of `case` and `staff` one is given. `continues` is the assessment that is gone on with.
    """

    case: Case | None = None
    staff: Staff | None = None
    answers: Mapping[str, int | None]
    sources: Mapping[str, Source]
    on: dt.date
    corrects: AssessmentId | None = None
    continues: Assessment | None = None


def assess(
    request: RecordAssessment,
    *,
    id: AssessmentId,
    framework: SkillFramework,
    today: dt.date,
    objections: Sequence[Objection] = (),
) -> Outcome[Assessment]:
    """Record an assessment; one that goes on with another holds its answers too, unless they are given anew.

    An unknown item, an answer outside the scale, a missing source, a future day, a day before guidance and another
    framework than that of the assessment gone on with are InvalidData, all at once.
    """
    case, staff, earlier = request.case, request.staff, request.continues
    problems = list(answer_problems(request.answers, framework))
    problems += [
        Problem(f"source.{code}", "names an item that has no answer")
        for code in request.sources
        if code not in request.answers
    ]
    problems += [Problem(f"source.{code}", "is missing") for code in request.answers if code not in request.sources]
    if request.on > today:
        problems.append(Problem("on", f"{request.on} is in the future (today is {today})"))
    if case is not None and request.on < case.guidance_from:
        problems.append(Problem("on", f"{request.on} is before guidance of {case.reference} ({case.guidance_from})"))
    if earlier is not None:
        problems += _going_on(earlier, request, framework)
    if problems:
        raise InvalidData(problems)
    refuse(objections)
    given = {} if earlier is None else {answer.item: answer for answer in earlier.answers}
    given |= {
        code: ItemAnswer(item=code, value=value, source=request.sources[code])
        for code, value in request.answers.items()
    }
    assessment = Assessment(
        id=id,
        case=None if case is None else case.id,
        staff=None if staff is None else staff.id,
        framework=framework.key,
        framework_version=framework.version,
        on=request.on,
        answers=tuple(given[code] for code in framework.codes() if code in given),
        corrects=request.corrects,
        continues=None if earlier is None else earlier.id,
    )
    return Outcome(assessment, events=(_recorded(assessment),))


def _going_on(earlier: Assessment, request: RecordAssessment, framework: SkillFramework) -> Iterable[Problem]:
    whose = (request.case and request.case.id, request.staff and request.staff.id)
    if (earlier.case, earlier.staff) != whose:
        yield Problem("continues", "is an assessment of somebody else")
    if (earlier.framework, earlier.framework_version) != (framework.key, framework.version):
        old, new = f"{earlier.framework} {earlier.framework_version}", f"{framework.key} {framework.version}"
        yield Problem("continues", f"was made under {old}, not {new}: begin a new one, and compare them by their codes")
    if request.on < earlier.on:
        yield Problem("on", f"{request.on} is before the assessment that is gone on with ({earlier.on})")


def _recorded(made: Assessment) -> Event:
    if made.case is not None:
        return AssessmentRecorded(assessment=made.id, case=made.case, on=made.on, framework=made.framework)
    assert made.staff is not None, "an assessment is somebody's"
    return StaffAssessed(assessment=made.id, staff=made.staff, on=made.on, framework=made.framework)


@attrs.frozen(kw_only=True)
class ItemProgress:
    """An item's answer before and now; None was not asked. `better` tells which way it went (None: cannot be told)."""

    item: str
    before: int | None
    now: int | None

    @property
    def better(self) -> bool | None:
        """Tell whether it went up; None where it stayed or was not asked twice."""
        if self.before is None or self.now is None or self.before == self.now:
            return None
        return self.now > self.before


@attrs.frozen(kw_only=True)
class Progress:
    """Two assessments side by side: item by item, and each area's score before and now, in percent.

    `areas` are those of the framework; without it, as when it is no longer installed, there are none.
    """

    items: tuple[ItemProgress, ...]
    areas: Mapping[str, tuple[int | None, int | None]]


def compare(before: Assessment, now: Assessment, framework: SkillFramework | None) -> Progress:
    """Return what changed between two assessments, by the codes of their items, the later one's order first.

    Scores of areas need the framework, and make sense only where both were made under its key.
    """
    old, new = before.values(), now.values()
    codes = dict.fromkeys((*new, *old))
    areas: dict[str, tuple[int | None, int | None]] = {}
    if framework is not None and before.framework == now.framework == framework.key:
        was, is_now = framework.area_scores(old), framework.area_scores(new)
        areas = {code: (was[code], is_now[code]) for code in was}
    return Progress(
        items=tuple(ItemProgress(item=code, before=old.get(code), now=new.get(code)) for code in codes), areas=areas
    )


def next_due_on(latest: dt.date | None, loan: tuple[dt.date, dt.date] | None, *, today: dt.date) -> dt.date:
    """Return when the next assessment is due: at mid-term of the loan (lent on, due on), then 28 days before it ends.

    Without an assessment it is due today; without a loan, half a year after the last one. A day that has passed
    without an assessment since stays due.
    """
    if latest is None:
        return today
    if loan is None:
        return latest + dt.timedelta(days=182)
    lent_on, due_on = loan
    stops = (lent_on + (due_on - lent_on) / 2, due_on - dt.timedelta(days=28))
    return next((stop for stop in sorted(stops) if stop > latest), due_on)


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
