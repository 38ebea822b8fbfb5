"""What a storage promises of a transaction: all of it or nothing, however large it is and however it ends."""

from __future__ import annotations

from contextlib import suppress

import pytest

from digicase.domain.cases import Case, CaseQuery
from digicase.domain.equipment import Item, ItemQuery
from digicase.domain.record import Record, evolve
from digicase.errors import NotFound
from digicase.ports import Session, SharesTransactions, Storage
from digicase.testing.patience import in_time
from digicase.testing.samples import read, sample, stored

MANY = 1100
"""More than engines and their clients like to take, give or send at once."""

INSIDE = "a reader waits for no writer, not even in the writer's own thread"


def is_there(session: Session, record: Record) -> bool:
    """Tell whether a record is stored."""
    try:
        return session.get(type(record), record.id).id == record.id
    except NotFound:
        return False


def look(storage: Storage) -> int:
    """Count the items in a reading transaction of its own."""
    with in_time(INSIDE), storage.begin(read_only=True) as reader:
        return reader.count(ItemQuery())


class TransactionContract:
    """Interruptions, size, and readers inside a writer."""

    @pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit])
    def test_an_interruption_takes_the_whole_transaction_with_it(
        self, storage: Storage, interruption: type[BaseException]
    ) -> None:
        """Nothing of a block is there that was left by what is no `Exception`."""
        with pytest.raises(interruption), storage.begin() as session:
            session.save(sample(Item))
            raise interruption
        assert look(storage) == 0, f"half a block was committed that {interruption.__name__} had left"

    def test_a_large_transaction_is_kept_whole(self, storage: Storage) -> None:
        """Of 1,100 records that are saved one by one none is lost."""
        items = [sample(Item) for _ in range(MANY)]
        with storage.begin() as session:
            for item in items:
                session.save(item)
        with storage.begin(read_only=True) as session:
            lost = sum(not is_there(session, item) for item in items)
        assert lost == 0, f"{lost} of {MANY} records that one transaction saved are not there"

    def test_a_transaction_keeps_what_it_saved_and_what_it_removed(self, storage: Storage) -> None:
        """New, changed and removed records are committed together."""
        removed, old = stored(storage, sample(Item), sample(Item))
        with storage.begin() as session:
            session.remove(removed)
            changed, new = session.save(evolve(old, model="X"), sample(Item))
        with storage.begin(read_only=True) as session:
            assert not is_there(session, removed), "a transaction that saved too has lost a removal"
            assert is_there(session, new), "a transaction that removed too has lost what it saved"
        assert read(storage, old) == changed

    def test_a_reader_in_the_writers_thread_commits_nothing(self, storage: Storage) -> None:
        """What the writer around it saved is rolled back with the writer."""
        with suppress(ZeroDivisionError), storage.begin() as session:
            session.save(sample(Item))
            look(storage)
            raise ZeroDivisionError
        assert look(storage) == 0, "the end of a reader committed what the writer around it had saved"

    def test_a_writer_goes_on_after_a_reader_in_its_thread(self, storage: Storage) -> None:
        """The reader's end is not the writer's."""
        with storage.begin() as session:
            (item,) = session.save(sample(Item))
            look(storage)
            (changed,) = session.save(evolve(item, model="X"))
        assert read(storage, item) == changed

    def test_a_reader_in_the_writers_thread_sees_what_was_committed(self, storage: Storage) -> None:
        """It does not see what the writer has only saved, unless it takes part in the writer's transaction."""
        if isinstance(storage, SharesTransactions):
            pytest.skip("it is a SharesTransactions: what is begun in an open transaction takes part in it")
        with storage.begin() as session:
            session.save(sample(Case))
            with in_time(INSIDE), storage.begin(read_only=True) as reader:
                assert reader.count(CaseQuery()) == 0, "a reader saw what was not committed"
