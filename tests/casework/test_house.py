"""What holds for all verbs: units of work, the journal, bad input, the clock, the waiting list."""

from __future__ import annotations

import datetime as dt
import threading
from pathlib import Path

import pytest
from tests.house import TODAY, new_case, new_series

import digicase
from digicase import (
    Case,
    CaseQuery,
    DataWarning,
    Digicase,
    InvalidData,
    ItemQuery,
    JournalQuery,
    NotFound,
    Package,
    PackageQuery,
    Refused,
    StorageError,
)


def test_a_unit_of_work_is_kept_whole_or_not_at_all(gent: Digicase) -> None:
    def register_twice() -> None:
        with gent.begin() as work:
            work.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
            work.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)

    with pytest.raises(Refused):
        register_twice()
    assert (gent.count(PackageQuery()), gent.count(ItemQuery()), gent.count(JournalQuery())) == (0, 0, 0)


def test_a_unit_of_work_sees_its_own_changes(gent: Digicase) -> None:
    with gent.begin() as work:
        case = work.cases.open("J-1", consultant="C-1", guidance_from=TODAY)
        assert work.cases.get("J-1") == case


def test_the_journal_tells_who_did_what_when_and_to_which_record(gent: Digicase, package: Package) -> None:
    case = new_case(gent, "J-1")
    gent.staff.register("an.coordinator", role="coordinator")
    loan = gent.acting_as("an.coordinator").loans.lend(package, to=case)
    (entry,) = gent.find(JournalQuery(subject=loan.id))
    assert (entry.actor, entry.event, entry.case) == ("an.coordinator", "PackageLent", case.id)
    assert entry.at == dt.datetime(2026, 11, 24, 11, tzinfo=dt.UTC)
    assert entry.data == {"package": str(package.id), "on": "2026-11-24", "due_on": "2027-05-24"}


def test_nobody_acts_without_a_name(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="actor"):
        gent.acting_as(" ")


def test_all_that_is_wrong_is_told_at_once(gent: Digicase) -> None:
    with pytest.raises(InvalidData) as invalid:
        new_case(gent, "", consultant=3, language="Dutch", guidance_from="2026", own_devices=["toaster"], confidence=5)
    paths = ["reference", "consultant", "language", "guidance_from", "own_devices.0", "confidence"]
    assert [problem.path for problem in invalid.value.problems] == paths


def test_a_moment_is_no_day(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="guidance_from: must be a date"):
        new_case(gent, "J-1", guidance_from=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def test_guidance_does_not_end_before_it_begins(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="guidance_until: 2026-01-01 is before guidance_from"):
        new_case(gent, "J-1", guidance_until=dt.date(2026, 1, 1))


def test_an_unknown_goal_is_told_with_those_there_are(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="goals: unknown goal 'fame'; known are apply_online, course, cv_letter"):
        new_case(gent, "J-1", goals=["fame"])


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x07"])
def test_a_control_character_is_no_text(gent: Digicase, character: str) -> None:
    with pytest.raises(InvalidData, match="control character"):
        new_case(gent, f"J{character}1")


def test_what_another_item_has_is_taken_and_all_of_it_is_told(gent: Digicase) -> None:
    both = {"device": "laptop", "model": "L15", "serial": "S1", "dongle": "D1", "acquired_on": TODAY}
    gent.packages.register("DP-1", **both)  # type: ignore[arg-type]  # a table of mixed values
    with pytest.raises(Refused) as refused:
        gent.packages.register("DP-1", **both)  # type: ignore[arg-type]  # a table of mixed values
    assert refused.value.codes == ("label_taken", "serial_taken", "dongle_taken")


def test_an_iccid_that_fails_its_check_digit_is_a_warning(gent: Digicase) -> None:
    with pytest.warns(DataWarning, match="sim_iccid: 8932016685966088848 fails its check digit"):
        gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY, sim_iccid="8932016685966088848")
    assert gent.count(ItemQuery(iccid="8932016685966088848")) == 1


def test_an_iccid_and_a_number_have_their_form(gent: Digicase) -> None:
    with pytest.raises(InvalidData) as invalid:
        gent.packages.register(
            "DP-1", device="laptop", model="L15", acquired_on=TODAY, sim_iccid="89A", sim_msisdn="0465 18 51 96"
        )
    assert [problem.path for problem in invalid.value.problems] == ["sim_iccid", "sim_msisdn"]


@pytest.mark.parametrize("name", ["", " ", "a\nb"])
def test_an_accessory_has_a_name_of_one_line(gent: Digicase, name: str) -> None:
    with pytest.raises(InvalidData, match="accessories: must"):
        gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY, accessories=[name])


def test_what_is_not_there_is_told_by_name(gent: Digicase) -> None:
    with pytest.raises(NotFound, match="There is no package DP-404"):
        gent.packages.get("DP-404")


def test_a_case_may_be_given_as_itself_its_id_or_its_reference(gent: Digicase, case: Case) -> None:
    assert gent.cases.get(case) == gent.cases.get(case.id) == gent.cases.get("J-0001")


def test_a_closed_case_gets_nothing_more(gent: Digicase, case: Case, package: Package) -> None:
    gent.cases.close(case, outcome="found_work")
    with pytest.raises(Refused) as refused:
        gent.loans.lend(package, to=case)
    assert refused.value.codes == ("case_closed",)


