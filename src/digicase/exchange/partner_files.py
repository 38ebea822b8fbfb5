"""The partner's files of things: packages, staff and jobseekers, column by column."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from digicase.casework.cases import Cases
from digicase.casework.packages import Packages
from digicase.casework.people import Contacts, People
from digicase.casework.unit import Unit
from digicase.domain.cases import CaseQuery
from digicase.domain.equipment import Item, ItemKind, ItemQuery, Package, PackageQuery
from digicase.domain.people import Contact, ContactQuery, StaffQuery
from digicase.errors import InvalidData, Problem
from digicase.exchange.entries import EntrySheet, grouped
from digicase.exchange.rows import Column, Values, day, listing, text, unique_listing, whole_number, yes_or_no
from digicase.ports import Session

UNREAD = "?"
REACHED_BY = ("name", "email", "phone", "address", "contact_by")


def packages() -> EntrySheet:
    """Return how packages.csv is read: a row per package."""
    return EntrySheet(
        file="packages.csv",
        columns=(
            Column(name="label", read=text, filled=True, otherwise=UNREAD),
            Column(name="device", read=text, filled=True, otherwise="laptop"),
            Column(name="model", read=text, filled=True, otherwise=UNREAD),
            Column(name="serial", read=text),
            Column(name="acquired_on", read=day, filled=True, otherwise=dt.date.min),
            Column(name="dongle", read=text),
            Column(name="sim_iccid", read=text),
            Column(name="sim_msisdn", read=text),
            Column(name="accessories", read=listing, blank=()),
            Column(name="remarks", read=text, blank=""),
        ),
        stored=_stored_packages,
        enter=lambda unit, values: Packages(unit).register(**values),
    )


def staff() -> EntrySheet:
    """Return how staff.csv is read: a row per member of staff, whose e-mail address goes to the contacts."""
    return EntrySheet(
        file="staff.csv",
        columns=(
            Column(name="ref", argument="reference", read=text, filled=True, otherwise=UNREAD),
            Column(name="role", read=text, filled=True, otherwise="consultant"),
            Column(name="email", read=text, personal=True),
            Column(name="language", read=text, filled=True, otherwise="nl"),
            Column(name="trained", read=yes_or_no, filled=True, otherwise=False),
        ),
        stored=lambda session: _stored(session, StaffQuery(), "email"),
        enter=lambda unit, values: People(unit).register(**_contact_kept(unit, values, "email")),
    )


def jobseekers() -> EntrySheet:
    """Return how jobseekers.csv is read: a row per case; how to reach the person goes to the contacts."""
    return EntrySheet(
        file="jobseekers.csv",
        columns=(
            Column(name="ref", argument="reference", read=text, filled=True, otherwise=UNREAD),
            Column(name="consultant", read=text, filled=True, otherwise=UNREAD),
            Column(name="language", read=text, filled=True, otherwise="nl"),
            Column(name="guidance_from", read=day, filled=True, otherwise=dt.date.min),
            Column(name="guidance_until", read=day),
            Column(name="own_devices", read=unique_listing, blank=()),
            Column(name="home_internet", read=text),
            Column(name="goals", read=unique_listing, blank=()),
            Column(name="prefers_touch", read=yes_or_no, filled=True, otherwise=False),
            Column(name="language_support", read=yes_or_no, filled=True, otherwise=False),
            Column(name="confidence", read=whole_number, filled=True, otherwise=3),
            Column(name="contact_by", read=text),
        ),
        stored=lambda session: _stored(session, CaseQuery(), "contact_by"),
        enter=lambda unit, values: Cases(unit).open(**_contact_kept(unit, values, "contact_by")),
    )


def _stored_packages(session: Session) -> Mapping[str, Values]:
    items = grouped(session, ItemQuery(in_use=True), "package")
    return {package.label: _package(package, items.get(package.id, ())) for package in session.find(PackageQuery())}


def _package(package: Package, items: Iterable[Item]) -> Values:
    of = {item.kind: item for item in items}
    main, dongle, sim = of.get(ItemKind(package.device.value)), of.get(ItemKind.DONGLE), of.get(ItemKind.SIM_CARD)
    return {
        "label": package.label,
        "device": package.device,
        "model": main and main.model,
        "serial": main and main.serial,
        "acquired_on": main and main.acquired_on,
        "dongle": dongle and dongle.tag,
        "sim_iccid": sim and sim.iccid,
        "sim_msisdn": sim and sim.msisdn,
        "accessories": tuple(item.model or "" for item in items if item.kind is ItemKind.ACCESSORY),
        "remarks": package.remarks,
    }


def _stored(session: Session, query: Any, reached: str) -> Mapping[str, Values]:
    """Return what is stored of people by reference, with the one field of their contacts that the file has."""
    contacts: dict[str, Contact] = {contact.reference: contact for contact in session.find(ContactQuery())}
    return {
        record.reference: {
            **attrs.asdict(record, recurse=False),
            reached: getattr(contacts.get(record.reference), reached, None),
        }
        for record in session.find(query)
    }


def _contact_kept(unit: Unit, values: Values, field: str) -> dict[str, Any]:
    """Keep how to reach a person in the contacts, beside what is known already, and return the other values."""
    reference, value = values["reference"], values[field]
    if value is not None:
        known = Contacts(unit).get(reference)
        if known is not None and getattr(known, field) not in (None, value):
            raise InvalidData([Problem(field, "is in the store with another value")])
        kept = {name: getattr(known, name) for name in REACHED_BY} if known is not None else {}
        Contacts(unit).put(reference, **{**kept, field: value})
    return {name: given for name, given in values.items() if name != field}
