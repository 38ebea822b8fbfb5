"""A request that comes twice under one key is done once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.house import TODAY, new_case, new_series

import digicase
from digicase import AppointmentQuery, CaseQuery, InvalidData, JournalQuery, OutcomeUnknown


def open_case(gent: digicase.Digicase, key: str = "form-1") -> digicase.Case:
    return gent.once(key).cases.open("J-1", consultant="C-1", guidance_from=TODAY)


def test_asked_again_it_returns_the_first_answer(gent: digicase.Digicase) -> None:
    assert open_case(gent) == open_case(gent)
    assert gent.count(JournalQuery()) == 1


def test_asked_again_it_returns_the_record_as_it_is_by_then(gent: digicase.Digicase) -> None:
    open_case(gent)
    closed = gent.cases.close("J-1", outcome="job")
    assert open_case(gent) == closed


def test_another_key_is_another_request(gent: digicase.Digicase) -> None:
    open_case(gent)
    with pytest.raises(digicase.Refused):
        open_case(gent, "form-2")


def test_a_refused_request_may_be_asked_again(gent: digicase.Digicase) -> None:
    new_case(gent, "J-1")
    with pytest.raises(digicase.Refused):
        open_case(gent)
    other = gent.once("form-1").cases.open("J-2", consultant="C-1", guidance_from=TODAY)
    assert other.reference == "J-2"


def test_many_at_once_do_it_once(gent: digicase.Digicase) -> None:
    with ThreadPoolExecutor(6) as threads:
        cases = set(threads.map(lambda _: open_case(gent).id, range(6)))
    assert len(cases) == gent.count(CaseQuery()) == 1


def test_it_holds_in_a_unit_of_work_too(gent: digicase.Digicase) -> None:
    with gent.begin() as work:
        first = work.once("form-1").cases.open("J-1", consultant="C-1", guidance_from=TODAY)
    assert open_case(gent) == first


def test_questions_are_asked_each_time(gent: digicase.Digicase) -> None:
    new_case(gent, "J-1")
    keyed = gent.once("form-1")
    assert keyed.cases.get("J-1") == keyed.cases.get("J-1")


def test_a_verb_that_returns_no_record_is_refused_and_undone(gent: digicase.Digicase) -> None:
    with pytest.raises(InvalidData, match="once: PlannedSeries cannot be found again by a key"):
        new_series(gent.once("form-1"))
    assert gent.count(digicase.SeriesQuery()) == 0


@pytest.mark.parametrize("key", ["", "  "])
def test_an_empty_key_is_told(gent: digicase.Digicase, key: str) -> None:
    with pytest.raises(InvalidData, match="key: must be a text that is not empty"):
        gent.once(key)


def test_an_unknown_outcome_is_found_out(gent: digicase.Digicase, monkeypatch: pytest.MonkeyPatch) -> None:
    new_case(gent, "J-1")
    zitdag = new_series(gent).zitdagen[0]
    run, lost = type(gent).run, list[object]()

    def run_and_lose_the_answer(self, verb, *, read_only=False):  # type: ignore[no-untyped-def]  # stands in for run
        result = run(self, verb, read_only=read_only)
        if not lost:
            lost.append(result)
            raise OutcomeUnknown("somewhere")
        return result

    monkeypatch.setattr(type(gent), "run", run_and_lose_the_answer)
    booked = gent.once("form-1").appointments.book("J-1", zitdag, at=zitdag.slots()[0])
    assert lost == [booked]
    assert gent.count(AppointmentQuery()) == 1