def test_a_case_with_a_package_is_not_closed(gent: Digicase, case: Case, package: Package) -> None:
    gent.loans.lend(package, to=case)
    with pytest.raises(Refused) as refused:
        gent.cases.close(case, outcome="found_work")
    assert refused.value.codes == ("still_on_loan",)


def test_a_clock_without_a_zone_is_refused() -> None:
    with (
        digicase.open("memory://", now=lambda: dt.datetime(2026, 11, 24, 9)) as gent,
        pytest.raises(InvalidData, match="now: 2026-11-24 09:00:00 has no zone"),
    ):
        gent.cases.open("J-1", consultant="C-1", guidance_from=TODAY)


def test_the_day_is_that_of_the_zone() -> None:
    late = dt.datetime(2026, 11, 24, 23, 30, tzinfo=dt.UTC)
    with digicase.open("memory://", now=lambda: late) as gent:
        gent.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
        loan = gent.loans.lend("DP-1", to=new_case(gent, "J-1"))
    assert loan.lent_on == dt.date(2026, 11, 25)


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(InvalidData, match="zone: 'Europe/Gent' is not a time zone"):
        digicase.open("memory://", zone="Europe/Gent")


def test_a_path_is_no_url_and_the_url_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="for a file write sqlite:///"):
        digicase.open(tmp_path / "gent.db")


def test_a_closed_memory_says_so() -> None:
    gent = digicase.open("memory://")
    gent.close()
    with pytest.raises(StorageError, match="it was closed"):
        gent.count(CaseQuery())


def test_who_waits_is_served_in_order_of_rank_then_of_time(gent: Digicase) -> None:
    for reference, rank, day in (("J-1", 50, 1), ("J-2", 20, 3), ("J-3", 20, 2)):
        gent.waiting.join(new_case(gent, reference), device="laptop", rank=rank, since=dt.date(2026, 11, day))
    waiting = [gent.get(Case, place.case).reference for place in gent.waiting.line(device="laptop")]
    assert waiting == ["J-3", "J-2", "J-1"]


def test_a_case_waits_once_until_it_leaves(gent: Digicase, case: Case) -> None:
    place = gent.waiting.join(case, device="tablet")
    with pytest.raises(Refused) as refused:
        gent.waiting.join(case, device="laptop")
    assert refused.value.codes == ("already_waiting",)
    gent.waiting.leave(place)
    assert gent.waiting.line() == []
    assert gent.waiting.join(case, device="laptop").left_on is None


def test_ids_made_by_many_threads_are_all_different_and_in_order(gent: Digicase) -> None:
    made: list[list[int]] = [[] for _ in range(8)]

    def make(into: list[int]) -> None:
        into.extend(gent.house.new_id().int for _ in range(2000))

    threads = [threading.Thread(target=make, args=(into,)) for into in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(into == sorted(into) for into in made)
    assert len(set().union(*made)) == 16_000


def test_calendars_show_each_audience_its_own(gent: Digicase, case: Case) -> None:
    zitdag = new_series(gent, last=dt.date(2026, 12, 4)).zitdagen[0]
    gent.appointments.book(case, zitdag, at=dt.time(9), accompanied_by="C-99")
    shown = {
        owner: gent.calendars.export(audience, owner).decode().count("BEGIN:VEVENT")
        for audience, owner in (
            ("consultant", "C-04"),
            ("consultant", "C-99"),
            ("consultant", "C-05"),
            ("coach", "K-01"),
            ("location", "Jobteam"),
            ("offer", None),
        )
    }
    assert shown == {"C-04": 1, "C-99": 1, "C-05": 0, "K-01": 2, "Jobteam": 2, None: 1}


def test_an_offer_counts_free_places_and_shows_no_case(gent: Digicase, case: Case) -> None:
    zitdag = new_series(gent, last=dt.date(2026, 12, 4)).zitdagen[0]
    gent.appointments.book(case, zitdag, at=dt.time(9))
    offer = gent.calendars.export("offer").decode()
    assert "DESCRIPTION:Vrije plaatsen: 1" in offer
    assert "J-0001" not in offer


def test_a_cancelled_appointment_stays_marked_until_its_day_has_passed(gent: Digicase, case: Case) -> None:
    zitdag = new_series(gent, last=dt.date(2026, 12, 4)).zitdagen[0]
    gent.appointments.cancel(gent.appointments.book(case, zitdag, at=dt.time(9)))
    feed = gent.calendars.export("consultant", "C-04").decode()
    assert "SUMMARY:GEANNULEERD: Afspraak digicoach J-0001" in feed
    assert "STATUS:CANCELLED" in feed
    assert "SEQUENCE:1" in feed


def test_the_same_records_give_the_same_bytes(gent: Digicase, case: Case) -> None:
    zitdag = new_series(gent, last=dt.date(2026, 12, 4)).zitdagen[0]
    gent.appointments.book(case, zitdag, at=dt.time(9))
    assert gent.calendars.export("coach", "K-01") == gent.calendars.export("coach", "K-01")


@pytest.mark.parametrize(
    ("audience", "message"), [("boss", "audience: 'boss' is not known"), ("coach", "owner: is missing")]
)
def test_a_calendar_for_nobody_is_refused(gent: Digicase, audience: str, message: str) -> None:
    with pytest.raises(InvalidData, match=message):
        gent.calendars.export(audience)
