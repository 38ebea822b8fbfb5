"""What is wrong with a row stands in the report with its place and reason, and harms no other row."""

from __future__ import annotations

import warnings

import pytest

from digicase.app import Digicase
from digicase.domain.cases import CaseQuery
from digicase.domain.equipment import ItemQuery, PackageQuery
from digicase.exchange import ImportReport, RowProblem

from .conftest import Spoil

PACKAGES, STAFF, JOBSEEKERS, ANSWERS = "packages.csv", "staff.csv", "jobseekers.csv", "assessments.csv"


def told(report: ImportReport) -> list[tuple[str, int | None, str | None, str, str]]:
    return [(p.file, p.line, p.column, p.value, p.reason) for p in report.problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (PACKAGES, "DP-002", "", (3, "label", "", "is empty")),
        (PACKAGES, "DP-002,laptop", "DP-002,toaster", (3, "device", "toaster", "choose one of laptop, tablet")),
        (PACKAGES, "Dell Latitude 3520", "", (3, "model", "", "is empty")),
        (PACKAGES, "2021-07-29", "", (3, "acquired_on", "", "is empty")),
        (PACKAGES, "2021-07-29", "2021-02-31", (3, "acquired_on", "2021-02-31", "that the calendar does not have")),
        (PACKAGES, "2021-07-29", "29/07/2021", (3, "acquired_on", "29/07/2021", "not a date such as 2026-11-30")),
        (PACKAGES, "8932016685966088847", "8.9E+18", (3, "sim_iccid", "8.9E+18", "digits only")),
        (PACKAGES, "+32465185196", "0465185196", (3, "sim_msisdn", "0465185196", "not an international number")),
        (PACKAGES, "lader;muis", "lader;;muis", (3, "accessories", "lader;;muis", "must not hold an empty name")),
        (PACKAGES, "HDUX5WCD", "HD\0UX", (3, "serial", "HD\0UX", "holds a control character")),
        (PACKAGES, "lader;muis", '"lader\nmuis"', (3, "accessories", "lader\nmuis", "must be a single line")),
        (STAFF, "K-01,coach", "K-01,boss", (3, "role", "boss", "choose one of consultant, coach, coordinator")),
        (STAFF, "nl,no", "Dutch,no", (3, "language", "Dutch", "not a language code")),
        (STAFF, "nl,no", "nl,maybe", (3, "trained", "maybe", "neither yes nor no")),
        (JOBSEEKERS, "egov", "egov;fly", (3, "goals", "egov;fly", "unknown goal 'fly'")),
        (JOBSEEKERS, "fixed", "wifi", (3, "home_internet", "wifi", "choose one of none, fixed")),
        (JOBSEEKERS, "smartphone;smartphone", "fridge", (3, "own_devices", "fridge", "'fridge' is not known")),
        (JOBSEEKERS, "2025-06-22,", "2025-06-22,2024-01-01", (3, "guidance_until", "2024-01-01", "is before")),
        (JOBSEEKERS, "yes,no,3", "yes,no,5", (3, "confidence", "5", "not between 1 and 4")),
        (JOBSEEKERS, "yes,no,3", "yes,no,three", (3, "confidence", "three", "not a whole number")),
        (JOBSEEKERS, "yes,no,3", ",no,3", (3, "prefers_touch", "", "is empty")),
        (JOBSEEKERS, "no,3,", "no,3,pigeon", (3, "contact_by", "pigeon", "choose one of email, sms, letter")),
        (ANSWERS, "F1,0,test", "F9,0,test", (4, "item", "F9", "is not an item of start")),
        (ANSWERS, "F1,0,test", "F1,7,test", (4, "answer", "7", "not between 0 and 3")),
        (ANSWERS, "F1,0,test", "F1,x,test", (4, "answer", "x", "not a whole number")),
        (ANSWERS, "F1,0,test", "F1,0,robot", (4, "source", "robot", "choose one of self, consultant, coach, test")),
        (ANSWERS, "F1,0,test", "F1,0,", (4, "source", "", "is empty")),
        (ANSWERS, "J-0002,2025-06-22", "J-0002,2026-11-25", (4, "assessed_on", "2026-11-25", "in the future")),
        (ANSWERS, "J-0002", "J-0404", (4, "jobseeker", "J-0404", "neither in jobseekers.csv nor in the store")),
    ],
)
def test_a_bad_cell_is_told_by_line_column_value_and_reason(
    gent: Digicase, spoiled: Spoil, file: str, old: str, new: str, problem: tuple[int, str, str, str]
) -> None:
    report = gent.exchange.import_folder(spoiled(file, old, new))

    line, column, value, reason = problem
    first = next(found for found in report.problems if found.file == file)
    assert (first.line, first.column, first.value) == (line, column, value)
    assert reason in first.reason
    assert report.file(file).with_problems == 1
    assert report.file(file).new == report.file(file).rows - 1


def test_all_that_is_wrong_with_a_row_is_told_at_once(gent: Digicase, spoiled: Spoil) -> None:
    bad = "J-0002,C-77,English,soon,,smartphone,wifi,fly,perhaps,no,9,pigeon\n"
    good = "J-0002,C-01,en,2025-06-22,,smartphone;smartphone,fixed,egov,yes,no,3,\n"

    report = gent.exchange.import_folder(spoiled(JOBSEEKERS, good, bad))

    columns = {problem.column for problem in report.problems if problem.file == JOBSEEKERS}
    assert columns == {
        "consultant",
        "language",
        "guidance_from",
        "home_internet",
        "goals",
        "prefers_touch",
        "confidence",
        "contact_by",
    }


