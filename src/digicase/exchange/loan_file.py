"""The file of loans: a row per loan, known by its package and the day of its hand-over."""

from __future__ import annotations

from collections.abc import Mapping

from digicase.casework.loans import Loans
from digicase.casework.unit import Unit
from digicase.domain import extensions
from digicase.domain.cases import Case, CaseQuery
from digicase.domain.equipment import PackageQuery
from digicase.domain.loans import LoanQuery
from digicase.errors import InvalidData, Problem
from digicase.exchange.entries import EntrySheet
from digicase.exchange.rows import Column, Values, day, text
from digicase.ports import Session

UNREAD = "?"


def loans() -> EntrySheet:
    """Return how loans.csv is read: what was lent to whom and when, until when, and when it came back if it has."""
    return EntrySheet(
        file="loans.csv",
        columns=(
            Column(name="package", read=text, filled=True, otherwise=UNREAD),
            Column(name="case", argument="to", read=text, filled=True, otherwise=UNREAD),
            Column(name="lent_on", argument="on", read=day, filled=True),
            Column(name="due_on", read=day),
            Column(name="returned_on", read=day),
            Column(name="outcome", read=text),
        ),
        stored=_stored,
        enter=_enter,
        named=_name,
    )


def _name(values: Values) -> str:
    return f"{values['package']} {values['on']}"


def _stored(session: Session) -> Mapping[str, Values]:
    labels = {package.id: package.label for package in session.find(PackageQuery())}
    references = {case.id: case.reference for case in session.find(CaseQuery())}
    rows = [
        {
            "package": labels[loan.package],
            "to": references[loan.case],
            "on": loan.lent_on,
            "due_on": loan.due_on,
            "returned_on": loan.returned_on,
            "outcome": loan.outcome,
        }
        for loan in session.find(LoanQuery())
    ]
    return {_name(row): row for row in rows}


def _enter(unit: Unit, values: Values) -> None:
    """Lend by the policy, as on that day; then the due date as the file has it, and the return."""
    _known(unit.session, values)
    lent = Loans(unit).lend(values["package"], to=values["to"], on=values["on"])
    due_on = values["due_on"] or lent.due_on
    if due_on < lent.lent_on:
        raise InvalidData([Problem("due_on", f"is before the hand-over on {lent.lent_on}")])
    if due_on != lent.due_on:
        policy = unit.house.policies.get(lent.policy, lent.policy_version)
        lent = unit.apply(
            extensions.move(lent, unit.session.get(Case, lent.case), due_on, on=unit.today, policy=policy)
        ).result
    if values["returned_on"] is not None:
        try:
            Loans(unit).take_back(lent, on=values["returned_on"], outcome=values["outcome"])
        except InvalidData as error:
            renamed = {"on": "returned_on"}
            raise InvalidData([Problem(renamed.get(p.path, p.path), p.reason) for p in error.problems]) from None


def _known(session: Session, values: Values) -> None:
    """Hold that package and case are in the store, as InvalidData; what could not be read is told already."""
    problems = []
    if values["package"] != UNREAD and not session.count(PackageQuery(label=values["package"])):
        problems.append(Problem("package", "is the label of no package in the store"))
    if values["to"] != UNREAD and not session.count(CaseQuery(reference=values["to"])):
        problems.append(Problem("to", "is the reference of no case in the store"))
    if problems or UNREAD in (values["package"], values["to"]):
        raise InvalidData(problems)
