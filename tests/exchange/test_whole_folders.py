"""The partner's real folders, in both dialects."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

import digicase
from digicase import Digicase, Work
from digicase.domain.assessments import AssessmentQuery
from digicase.domain.cases import CaseQuery
from digicase.domain.equipment import ItemQuery, PackageQuery
from digicase.domain.journal import JournalQuery
from digicase.domain.notices import NoticeQuery
from digicase.domain.people import ContactQuery, StaffQuery
from digicase.domain.record import Query, Record
from digicase.ports import ObserverOffer

DATA = Path(__file__).parents[2] / "examples" / "data"
FOLDERS = ["ghent", "ghent-excel"]
KINDS: tuple[type[Query[Any]], ...] = (
    PackageQuery,
    ItemQuery,
    StaffQuery,
    ContactQuery,
    CaseQuery,
    AssessmentQuery,
    NoticeQuery,
    JournalQuery,
)


def stored(app: Digicase | Work) -> dict[UUID, Record]:
    """Return every record there is, versions included."""
    return {record.id: record for kind in KINDS for record in app.find(kind())}


@pytest.fixture(params=["memory", "sqlite"])
def gent(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Digicase]:
    url = "memory://" if request.param == "memory" else f"sqlite:///{tmp_path / 'gent.db'}"
    with digicase.open(url, today=lambda: dt.date(2026, 11, 24)) as app:
        yield app


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_real_folder_comes_in_whole(gent: Digicase, folder: str) -> None:
    report = gent.exchange.import_folder(DATA / folder)

    assert (report.problems, report.warnings) == ((), ())
    assert [(counts.rows, counts.new) for counts in report.files] == [(100, 100), (15, 15), (180, 180), (3240, 3240)]
    assert [gent.count(query) for query in (PackageQuery(), StaffQuery(), CaseQuery())] == [100, 15, 180]
    assert gent.count(AssessmentQuery()) == 180
    assert sum(len(found.answers) for found in gent.find(AssessmentQuery())) == 3240


@pytest.mark.parametrize("folder", FOLDERS)
def test_importing_twice_changes_nothing_at_all(gent: Digicase, folder: str) -> None:
    gent.exchange.import_folder(DATA / folder)
    before = stored(gent)

    again = gent.exchange.import_folder(DATA / folder)

    assert again.ok
    assert not again.changed
    assert [(counts.rows, counts.unchanged) for counts in again.files] == [(n, n) for n in (100, 15, 180, 3240)]
    assert stored(gent) == before


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_dry_run_tells_the_same_and_leaves_the_store_untouched(gent: Digicase, folder: str) -> None:
    trial = gent.exchange.import_folder(DATA / folder, dry_run=True)

    assert stored(gent) == {}
    assert trial == gent.exchange.import_folder(DATA / folder)


def test_a_dry_run_inside_an_open_unit_of_work_leaves_nothing_in_it(gent: Digicase) -> None:
    with gent.begin() as work:
        work.staff.register("C-99", role="coach")
        before = stored(work)
        assert work.exchange.import_folder(DATA / "ghent", dry_run=True).changed
        assert stored(work) == before
    assert stored(gent) == before


def test_an_import_in_a_unit_of_work_that_fails_is_undone_with_it(gent: Digicase) -> None:
    seen = []

    def fail_in_the_end() -> None:
        with gent.begin() as work:
            seen.append(work.exchange.import_folder(DATA / "ghent").changed)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_in_the_end()

    assert seen == [True]
    assert stored(gent) == {}


def test_what_came_in_is_journaled_under_who_brought_it(gent: Digicase) -> None:
    gent.staff.register("CO-9", role="coordinator")
    gent.acting_as("CO-9").exchange.import_folder(DATA / "ghent")

    entries = gent.find(JournalQuery(actor="CO-9"))
    events = {"PackageRegistered": 100, "StaffRegistered": 15, "CaseOpened": 180, "AssessmentRecorded": 180}
    assert Counter(entry.event for entry in entries) == events


def test_observers_are_told_of_what_came_in_and_of_nothing_in_a_dry_run() -> None:
    told = Counter[str]()

    class Plugin:
        @digicase.hookimpl
        def digicase_observers(self) -> list[ObserverOffer]:
            return [ObserverOffer(name="listener", tell=lambda event: told.update([type(event).__name__]))]

    with digicase.open("memory://", plugins=[Plugin()], today=lambda: dt.date(2026, 11, 24)) as gent:
        gent.exchange.import_folder(DATA / "ghent", dry_run=True)
        assert told.total() == 0
        gent.exchange.import_folder(DATA / "ghent")

    assert told == {"PackageRegistered": 100, "StaffRegistered": 15, "CaseOpened": 180, "AssessmentRecorded": 180}


def test_special_characters_of_a_windows_file_arrive(gent: Digicase) -> None:
    gent.exchange.import_folder(DATA / "ghent-excel")

    assert "één toets los - vervangen" in {package.remarks for package in gent.find(PackageQuery())}


def test_progress_is_told_file_by_file(gent: Digicase) -> None:
    seen = Counter[str]()

    def progress(rows, what):  # type: ignore[no-untyped-def]  # as a host would write it
        for row in rows:
            seen[what] += 1
            yield row

    gent.exchange.import_folder(DATA / "ghent", progress=progress)

    assert seen == {"packages.csv": 100, "staff.csv": 15, "jobseekers.csv": 180, "assessments.csv": 180}
