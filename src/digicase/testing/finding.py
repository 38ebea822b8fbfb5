"""What a storage promises of finding and counting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import MutableSequence, Sequence
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings, strategies as st

from digicase.domain.appointments import Appointment, AppointmentQuery, AppointmentState
from digicase.domain.cases import Case, CaseQuery
from digicase.domain.equipment import Item, ItemKind, ItemQuery
from digicase.domain.loans import Loan, LoanQuery
from digicase.domain.notices import Notice, NoticeQuery
from digicase.domain.record import Query, every, evolve
from digicase.domain.zitdagen import Zitdag, ZitdagQuery
from digicase.ports import Storage
from digicase.testing.records import BRUSSELS, QUERIES, comparable, queries, stocks
from digicase.testing.samples import kept, sample, stored
from digicase.testing.transactions import MANY

EXAMPLES = settings(max_examples=25, deadline=None)
"""No deadline: how fast a store is, is not part of the contract."""

ONE_DAY = dt.date(2026, 12, 3)


def found(storage: Storage, query: Query[Any], **how: Any) -> list[Any]:
    """Return what a transaction of its own finds."""
    with storage.begin(read_only=True) as session:
        return list(session.find(query, **how))


def counted(storage: Storage, query: Query[Any], **how: Any) -> Any:
    """Return what a transaction of its own counts."""
    with storage.begin(read_only=True) as session:
        return session.count(query, **how)


def meant(query: Query[Any], records: Sequence[Any]) -> list[Any]:
    """Return what the query means to find among the records."""
    return sorted(filter(query.matches, records), key=query.position)


def empty(found: Sequence[Any]) -> None:
    """Take everything out of what was found, where that can be done."""
    if isinstance(found, MutableSequence):
        found.clear()


def loans(storage: Storage, number: int, **same: Any) -> tuple[Any, ...]:
    """Store loans of different packages and cases."""
    return stored(storage, *(sample(Loan, package=UUID(int=n), case=UUID(int=n), **same) for n in range(number)))


class FindingContract:
    """Criteria, order, paging, counting."""

    @pytest.mark.parametrize("asked", QUERIES, ids=lambda asked: asked.__name__)
    def test_find_gives_what_the_query_matches_in_its_order(self, storage: Storage, asked: type[Query[Any]]) -> None:
        """Every query over every kind of record means what `matches` and `position` say."""

        @EXAMPLES
        @given(st.data())
        def holds(data: st.DataObject) -> None:
            stock = data.draw(stocks(asked.of))
            query = data.draw(queries(asked, stock))
            with kept(storage, *stock) as saved:
                assert [comparable(record) for record in found(storage, query)] == [
                    comparable(record) for record in meant(query, saved)
                ]

        holds()

    @pytest.mark.parametrize("asked", [LoanQuery, NoticeQuery, AppointmentQuery], ids=lambda asked: asked.__name__)
    def test_pages_follow_without_gap_or_repeat(self, storage: Storage, asked: type[Query[Any]]) -> None:
        """Continuing `after` the last record of each page gives all that one `find` gives."""

        @EXAMPLES
        @given(stocks(asked.of), st.integers(1, 3))
        def holds(stock: Sequence[Any], size: int) -> None:
            with kept(storage, *stock):
                whole = found(storage, asked())
                page = paged = found(storage, asked(), limit=size)
                while len(page) == size and len(paged) <= len(whole):  # a store that repeats a page ends too
                    page = found(storage, asked(), limit=size, after=page[-1])
                    paged = [*paged, *page]
                assert paged == whole

        holds()

    @pytest.mark.parametrize("asked", [CaseQuery, LoanQuery, AppointmentQuery], ids=lambda asked: asked.__name__)
    def test_count_gives_how_many_match(self, storage: Storage, asked: type[Query[Any]]) -> None:
        """`count` is the length of `find`, for every query."""

        @EXAMPLES
        @given(st.data())
        def holds(data: st.DataObject) -> None:
            stock = data.draw(stocks(asked.of))
            query = data.draw(queries(asked, stock))
            with kept(storage, *stock) as saved:
                assert counted(storage, query) == len(meant(query, saved))

        holds()

    def test_an_empty_query_finds_all(self, storage: Storage) -> None:
        """A criterion left at None is not asked."""
        there = loans(storage, 3)
        assert set(found(storage, LoanQuery())) == set(there)

    def test_all_criteria_must_hold(self, storage: Storage) -> None:
        """Two criteria find less than either."""
        first, second = loans(storage, 2)
        assert found(storage, LoanQuery(package=first.package, case=second.case)) == []

    def test_a_false_criterion_is_asked(self, storage: Storage) -> None:
        """False is a value like any other: only None is not asked."""
        (loan,) = loans(storage, 1)
        assert found(storage, LoanQuery(open=False)) == []
        assert found(storage, LoanQuery(open=True)) == [loan]

    def test_a_range_includes_its_beginning_and_not_its_end(self, storage: Storage) -> None:
        """`ge` includes the day that it names, `lt` does not."""
        (loan,) = loans(storage, 1, due_on=ONE_DAY)
        assert found(storage, LoanQuery(due_from=ONE_DAY)) == [loan]
        assert found(storage, LoanQuery(due_before=ONE_DAY)) == []

    def test_ties_are_broken_by_id(self, storage: Storage) -> None:
        """Records that are equal in the query's order come by id, whatever the order in which they were saved."""
        due_on_one_day = loans(storage, 12)
        assert [loan.id for loan in found(storage, LoanQuery())] == sorted(loan.id for loan in due_on_one_day)

    def test_ids_compare_as_numbers(self, storage: Storage) -> None:
        """The first byte counts most, and every byte counts."""
        ids = [UUID(int=1), UUID(int=2**64), UUID(int=2**64 + 1), UUID(int=2**127), UUID(int=2**128 - 1)]
        stored(storage, *(sample(Item, id=id) for id in reversed(ids)))
        assert [item.id for item in found(storage, ItemQuery())] == ids

    def test_every_record_of_a_kind_is_found_by_identity(self, storage: Storage) -> None:
        """A query that sorts by nothing else comes in the order of ids, and pages so."""
        due = [ONE_DAY, ONE_DAY - dt.timedelta(1), ONE_DAY - dt.timedelta(2)]
        made = [sample(Loan, id=UUID(int=n), package=UUID(int=n), case=UUID(int=n), due_on=due[n]) for n in range(3)]
        first, second, third = stored(storage, *made)
        assert found(storage, every(Loan)) == [first, second, third]
        assert found(storage, every(Loan), limit=1, after=first) == [second]

    def test_text_compares_by_code_point(self, storage: Storage) -> None:
        """Not by language, not by case, and not by the halves of UTF-16."""
        references = ["A", "B", "a", "e\u0301", "é", "\uffff", "😀"]
        stored(storage, *(sample(Case, reference=reference) for reference in reversed(references)))
        assert [case.reference for case in found(storage, CaseQuery())] == references

    def test_text_is_compared_exactly(self, storage: Storage) -> None:
        """Another case, an accent, white space or a wildcard is another text."""
        stored(storage, sample(Case, reference="J-é"))
        others = ("j-é", "J-e", "J-é ", "J-%")
        assert [found(storage, CaseQuery(reference=reference)) for reference in others] == [[]] * 4

    def test_days_and_times_compare_by_the_calendar(self, storage: Storage) -> None:
        """From the year 1 to 9999, and to the microsecond."""
        days = [dt.date.min, dt.date(999, 12, 31), dt.date(1000, 1, 1), ONE_DAY, dt.date.max]
        times = [dt.time.min, dt.time(9), dt.time(9, 0, 0, 1), dt.time(10), dt.time.max]
        order = [(day, time) for day in days for time in times]
        stored(storage, *(sample(Zitdag, on=day, starts=time) for day, time in reversed(order)))
        assert [(zitdag.on, zitdag.starts) for zitdag in found(storage, ZitdagQuery())] == order

    def test_moments_compare_as_moments(self, storage: Storage) -> None:
        """In the hour that clocks repeat, the first pass comes before the second, whatever the readings say."""
        order = [
            dt.datetime(2026, 10, 25, 2, 45, tzinfo=BRUSSELS),
            dt.datetime(2026, 10, 25, 2, 15, fold=1, tzinfo=BRUSSELS),
            dt.datetime(2026, 10, 25, 1, 15, 0, 1, tzinfo=dt.UTC),
        ]
        stored(storage, *(sample(Notice, dedup_key=str(at), due_at=at) for at in reversed(order)))
        assert [notice.due_at.timestamp() for notice in found(storage, NoticeQuery())] == [
            at.timestamp() for at in order
        ]

    def test_a_limit_gives_the_first(self, storage: Storage) -> None:
        """No more than the limit, and those that come first."""
        all_of_them = sorted(loans(storage, 5), key=LoanQuery().position)
        assert found(storage, LoanQuery(), limit=2) == all_of_them[:2]

    def test_a_limit_counts_from_where_a_page_continues(self, storage: Storage) -> None:
        """The second page is as long as the first."""
        loans(storage, 5)
        all_of_them = found(storage, LoanQuery())
        assert found(storage, LoanQuery(), limit=2, after=all_of_them[1]) == all_of_them[2:4]

    def test_a_limit_of_zero_gives_nothing(self, storage: Storage) -> None:
        """Zero is a limit."""
        loans(storage, 2)
        assert found(storage, LoanQuery(), limit=0) == []

    def test_after_continues_behind_a_record(self, storage: Storage) -> None:
        """Without the record itself, and without those before it."""
        all_of_them = sorted(loans(storage, 5), key=LoanQuery().position)
        assert found(storage, LoanQuery(), after=all_of_them[2]) == all_of_them[3:]

    def test_after_continues_behind_a_record_that_was_removed(self, storage: Storage) -> None:
        """The record's place is known from its values alone."""
        _first, second, third = sorted(loans(storage, 3), key=LoanQuery().position)
        with storage.begin() as session:
            session.remove(second)
        assert found(storage, LoanQuery(), after=second) == [third]

    def test_after_is_judged_by_the_copy_that_is_given(self, storage: Storage) -> None:
        """A page continues where the last one ended, also when its last record has since moved."""
        first, second, third = sorted(loans(storage, 3), key=LoanQuery().position)
        (moved,) = stored(storage, evolve(first, due_on=first.due_on + dt.timedelta(days=9)))
        assert found(storage, LoanQuery(), after=first) == [second, third, moved]

    def test_find_gives_a_sequence(self, storage: Storage) -> None:
        """It has a length, and can be gone through again."""
        loans(storage, 2)
        with storage.begin(read_only=True) as session:
            given = session.find(LoanQuery())
            assert isinstance(given, Sequence), f"find gave a {type(given).__name__}: give a list or a tuple"

    def test_what_find_gives_belongs_to_the_caller(self, storage: Storage) -> None:
        """Emptying it changes no later answer, in this session or another."""
        there = sorted(loans(storage, 2), key=LoanQuery().position)
        with storage.begin(read_only=True) as session:
            empty(session.find(LoanQuery()))
            assert list(session.find(LoanQuery())) == there, "find gave a list that it keeps: give a copy of it"
        assert found(storage, LoanQuery()) == there, "find gave a list that it keeps: give a copy of it"

    def test_find_and_count_know_no_limit_of_their_own(self, storage: Storage) -> None:
        """Of 1,100 records all are found and counted."""
        with storage.begin() as session:
            session.save(*(sample(Item) for _ in range(MANY)))
        assert len(found(storage, ItemQuery())) == MANY, "find has a limit that nobody gave"
        assert counted(storage, ItemQuery()) == MANY, "count has a limit that nobody gave"

    def test_one_of_nothing_finds_nothing(self, storage: Storage) -> None:
        """An empty collection is a criterion that no record satisfies."""
        loans(storage, 2)
        assert found(storage, LoanQuery(ids=[])) == []
        assert counted(storage, LoanQuery(ids=[])) == 0

    def test_one_of_many_finds_them(self, storage: Storage) -> None:
        """Five hundred values are not too many."""
        stored(storage, *(sample(Case, reference=f"J-{n:04}") for n in range(1, 500, 7)))
        wanted = [f"J-{n:04}" for n in range(500)]
        assert len(found(storage, CaseQuery(references=wanted))) == 72

    def test_claiming_finds_what_nobody_else_is_writing(self, storage: Storage) -> None:
        """With `claim`, a session alone finds all that it finds without."""
        all_of_them = sorted(loans(storage, 3), key=LoanQuery().position)
        with storage.begin() as session:
            assert list(session.find(LoanQuery(), limit=2, claim=True)) == all_of_them[:2]

    def test_a_session_finds_its_changed_records_in_their_new_place(self, storage: Storage) -> None:
        """A change that is not committed yet moves a record in the order, in and out of the matches."""
        first, second = sorted(loans(storage, 2, due_on=ONE_DAY), key=LoanQuery().position)
        with storage.begin() as session:
            (moved,) = session.save(evolve(first, due_on=ONE_DAY + dt.timedelta(days=1)))
            assert list(session.find(LoanQuery())) == [second, moved]
            assert list(session.find(LoanQuery(due_before=moved.due_on))) == [second]

    def test_count_gives_whole_numbers(self, storage: Storage) -> None:
        """Neither a text nor a number with a fraction, also by a field."""
        loans(storage, 2)
        by_policy = counted(storage, LoanQuery(), by="policy")
        assert [type(number) for number in (counted(storage, LoanQuery()), *by_policy.values())] == [int, int]

    def test_count_by_a_field_gives_each_value_its_number(self, storage: Storage) -> None:
        """By an enum, in its own type; values that no record has are left out."""
        kinds = [ItemKind.LAPTOP, ItemKind.DONGLE, ItemKind.LAPTOP]
        stored(storage, *(sample(Item, kind=kind) for kind in kinds))
        counts = counted(storage, ItemQuery(), by="kind")
        assert counts == Counter(kinds)
        assert {type(kind) for kind in counts} == {ItemKind}

    def test_count_by_a_field_counts_empty_ones_under_none(self, storage: Storage) -> None:
        """A field without a value is counted too."""
        loans(storage, 2)
        stored(storage, sample(Loan, returned_on=ONE_DAY))
        assert counted(storage, LoanQuery(), by="returned_on") == {None: 2, ONE_DAY: 1}

    def test_count_by_a_field_counts_what_matches(self, storage: Storage) -> None:
        """Only the records that the query matches are counted."""
        days = [ONE_DAY, ONE_DAY, dt.date(2026, 12, 8)]
        states = [AppointmentState.BOOKED, AppointmentState.CANCELLED, AppointmentState.BOOKED]
        stored(
            storage,
            *(sample(Appointment, case=UUID(int=n), on=days[n], state=states[n]) for n in range(3)),
        )
        booked = AppointmentQuery(state=AppointmentState.BOOKED)
        assert counted(storage, booked, by="on") == dict.fromkeys(days, 1)

    def test_count_by_a_field_of_nothing_is_empty(self, storage: Storage) -> None:
        """No record, no values."""
        assert counted(storage, CaseQuery(), by="language") == {}
