"""Templates: what packages of a sort are made of, and assembling them from spare items."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.house import TODAY, inspected, new_case, refused

from digicase import Digicase, InvalidData, PackageState, Refused


@pytest.fixture
def stocked(gent: Digicase) -> Digicase:
    """A store with a template and the spare items for one such package."""
    gent.templates.define("laptop with dongle", device="laptop", dongle=True, accessories=["lader", "lader"])
    gent.items.register("laptop", model="L15", serial="S-1", acquired_on=TODAY)
    gent.items.register("dongle", tag="DG-1")
    gent.items.register("accessory", model="lader", tag="A-1")
    gent.items.register("accessory", model="lader", tag="A-2")
    return gent


ALL = ["S-1", "DG-1", "A-1", "A-2"]


def test_a_package_is_assembled_from_spare_items(stocked: Digicase) -> None:
    package = stocked.templates.assemble("DP-1", "laptop with dongle", items=ALL)
    assert (package.state, package.has_dongle) == (PackageState.AVAILABLE, True)
    assert {item.kind.value for item in stocked.packages.items(package)} == {"laptop", "dongle", "accessory"}
    assert stocked.check().ok


def test_every_part_that_is_missing_is_told(stocked: Digicase) -> None:
    with pytest.raises(Refused) as found:
        stocked.templates.assemble("DP-1", "laptop with dongle", items=["S-1", "A-1"])
    assert [objection.data for objection in found.value.objections] == [
        {"part": "dongle", "number": 1},
        {"part": "accessory lader", "number": 1},
    ]


def test_an_item_is_in_one_package_only(stocked: Digicase) -> None:
    stocked.templates.assemble("DP-1", "laptop with dongle", items=ALL)
    assert refused(lambda: stocked.templates.assemble("DP-2", "laptop with dongle", items=ALL)) == (
        "item_in_package",
    ) * len(ALL)


def test_a_package_that_lacks_a_part_is_incomplete_and_is_not_lent(stocked: Digicase) -> None:
    package = stocked.templates.assemble("DP-1", "laptop with dongle", items=ALL)
    stocked.items.take_out("A-2")
    assert stocked.packages.get(package).state is PackageState.INCOMPLETE
    assert stocked.packages.lendable() == ()
    case = new_case(stocked, "J-1")
    assert refused(lambda: stocked.loans.lend("DP-1", to=case)) == ("package_not_available",)


def test_what_replaces_the_part_makes_it_whole_again(stocked: Digicase) -> None:
    package = stocked.templates.assemble("DP-1", "laptop with dongle", items=ALL)
    stocked.items.take_out("A-2")
    stocked.items.put_in("A-2", package)
    assert stocked.packages.get(package).state is PackageState.AVAILABLE


def test_what_comes_back_whole_is_available_after_its_inspection(stocked: Digicase) -> None:
    package = stocked.templates.assemble("DP-1", "laptop with dongle", items=ALL)
    loan = stocked.loans.lend(package, to=new_case(stocked, "J-1"))
    stocked.loans.take_back(loan)
    assert inspected(stocked, package).state is PackageState.AVAILABLE


def test_a_template_that_changes_changes_no_package(stocked: Digicase) -> None:
    package = stocked.templates.assemble("DP-1", "laptop with dongle", items=ALL)
    stocked.templates.define("laptop with dongle", device="laptop", accessories=["muis"])
    assert stocked.packages.get(package) == package
    assert [part.described for part in stocked.templates.get("laptop with dongle").parts] == [
        "laptop",
        "accessory muis",
    ]
    assert len(stocked.templates.all()) == 1


def test_all_that_is_wrong_with_a_template_is_told_at_once(gent: Digicase) -> None:
    with pytest.raises(InvalidData) as found:
        gent.templates.define("", device="phone", accessories=["", "muis"])
    assert {problem.path.partition(".")[0] for problem in found.value.problems} == {"name", "device", "accessories"}


def test_replacements_are_told_per_quarter_and_per_budget_year(gent: Digicase) -> None:
    for number, month in enumerate((1, 2, 7)):
        gent.items.register("laptop", model="L15", serial=f"S-{number}", acquired_on=dt.date(2022, month, 15))
    first, last = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
    assert gent.packages.replacements(first, last) == {"2027-Q1": 2, "2027-Q3": 1}
    assert gent.packages.replacements(first, last, yearly=True) == {"2027": 3}
