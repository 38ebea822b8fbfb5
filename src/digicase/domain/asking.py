"""What is asked for before it is decided: a loan, or a longer one; granted or refused by somebody, with a reason."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

import attrs

from digicase.domain import checks
from digicase.domain.cases import Case
from digicase.domain.equipment import DeviceKind
from digicase.domain.events import LoanAsked, LoanAskedDecided
from digicase.domain.ids import CaseId, LoanId, LoanRequestId
from digicase.domain.loans import Loan
from digicase.domain.notices import NoticeDraft, NoticeKind, NoticePlan, both
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, query, record, where
from digicase.errors import Objection

ANSWERED = dt.timedelta(days=28)
"""How long it makes sense to tell an answer."""


class Wanted(StrEnum):
    """What is asked for."""

    LOAN = "loan"
    EXTENSION = "extension"


@record(
    unique=[Key("case", "wanted", where={"decided_on": None})],
    indexed=["case", ("decided_on", "asked_on")],
)
class LoanRequest:
    """A case asks for a loan of a device, from a day on if it matters, or for an extension of its loan.

    It is open until it is decided: `granted` or not, by whom, and with what answer.
    """

    id: LoanRequestId
    version: int = 0
    case: CaseId
    wanted: Wanted
    loan: LoanId | None = None
    device: DeviceKind | None = None
    dongle: bool = False
    first: dt.date | None = None
    reason: str = attrs.field(validator=checks.filled)
    asked_on: dt.date
    decided_on: dt.date | None = None
    granted: bool | None = None
    decided_by: str | None = None
    answer: str = ""


@query(LoanRequest, sort=("asked_on",))
class LoanRequestQuery(Query[LoanRequest]):
    """What was asked for, the longest ago first."""

    case: CaseId | None = where("case", eq)
    wanted: Wanted | None = where("wanted", eq)
    open: bool | None = where("decided_on", is_null)


def ask(
    request: LoanRequest, case: Case, *, earlier: tuple[LoanRequest, ...] = (), objections: tuple[Objection, ...] = ()
) -> Outcome[LoanRequest]:
    """Note what a case asks for; one open request of a sort per case. Codes: `already_asked`, and those of guidance."""
    found = [
        Objection("already_asked", f"Case {case.reference} asked on {each.asked_on}.", {"request": each.id})
        for each in earlier
    ]
    refuse(found, case.guidance_objections(request.asked_on), objections)
    event = LoanAsked(request=request.id, case=case.id, on=request.asked_on, wanted=request.wanted.value)
    return Outcome(request, also=(case,), events=(event,))


def decide(
    request: LoanRequest, case: Case, *, granted: bool, answer: str, by: str, on: dt.date, loan: Loan | None = None
) -> Outcome[LoanRequest]:
    """Grant or refuse a request; a refusal is told to both, what is granted tells itself. Codes: `already_decided`."""
    if request.decided_on is not None:
        text = f"It was {'granted' if request.granted else 'refused'} on {request.decided_on}."
        refuse((Objection("already_decided", text, {"request": request.id}),))
    decided = evolve(request, decided_on=on, granted=granted, decided_by=by, answer=answer)
    told: tuple[NoticeDraft, ...] = ()
    if not granted:
        kind = NoticeKind.LOAN_REFUSED if request.wanted is Wanted.LOAN else NoticeKind.EXTENSION_REFUSED
        data = {} if loan is None else {"due_on": loan.due_on.isoformat()}
        told = both(kind, case, once=str(on), expires_on=on + ANSWERED, data=data)
    return Outcome(
        decided,
        also=(case,),
        events=(LoanAskedDecided(request=request.id, case=case.id, on=on, granted=granted),),
        notices=(NoticePlan(request.id, told),),
    )
