"""What a storage promises of saving, removing and transactions."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import Phase, given, settings

from digicase.domain.cases import Case, CaseQuery
from digicase.domain.equipment import Item
from digicase.domain.feedback import Edit, Note
from digicase.domain.kinds import RECORDS
from digicase.domain.loans import Loan
from digicase.domain.notices import Notice
from digicase.domain.record import Key, evolve, kind_of
from digicase.errors import Duplicate, NotFound, StaleWrite, StorageError
from digicase.ports import Storage
from digicase.testing.patience import PATIENCE
from digicase.testing.records import BRUSSELS, clashes, hold_same, records
from digicase.testing.samples import DAY, MOMENT, kept, read, sample, stored

EXAMPLES = settings(max_examples=25, deadline=None)
"""No deadline: how fast a store is, is not part of the contract."""

KEYS = tuple((kind, key) for kind in RECORDS for key in kind_of(kind).unique)


def hold_once(storage: Storage, kind: type[Any], key: Key) -> None:
    """Look whether two records that share nothing but a key are a `Duplicate` that names it."""

    @settings(EXAMPLES, max_examples=3, phases=[Phase.generate])  # which of them it is does not matter
    @given(clashes(kind, key))
    def holds(pair: tuple[Any, Any]) -> None:
        first, second = pair
        with kept(storage, first):
            with pytest.raises(Duplicate) as error:
                stored(storage, second)
            assert (error.value.kind, error.value.key) == (kind_of(kind).name, key.fields)
            assert error.value.values == key.of(second)

    holds()


class SavingContract:
    """Saving, unique keys, transactions, removing."""

    def test_saving_gives_a_tuple_of_the_records_as_stored(self, storage: Storage) -> None:
        """One for each that was given, one version higher, and an empty one for none."""
        given = (sample(Case), sample(Item))
        with storage.begin() as session:
            saved = session.save(*given)
            assert isinstance(saved, tuple), (
                f"save gave a {type(saved).__name__}: give a tuple of the records as stored"
            )
            assert saved == tuple(evolve(record, version=1) for record in given)
            assert session.save() == ()

    def test_a_record_is_read_as_it_was_saved(self, storage: Storage) -> None:
        """`get` returns what `save` returned."""
        (case,) = stored(storage, sample(Case))
        assert read(storage, case) == case

    @pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
    def test_every_kind_of_record_keeps_every_value(self, storage: Storage, kind: type[Any]) -> None:
        """Whatever the fields hold comes back, in its own type: text, numbers, days, moments, enums, nested values."""

        @EXAMPLES
        @given(records(kind))
        def holds(record: Any) -> None:
            with kept(storage, record):
                hold_same(read(storage, record), evolve(record, version=1))

        holds()

    def test_a_long_text_comes_back_whole(self, storage: Storage) -> None:
        """A note of 70,000 characters, and as many in an earlier wording of it; only what keys hold may be limited."""
        long = "é" * 70_000
        note = sample(Note, text=long, edits=(Edit(text=long, until=MOMENT, by="C-04"),))
        stored(storage, note)
        hold_same(read(storage, note), evolve(note, version=1))

    def test_a_moment_stays_the_same_moment(self, storage: Storage) -> None:
        """In the hour that clocks repeat, both moments come back as they were, and aware."""
        twice = [dt.datetime(2026, 10, 25, 2, 30, fold=fold, tzinfo=BRUSSELS) for fold in (0, 1)]
        notices = stored(storage, *(sample(Notice, dedup_key=str(at.fold), due_at=at) for at in twice))
        assert [read(storage, notice).due_at.timestamp() for notice in notices] == [at.timestamp() for at in twice]

    def test_an_unknown_id_is_not_found(self, storage: Storage) -> None:
        """`NotFound` names the kind and the id."""
        unknown = sample(Case)
        with pytest.raises(NotFound) as error:
            read(storage, unknown)
        assert (error.value.kind, error.value.id) == ("case", unknown.id)

    def test_an_id_belongs_to_one_kind(self, storage: Storage) -> None:
        """A record is not found under its id as another kind."""
        (case,) = stored(storage, sample(Case))
        with pytest.raises(NotFound):
            read(storage, sample(Loan, id=case.id))

    def test_a_new_record_has_version_1(self, storage: Storage) -> None:
        """Saving version 0 inserts, and changes nothing but the version."""
        case = sample(Case)
        assert stored(storage, case) == (evolve(case, version=1),)

    def test_every_save_raises_the_version_by_one(self, storage: Storage) -> None:
        """Saving the stored version replaces the record."""
        (case,) = stored(storage, sample(Case))
        (changed,) = stored(storage, evolve(case, language="fr"))
        assert read(storage, case) == changed == evolve(case, language="fr", version=2)

    def test_saved_records_are_returned_in_the_order_given(self, storage: Storage) -> None:
        """New and changed records of several kinds keep their places in what `save` returns."""
        (old,) = stored(storage, sample(Case))
        given = (sample(Item), old, sample(Loan), sample(Item))
        assert [record.id for record in stored(storage, *given)] == [record.id for record in given]

    def test_all_records_of_a_save_are_stored(self, storage: Storage) -> None:
        """The first and the last of many are as stored as the others."""
        saved = stored(storage, *(sample(Item) for _ in range(20)))
        assert [read(storage, item) for item in saved] == list(saved)

    def test_saving_changes_no_other_record(self, storage: Storage) -> None:
        """A record that was not given stays as it was."""
        changed, other = stored(storage, sample(Item), sample(Item))
        stored(storage, evolve(changed, model="X"))
        assert read(storage, other) == other

    def test_a_record_can_be_saved_twice_in_one_transaction(self, storage: Storage) -> None:
        """The second save needs the version that the first returned."""
        with storage.begin() as session:
            (case,) = session.save(sample(Case))
            (case,) = session.save(evolve(case, language="fr"))
        assert read(storage, case) == case
        assert case.version == 2

    @pytest.mark.parametrize("version", [1, 3])
    def test_saving_needs_the_stored_version(self, storage: Storage, version: int) -> None:
        """An older version, and one that never was, is a `StaleWrite` that names the record."""
        (case,) = stored(storage, sample(Case))
        (case,) = stored(storage, case)
        with pytest.raises(StaleWrite) as error:
            stored(storage, evolve(case, version=version))
        assert (error.value.kind, error.value.id) == ("case", case.id)

    def test_saving_a_version_of_an_unknown_record_is_stale(self, storage: Storage) -> None:
        """A record that is not there, such as one that was removed, cannot be changed."""
        with pytest.raises(StaleWrite):
            stored(storage, sample(Case, version=1))

    def test_a_known_id_cannot_be_inserted_again(self, storage: Storage) -> None:
        """Version 0 of a record that is there is a `StaleWrite` that names it, and changes nothing."""
        (item,) = stored(storage, sample(Item))
        with pytest.raises(StaleWrite) as error:
            stored(storage, sample(Item), evolve(item, version=0, model="X"))
        assert error.value.id == item.id
        assert read(storage, item) == item

    def test_a_unique_key_is_held_once(self, storage: Storage) -> None:
        """A second record with the key is a `Duplicate` that names kind, key and values."""
        stored(storage, sample(Case, reference="J-1"))
        with pytest.raises(Duplicate) as error:
            stored(storage, sample(Case, reference="J-1"))
        assert (error.value.kind, error.value.key, error.value.values) == ("case", ("reference",), ("J-1",))

    def test_a_unique_key_is_held_once_within_a_save(self, storage: Storage) -> None:
        """Two records of one save cannot share a key either."""
        with pytest.raises(Duplicate):
            stored(storage, sample(Case, reference="J-1"), sample(Case, reference="J-1"))

    def test_a_change_cannot_take_a_key_that_is_held(self, storage: Storage) -> None:
        """Changing a record into another's key is a `Duplicate`."""
        _, other = stored(storage, sample(Case, reference="J-1"), sample(Case, reference="J-2"))
        with pytest.raises(Duplicate):
            stored(storage, evolve(other, reference="J-1"))

    def test_a_unique_key_compares_exactly(self, storage: Storage) -> None:
        """Letters of another case, accents and white space make another key."""
        references = ["j-1", "J-1", "J-1 ", "J-é", "J-e\u0301", "J-e"]
        assert len(stored(storage, *(sample(Case, reference=reference) for reference in references))) == 6

    def test_every_unique_key_is_held_once(self, storage: Storage) -> None:
        """Two records of a kind that share nothing but one of its keys are a `Duplicate` that names this key."""
        for kind, key in KEYS:
            try:
                hold_once(storage, kind, key)
            except BaseException as error:  # what pytest raises is no Exception
                error.add_note(f"the key {' and '.join(key.fields)} of {kind.__name__}")
                raise

    def test_a_conditional_key_is_held_once_where_its_condition_holds(self, storage: Storage) -> None:
        """A package has one open loan."""
        package = uuid4()
        stored(storage, sample(Loan, package=package, case=uuid4()))
        with pytest.raises(Duplicate) as error:
            stored(storage, sample(Loan, package=package, case=uuid4()))
        assert (error.value.key, error.value.values) == (("package",), (package,))

    def test_a_conditional_key_is_free_where_its_condition_does_not_hold(self, storage: Storage) -> None:
        """A package has any number of loans that ended, beside an open one."""
        package = uuid4()
        ended = [sample(Loan, package=package, case=uuid4(), returned_on=DAY) for _ in range(3)]
        assert len(stored(storage, *ended, sample(Loan, package=package, case=uuid4()))) == 4

    def test_a_change_can_bring_a_record_under_a_conditional_key(self, storage: Storage) -> None:
        """Reopening a loan of a package that has an open one is a `Duplicate`."""
        package = uuid4()
        ended, _ = stored(
            storage, *(sample(Loan, package=package, case=uuid4(), returned_on=day) for day in (DAY, None))
        )
        with pytest.raises(Duplicate):
            stored(storage, evolve(ended, returned_on=None))

    def test_a_key_with_an_empty_field_never_clashes(self, storage: Storage) -> None:
        """Items without a serial number are no duplicates of each other."""
        assert len(stored(storage, sample(Item), sample(Item), sample(Item))) == 3

    def test_a_key_can_be_taken_once_it_is_released(self, storage: Storage) -> None:
        """When a record changes its key, another can have the old one."""
        (case,) = stored(storage, sample(Case, reference="J-1"))
        stored(storage, evolve(case, reference="J-2"))
        (other,) = stored(storage, sample(Case, reference="J-1"))
        assert read(storage, other) == other

    def test_records_are_saved_in_the_order_given(self, storage: Storage) -> None:
        """A key that an earlier record of a save releases can be taken by a later one."""
        package = uuid4()
        (loan,) = stored(storage, sample(Loan, package=package, case=uuid4()))
        _, following = stored(storage, evolve(loan, returned_on=DAY), sample(Loan, package=package, case=loan.case))
        assert read(storage, following) == following

    def test_a_key_is_held_until_it_is_released(self, storage: Storage) -> None:
        """An earlier record of a save cannot take the key that a later one releases."""
        (case,) = stored(storage, sample(Case, reference="J-1"))
        with pytest.raises(Duplicate):
            stored(storage, sample(Case, reference="J-1"), evolve(case, reference="J-2"))

    def test_an_error_takes_the_whole_transaction_with_it(self, storage: Storage) -> None:
        """Nothing that a block saved is there when it raised."""
        (old,) = stored(storage, sample(Item))
        new = sample(Item)
        with pytest.raises(ZeroDivisionError), storage.begin() as session:
            session.save(evolve(old, model="X"), new)
            raise ZeroDivisionError
        assert read(storage, old) == old
        with pytest.raises(NotFound):
            read(storage, new)

    def test_a_removal_is_undone_by_an_error(self, storage: Storage) -> None:
        """What a block removed is there when it raised."""
        (case,) = stored(storage, sample(Case))
        with pytest.raises(ZeroDivisionError), storage.begin() as session:
            session.remove(case)
            raise ZeroDivisionError
        assert read(storage, case) == case

    def test_a_refused_save_takes_the_others_with_it(self, storage: Storage) -> None:
        """The records saved before one that is refused are not stored."""
        new = sample(Item)
        with pytest.raises(StaleWrite):
            stored(storage, new, sample(Case, version=7))
        with pytest.raises(NotFound):
            read(storage, new)

    def test_an_error_releases_the_keys_it_took(self, storage: Storage) -> None:
        """A key that was never committed can be taken."""
        with pytest.raises(ZeroDivisionError), storage.begin() as session:
            session.save(sample(Case, reference="J-1"))
            raise ZeroDivisionError
        assert stored(storage, sample(Case, reference="J-1"))

    def test_a_session_sees_its_own_changes(self, storage: Storage) -> None:
        """What a session saved it gets, finds and counts, before it is committed."""
        with storage.begin() as session:
            (case,) = session.save(sample(Case))
            assert session.get(Case, case.id) == case
            assert list(session.find(CaseQuery())) == [case]
            assert session.count(CaseQuery()) == 1

    def test_a_session_does_not_see_what_it_removed(self, storage: Storage) -> None:
        """What a session removed it neither gets, finds nor counts."""
        (case,) = stored(storage, sample(Case))
        with storage.begin() as session:
            session.remove(case)
            assert list(session.find(CaseQuery())) == []
            assert session.count(CaseQuery()) == 0
            with pytest.raises(NotFound):
                session.get(Case, case.id)

    def test_others_see_changes_when_they_are_committed(self, storage: Storage) -> None:
        """Another thread reads the old record until the block has ended."""
        (case,) = stored(storage, sample(Case))
        with ThreadPoolExecutor(1) as another, storage.begin() as session:
            (changed,) = session.save(evolve(case, language="fr"))
            try:
                seen = another.submit(read, storage, case).result(timeout=PATIENCE)
            except TimeoutError:
                pytest.fail("a reader waited for a writer: let readers see what was committed last, without its lock")
            assert seen == case
        assert read(storage, case) == changed

    def test_a_removed_record_is_gone(self, storage: Storage) -> None:
        """It is not found afterwards."""
        (case,) = stored(storage, sample(Case))
        with storage.begin() as session:
            session.remove(case)
        with pytest.raises(NotFound):
            read(storage, case)

    def test_removing_needs_the_stored_version(self, storage: Storage) -> None:
        """An older version is a `StaleWrite`, and the record stays."""
        (case,) = stored(storage, sample(Case))
        (newer,) = stored(storage, case)
        with pytest.raises(StaleWrite), storage.begin() as session:
            session.remove(case)
        assert read(storage, case) == newer

    def test_removing_what_was_never_saved_is_stale(self, storage: Storage) -> None:
        """A record that is not there cannot be removed."""
        with pytest.raises(StaleWrite), storage.begin() as session:
            session.remove(sample(Case))

    def test_a_removed_record_releases_the_keys_it_held(self, storage: Storage) -> None:
        """They are those of the stored record, whatever the copy says that is removed."""
        (case,) = stored(storage, sample(Case, reference="J-1"))
        with storage.begin() as session:
            session.remove(evolve(case, reference="J-2"))
            session.save(sample(Case, reference="J-1"))

    def test_a_key_is_free_once_its_record_was_removed(self, storage: Storage) -> None:
        """A later transaction can take it."""
        (case,) = stored(storage, sample(Case, reference="J-1"))
        with storage.begin() as session:
            session.remove(case)
        (other,) = stored(storage, sample(Case, reference="J-1"))
        assert read(storage, other) == other

    def test_a_session_that_only_reads_saves_nothing(self, storage: Storage) -> None:
        """Saving in a read-only session is a `StorageError`."""
        with storage.begin(read_only=True) as session, pytest.raises(StorageError):
            session.save(sample(Case))

    def test_a_session_that_only_reads_removes_nothing(self, storage: Storage) -> None:
        """Removing in a read-only session is a `StorageError`."""
        (case,) = stored(storage, sample(Case))
        with storage.begin(read_only=True) as session, pytest.raises(StorageError):
            session.remove(case)

    def test_a_session_ends_with_its_block(self, storage: Storage) -> None:
        """Using it further is a `StorageError`."""
        with storage.begin() as session:
            pass
        with pytest.raises(StorageError):
            session.find(CaseQuery())

    def test_a_closed_storage_is_not_used(self, storage: Storage) -> None:
        """Opening a transaction on it is a `StorageError`."""
        storage.close()
        with pytest.raises(StorageError):
            stored(storage, sample(Case))

    def test_a_storage_can_be_closed_twice(self, storage: Storage) -> None:
        """The second time changes nothing."""
        storage.close()
        storage.close()
