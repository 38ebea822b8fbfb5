"""Importing over what is stored: equal rows are unchanged, other values are told and never overwritten."""

from __future__ import annotations

import pytest

from digicase.app import Digicase
from digicase.domain.assessments import AssessmentQuery
from digicase.exchange import ImportReport

from .conftest import Spoil


def told(report: ImportReport) -> list[tuple[str, int | None, str | None, str, str]]:
    return [(p.file, p.line, p.column, p.value, p.reason) for p in report.problems]


@pytest.mark.parametrize(
    ("file", "old", "new", "column", "reason"),
    [
        ("packages.csv", "lader;muis", "muis", "accessories", "is in the store as lader;muis"),
        ("packages.csv", "2021-07-29", "2021-07-30", "acquired_on", "is in the store as 2021-07-29"),
        ("packages.csv", "DG-TD6RN6HW", "", "dongle", "is in the store as DG-TD6RN6HW"),
        ("staff.csv", "nl,no", "nl,yes", "trained", "is in the store as no"),
        ("staff.csv", "k01@", "k02@", "email", "is in the store with another value"),
        ("jobseekers.csv", "2025-06-22,", "2025-06-22,2027-01-01", "guidance_until", "is in the store as empty"),
        ("assessments.csv", "F1,0,test", "F1,1,test", "answer", "is in the store as 0"),
        ("assessments.csv", "F1,0,test", "F1,0,self", "source", "is in the store as test"),
    ],
)
def test_another_value_than_the_stored_one_is_told_and_not_taken(
    gent: Digicase, spoiled: Spoil, file: str, old: str, new: str, column: str, reason: str
) -> None:
    gent.exchange.import_folder(spoiled())

    report = gent.exchange.import_folder(spoiled(file, old, new))

    assert [(problem.file, problem.column, problem.reason) for problem in report.problems] == [(file, column, reason)]
    assert not report.changed
    assert gent.exchange.import_folder(spoiled()).ok


def test_every_column_that_differs_is_told(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    report = gent.exchange.import_folder(
        spoiled("packages.csv", "Dell Latitude 3520,HDUX5WCD,2021-07-29", "Dell,X,bad")
    )

    assert {problem.column for problem in report.problems} == {"model", "serial", "acquired_on"}


def test_the_order_within_a_list_is_no_difference(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    report = gent.exchange.import_folder(spoiled("packages.csv", "lader;muis", "muis;lader"))

    assert report.ok


def test_a_new_row_joins_those_that_are_stored(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    report = gent.exchange.import_folder(spoiled("staff.csv", "nl,no\n", "nl,no\nK-02,coach,,nl,no\n"))

    assert (report.file("staff.csv").new, report.file("staff.csv").unchanged) == (1, 2)


def test_an_answer_that_came_later_is_added_by_a_correction(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())
    first = gent.assessments.latest("J-0002")
    assert first is not None

    report = gent.exchange.import_folder(
        spoiled("assessments.csv", "F1,0,test", "F1,0,test\nJ-0002,2025-06-22,F2,1,self")
    )

    latest = gent.assessments.latest("J-0002")
    assert latest is not None
    assert (latest.corrects, latest.values()) == (first.id, {"F1": 0, "F2": 1})
    assert [answer.source for answer in latest.answers] == ["test", "self"]
    assert (report.file("assessments.csv").new, report.file("assessments.csv").unchanged) == (1, 3)


def test_a_corrected_assessment_is_unchanged_the_next_time(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())
    folder = spoiled("assessments.csv", "F1,0,test", "F1,0,test\nJ-0002,2025-06-22,F2,1,self")
    gent.exchange.import_folder(folder)

    again = gent.exchange.import_folder(folder)

    assert again.ok
    assert not again.changed
    assert gent.count(AssessmentQuery()) == 3
