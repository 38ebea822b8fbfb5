"""A storage next to the memory backend: whatever is done to both, in whatever order, comes to the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID, uuid4

from hypothesis import HealthCheck, settings, strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from digicase.domain.loans import Loan, LoanQuery
from digicase.domain.record import evolve
from digicase.errors import DigicaseError
from digicase.ports import Session, Storage
from digicase.storage.memory import MemoryStorage
from digicase.testing.patience import in_time
from digicase.testing.samples import DAY, sample

QUIET = (HealthCheck.too_slow,)
WALK = settings(max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=QUIET, derandomize=True)
FEW = st.integers(1, 3).map(lambda number: UUID(int=number))
"""Few packages and cases, so that loans clash over them."""

WHICH = st.integers(0, 50)


class Undone(Exception):
    """Raised on purpose, so that a transaction is rolled back."""


def outcome(storage: Storage, act: Callable[[Session], Any], *, undo: bool = False) -> Any:
    """Return what came of a transaction: its result, or the kind of error."""
    with suppress(Undone):
        try:
            with in_time(), storage.begin() as session:
                result = act(session)
                if undo:
                    raise Undone
        except DigicaseError as error:
            return type(error)
        return result
    return "undone"


class Twins(RuleBasedStateMachine):
    """Loans with conditional keys on both storages; new, changed, stale, removed, found, counted, rolled back."""

    real: Storage

    def __init__(self) -> None:
        super().__init__()
        with in_time(), self.real.begin() as session:
            session.remove(*session.find(LoanQuery()))  # what the walk before has left
        self.model = MemoryStorage()
        self.known: list[Any] = []

    def both(self, act: Callable[[Session], Any], *, undo: bool = False) -> Any:
        """Do the same to both, and hold that the same comes of it."""
        real, model = (outcome(storage, act, undo=undo) for storage in (self.real, self.model))
        assert real == model
        return real

    def learn(self, result: Any) -> None:
        """Remember the records that were saved, in place of their earlier versions."""
        if isinstance(result, tuple):
            ids = {record.id for record in result}
            self.known = [*(record for record in self.known if record.id not in ids), *result]

    def one(self, which: int) -> Any:
        """Return one of the records that are known."""
        return self.known[which % len(self.known)]

    @rule(package=FEW, case=FEW, ended=st.booleans(), undo=st.booleans())
    def lend(self, package: UUID, case: UUID, ended: bool, undo: bool) -> None:
        """Insert a loan, open or ended."""
        loan = sample(Loan, id=uuid4(), package=package, case=case, returned_on=DAY if ended else None)
        self.learn(self.both(lambda session: session.save(loan), undo=undo))

    @precondition(lambda self: self.known)
    @rule(which=WHICH, package=FEW, ended=st.booleans(), undo=st.booleans())
    def change(self, which: int, package: UUID, ended: bool, undo: bool) -> None:
        """Change a loan: its package, and whether it has ended."""
        loan = evolve(self.one(which), package=package, returned_on=DAY if ended else None)
        self.learn(self.both(lambda session: session.save(loan), undo=undo))

    @precondition(lambda self: self.known)
    @rule(which=WHICH, by=st.sampled_from([-1, 1]))
    def change_what_is_stale(self, which: int, by: int) -> None:
        """Change a version that is not the stored one."""
        loan = self.one(which)
        self.both(lambda session: session.save(evolve(loan, version=loan.version + by)))

    @precondition(lambda self: len(self.known) > 1)
    @rule(first=WHICH, second=WHICH)
    def swap(self, first: int, second: int) -> None:
        """Swap the packages of two loans in one transaction, the one ended in between."""
        one, other = self.one(first), self.one(second)
        if one.id == other.id:
            return
        away = evolve(one, returned_on=DAY)
        there = evolve(other, package=one.package)
        back = evolve(one, version=one.version + 1, package=other.package)

        def act(session: Session) -> tuple[Any, ...]:
            session.save(away, there)
            return (*session.save(back), session.get(Loan, there.id))

        self.learn(self.both(act))

    @precondition(lambda self: self.known)
    @rule(which=WHICH, undo=st.booleans())
    def remove(self, which: int, undo: bool) -> None:
        """Remove a loan."""
        loan = self.one(which)
        if self.both(lambda session: session.remove(loan), undo=undo) is None:
            self.known.remove(loan)

    @rule(query=st.builds(LoanQuery, package=st.none() | FEW, open=st.none() | st.booleans()), limit=st.none() | WHICH)
    def find(self, query: LoanQuery, limit: int | None) -> None:
        """Find, count, and count by package."""
        self.both(lambda session: list(session.find(query, limit=limit)))
        self.both(lambda session: (session.count(query), session.count(query, by="package")))

    @invariant()
    def both_hold_the_same(self) -> None:
        """After every step."""
        found: Sequence[Any] = self.both(lambda session: list(session.find(LoanQuery())))
        assert sorted(found, key=lambda loan: loan.id) == sorted(self.known, key=lambda loan: loan.id)


class ModelContract:
    """The memory backend says what is right."""

    def test_it_does_what_the_memory_backend_does(self, storage: Storage) -> None:
        """Random walks of changes, refusals, removals and rollbacks leave both the same after each step."""
        walk = type("Walk", (Twins,), {"real": storage})
        run_state_machine_as_test(walk, settings=WALK)
