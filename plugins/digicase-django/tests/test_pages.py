"""Our records as Django models: looked at and joined, never written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from django.core.management import call_command

import digicase
from digicase import StorageError
from digicase_django.pages.models import Case, Loan, Package

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def lent(using: str) -> Iterator[digicase.Loan]:
    with digicase.open(f"django://{using}", today=lambda: TODAY, block=["holidays"]) as gent:
        gent.packages.register("DP-001", device="laptop", model="L15", acquired_on=TODAY)
        case = gent.cases.open("J-0001", consultant="C-04", guidance_from=TODAY)
        yield gent.loans.lend("DP-001", to=case)


def test_a_loan_is_found_by_what_it_is_joined_to(lent: digicase.Loan, using: str) -> None:
    loan = Loan.objects.using(using).get(case__reference="J-0001", package__device="laptop", returned_on=None)
    assert (loan.id, loan.due_on, str(loan)) == (lent.id, lent.due_on, "DP-001 to J-0001")


@pytest.mark.usefixtures("lent")
@pytest.mark.parametrize("model", [Case, Loan, Package])
def test_every_field_is_a_column_of_our_table(model: type[Case | Loan | Package], using: str) -> None:
    assert len(model.objects.using(using).values()) == 1


@pytest.mark.usefixtures("lent")
def test_what_is_seen_is_not_changed_and_says_how_it_would_be(using: str) -> None:
    package = Package.objects.using(using).get()
    for change in (package.save, package.delete):
        with pytest.raises(StorageError, match=r"for looking only\. Change it by a verb of digicase_django\.app\(\)"):
            change()


def test_the_models_ask_for_no_migrations() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
