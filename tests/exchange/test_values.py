"""What good cells become."""

from __future__ import annotations

import datetime as dt

from digicase.app import Digicase
from digicase.domain.equipment import ItemKind

from .conftest import Spoil


def test_a_package_comes_with_its_items(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    items = gent.packages.items("DP-002")
    assert gent.packages.get("DP-002").has_dongle
    assert {item.tag for item in items if item.kind is ItemKind.DONGLE} == {"DG-TD6RN6HW"}
    assert [item.model for item in items if item.kind is ItemKind.ACCESSORY] == ["lader", "muis"]
    assert {item.acquired_on for item in items} == {dt.date(2021, 7, 29)}


def test_an_e_mail_address_goes_to_the_contacts(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    contact = gent.contacts.get("C-01")
    assert contact is not None
    assert contact.email == "c01@jobteam.example.org"
    assert gent.staff.get("C-01").trained


def test_who_says_nothing_of_how_to_be_reached_has_no_contact(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    reached = gent.contacts.get("J-0001")
    assert reached is not None
    assert reached.contact_by == "email"
    assert gent.contacts.get("J-0002") is None


def test_what_is_known_of_a_contact_stays_beside_what_is_new(gent: Digicase, spoiled: Spoil) -> None:
    gent.contacts.put("J-0001", phone="+32465185196")

    gent.exchange.import_folder(spoiled())

    contact = gent.contacts.get("J-0001")
    assert contact is not None
    assert (contact.phone, contact.contact_by) == ("+32465185196", "email")


def test_a_repeated_device_counts_once(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    case = gent.cases.get("J-0002")
    assert (case.own_devices, case.guidance_until, case.goals) == (("smartphone",), None, ("egov",))


def test_a_blank_answer_is_never_a_zero(gent: Digicase, spoiled: Spoil) -> None:
    gent.exchange.import_folder(spoiled())

    first, second = gent.assessments.latest("J-0001"), gent.assessments.latest("J-0002")
    assert first is not None
    assert second is not None
    assert first.values() == {"F1": 3, "F2": None}
    assert second.values() == {"F1": 0}
    assert [answer.source for answer in first.answers] == ["self", "coach"]


def test_days_that_could_be_months_are_days_in_a_spreadsheet(gent: Digicase, spoiled: Spoil) -> None:
    folder = spoiled()
    (folder / "jobseekers.csv").write_text(
        "ref;consultant;language;guidance_from;guidance_until;own_devices;home_internet;goals;prefers_touch;"
        "language_support;confidence;contact_by\r\n"
        'J-0001;C-01;nl;02/03/2025;4/05/2026;;none;"apply_online;cv_letter";yes;no;2;sms\r\n',
        newline="",
    )
    gent.exchange.import_folder(folder)

    case = gent.cases.get("J-0001")
    assert (case.guidance_from, case.guidance_until) == (dt.date(2025, 3, 2), dt.date(2026, 5, 4))
    assert case.goals == ("apply_online", "cv_letter")
