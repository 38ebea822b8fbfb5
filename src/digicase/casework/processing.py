"""The record of processing: whose data is kept, for whom, where it goes, and how long, as it is configured."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from digicase.casework.unit import House
from digicase.domain.kinds import RECORDS
from digicase.domain.record import kind_of
from digicase.domain.retention import RetentionRule
from digicase.domain.roles import Roles

PERSONAL: Mapping[str, str] = {
    "case": "the host's reference, language, goals, devices at home, internet, confidence",
    "contact": "name, telephone, address, how to reach (only where the host has no directory of its own)",
    "assessment": "answers on digital skills",
    "support_plan": "goals, items to practise, sessions, device",
    "loan": "which equipment, from when until when, condition, reference of the agreement",
    "loan_request": "what was asked for, and why",
    "reservation": "which equipment is kept, for when",
    "waiting_place": "that the person waits, and for what",
    "standby": "that the person waits for an appointment",
    "appointment": "when and where, whether the person came, what was practised",
    "note": "what staff wrote about the case",
    "task": "what is to be done about the case",
    "subscription": "that somebody may fetch the person's calendar; the token only as a hash",
    "notice": "which messages were sent, when, in which language; not their words",
    "journal_entry": "who did what and when: references, dates and numbers, no texts",
}
"""The kinds of records that lead to a person, and what of them."""


@attrs.frozen(kw_only=True)
class Processing:
    """What is done with personal data; `as_text` writes it as Markdown for the organisation's own register."""

    data: Mapping[str, str]
    recipients: Sequence[str]
    retention: Sequence[RetentionRule]
    roles: Mapping[str, Mapping[str, str]] | None

    @classmethod
    def of(cls, house: House) -> Processing:
        """Return what is done, as far as the configuration tells; whoever brings their own rules describes them."""
        kept = {kind_of(cls_).name for cls_ in RECORDS}
        roles = house.roles
        rules = getattr(house.retention, "rules", ())
        rights = (
            {role: {action: scope.value for action, scope in given.items()} for role, given in roles.rights.items()}
            if isinstance(roles, Roles)
            else None
        )
        return cls(
            data={kind: what for kind, what in PERSONAL.items() if kind in kept},
            recipients=tuple(
                f"{info.name} {info.version}: {', '.join(info.hooks)}" for info in house.plugins.listing()
            ),
            retention=tuple(rules),
            roles=rights,
        )

    def as_text(self) -> str:
        """Return the record as Markdown, with one section each for data, recipients, retention and access."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        yield from ("# Record of processing", "", "## Data", "")
        yield from (f"- {kind}: {what}" for kind, what in self.data.items())
        yield from ("", "## Where it goes", "")
        yield from (f"- {recipient}" for recipient in self.recipients)
        yield from ("", "## How long it is kept", "")
        for rule in self.retention:
            whose = " and ".join(
                filter(None, (rule.outcome and f"outcome {rule.outcome}", rule.funder and f"funder {rule.funder}"))
            )
            source = f" ({rule.source})" if rule.source else ""
            yield f"- {whose or 'any other case'}: {rule.keep or 'for good'}{source}"
        yield "- otherwise: for good"
        yield from ("", "## Who may see and do what", "")
        if self.roles is None:
            yield "- by the host's own rules"
        for role, rights in (self.roles or {}).items():
            yield f"- {role}: " + ", ".join(f"{action} ({scope})" for action, scope in rights.items())