def test_all_that_is_wrong_with_an_answer_is_told_at_once(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(ANSWERS, "J-0002,2025-06-22,F1,0,test", "J-9,2027-01-01,F9,7,you"))

    assert [p.column for p in report.problems] == ["assessed_on", "item", "answer", "source", "jobseeker"]


def test_a_bad_row_harms_no_other_not_even_in_an_open_unit_of_work(gent: Digicase, spoiled: Spoil) -> None:
    with gent.begin() as work:
        work.exchange.import_folder(spoiled(PACKAGES, "HDUX5WCD", "7LMF00MB"))

    assert [package.label for package in gent.find(PackageQuery())] == ["DP-001"]
    assert gent.count(ItemQuery()) == 2
    assert gent.count(CaseQuery()) == 2


def test_a_label_that_stands_twice_is_told_at_the_second(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(PACKAGES, "DP-002", "DP-001"))

    assert told(report) == [(PACKAGES, 3, "label", "DP-001", "stands in line 2 already")]


def test_a_label_whose_first_row_is_bad_is_free_for_a_good_one(gent: Digicase, spoiled: Spoil) -> None:
    doubled = "\nDP-002,laptop,Dell,,never,,,,,\nDP-002,"

    report = gent.exchange.import_folder(spoiled(PACKAGES, "\nDP-002,", doubled))

    assert [(p.line, p.column) for p in report.problems] == [(3, "acquired_on")]
    assert gent.packages.get("DP-002").has_dongle


def test_a_serial_that_stands_twice_is_told_at_the_second(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(PACKAGES, "HDUX5WCD", "7LMF00MB"))

    reason = "Another item in use has serial 7LMF00MB."
    assert told(report) == [(PACKAGES, 3, "serial", "7LMF00MB", reason)]


def test_an_item_answered_twice_is_told_at_the_second(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(ANSWERS, "F2,,coach", "F1,2,coach"))

    reason = "is answered in line 2 already, for the same jobseeker and day"
    assert told(report) == [(ANSWERS, 3, "item", "F1", reason)]
    latest = gent.assessments.latest("J-0001")
    assert latest is not None
    assert latest.values() == {"F1": 3}


def test_the_rest_of_an_assessment_is_recorded_without_its_bad_answer(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled(ANSWERS, "F2,,coach", "F2,7,coach"))

    latest = gent.assessments.latest("J-0001")
    assert latest is not None
    assert latest.values() == {"F1": 3}


def test_what_depends_on_a_bad_row_is_told_with_that_row(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(STAFF, "C-01,consultant", "C-01,boss"))

    reasons = {(p.file, p.line, p.column): p.reason for p in report.problems}
    assert reasons[JOBSEEKERS, 2, "consultant"] == "was not imported, since line 2 of staff.csv has problems"
    assert reasons[ANSWERS, 4, "jobseeker"] == "was not imported, since line 3 of jobseekers.csv has problems"
    assert gent.count(CaseQuery()) == 0


def test_a_consultant_who_is_in_the_store_need_not_be_in_the_file(gent: Digicase, spoiled: Spoil) -> None:
    gent.staff.register("C-09", role="consultant")

    report = gent.exchange.import_folder(spoiled(JOBSEEKERS, "C-01", "C-09"))

    assert report.ok


def test_a_consultant_nobody_knows_is_told_even_if_it_is_a_question_mark(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(JOBSEEKERS, "J-0002,C-01", "J-0002,?"))

    reason = "is the reference of no member of staff, neither in staff.csv nor in the store"
    assert told(report)[0] == (JOBSEEKERS, 3, "consultant", "?", reason)


@pytest.mark.parametrize("address", ["c01 at example", "x@y@example.org"])
def test_a_bad_address_is_told_without_repeating_it(gent: Digicase, spoiled: Spoil, address: str) -> None:
    report = gent.exchange.import_folder(spoiled(STAFF, "k01@jobteam.example.org", address))

    assert told(report) == [(STAFF, 3, "email", "…", "is not an e-mail address such as coach@example.org")]


def test_an_address_in_the_wrong_column_is_not_repeated_either(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(STAFF, "K-01,coach,k01@jobteam.example.org", "K-01,k@x.org,coach"))

    assert "k@x.org" not in str(report)
    assert {problem.column for problem in report.problems} == {"role", "email"}


def test_a_doubtful_sim_number_is_a_warning_in_the_report_only(gent: Digicase, spoiled: Spoil) -> None:
    with warnings.catch_warnings(record=True) as caught:
        report = gent.exchange.import_folder(spoiled(PACKAGES, "8932016685966088847", "8932016685966088848"))

    assert report.ok
    reason = "8932016685966088848 fails its check digit; compare it with the number printed on the card"
    assert report.warnings == (RowProblem(PACKAGES, 3, "sim_iccid", "8932016685966088848", reason),)
    assert caught == []


def test_a_report_reads_like_a_list_of_things_to_mend(gent: Digicase, spoiled: Spoil) -> None:
    report = gent.exchange.import_folder(spoiled(PACKAGES, "2021-07-29", "2021-02-31"))

    lines = str(report).splitlines()
    assert lines[0] == "packages.csv          2 rows: 1 new, 0 unchanged, 1 with problems"
    assert lines[4:] == [
        "Problems (1):",
        "  packages.csv, line 3, acquired_on: '2021-02-31' is a day that the calendar does not have",
    ]
