"""What is known of a person is told, kept as long as it must be, and then gone for good."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.house import TODAY, Clock, inspected, new_case, new_series, refused

import digicase
from digicase import Digicase, EraserOffer, InvalidData, JournalQuery, NotFound, Override, PluginBroken
from digicase.domain.ids import RemainsId
from digicase.domain.record import every, kind_of
from digicase.domain.retention import Remains, RetentionPolicy, RetentionRule, statistics

RULES = RetentionPolicy(
    (
        RetentionRule(outcome="found_work", funder="ESF", keep="10 years", source="ESF rules"),
        RetentionRule(outcome="lost", keep="permanent"),
        RetentionRule(keep="1 year"),
    )
)
LATER = dt.date(2028, 6, 1)


def lived(gent: Digicase, clock: Clock, reference: str = "J-0815", label: str = "DP-1") -> digicase.Case:
    """Let a person go through everything: contact, assessment, plan, loan with a fault, appointment, notes, tasks."""
    case = new_case(gent, reference, goals=["cv_letter"], group="adults", funder="city", consultant="C-04")
    gent.contacts.put(reference, name="Grietje Uyttersprot", email="grietje@example.org", phone="+32470123456")
    first = gent.assessments.record(case, {"F1": 3, "J7": 0}, source="self")
    gent.assessments.record(case, {"J3": 1}, source="coach", continues=first)
    gent.plans.draw_up(case, device="laptop", dongle=False, sessions=2, reason="Uyttersprot wishes so")
    gent.packages.register(label, device="laptop", model="L15", acquired_on=dt.date(2026, 1, 5), accessories=["lader"])
    asked = gent.requests.ask_for_loan(case, device="laptop", reason="Grietje needs it")
    gent.requests.grant(asked)
    loan = gent.once(f"form-{label}").loans.lend(label, to=case, agreement="SIGNED-0815")
    series = new_series(gent, f"Zitdag {label}", location=f"Room {label}", coach=f"K-{label}")
    booked = gent.appointments.book(case, series.zitdagen[0], at=dt.time(9))
    gent.feedback.write(case, "Grietje likes to be called in the evening")
    gent.tasks.set(case, "call Grietje", due_on=TODAY, owner="C-04")
    gent.calendars.subscribe("jobseeker", reference)
    gent.calendars.subscribe("jobseeker", reference, holder="C-04")
    gent.deliver()
    clock.today = dt.date(2027, 1, 11)
    gent.feedback.report(booked, came=True, text="Grietje did well")
    with pytest.warns(digicase.DataWarning, match="lader x is not of this loan"):
        gent.loans.take_back(loan, conditions={"laptop L15": "Grietje dropped it"}, items=["laptop L15", "lader x"])
    gent.loans.take_back(loan)
    inspected(gent, label, undamaged=False)
    gent.deliver()
    return gent.cases.close(case, outcome="guidance_ended")


@pytest.fixture
def kept(opened: Callable[..., Digicase]) -> Digicase:
    return opened(retention=RULES, channel="log")


def test_an_export_holds_every_kind_and_reduces_others_to_their_roles(kept: Digicase, clock: Clock) -> None:
    kept.staff.register("C-04", role="consultant")
    lived(kept, clock)
    told = kept.privacy.export("J-0815")
    text = json.dumps(told)
    kinds = {"case", "contact", "assessment", "support_plan", "loan", "loan_request", "waiting_place", "appointment"}
    kinds |= {"subscription"}
    assert kinds | {"note", "task", "notice", "journal_entry", "keyed_request"} <= set(told)
    assert told["case"][0]["consultant"] == "consultant"
    assert told["appointment"][0]["coach"] == "staff"
    assert {each["holder"] for each in told["subscription"]} == {"J-0815", "consultant"}
    assert '"C-04"' not in json.dumps({name: told[name] for name in ("case", "appointment", "task", "note")})
    assert "Grietje Uyttersprot" in text


def test_an_export_is_journaled(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    kept.privacy.export(case)
    (entry,) = kept.find(JournalQuery(event="FileExported"))
    assert (entry.case, entry.data) == (case.id, {"purpose": "request_of_the_person"})


def test_an_erasure_is_refused_with_all_that_bars_it(kept: Digicase, clock: Clock) -> None:
    case = new_case(kept, "J-1")
    kept.packages.register("DP-1", device="laptop", model="L15", acquired_on=TODAY)
    kept.loans.lend("DP-1", to=case)
    kept.privacy.keep(case, reason="complaint")
    tried = kept.privacy.erase(case, dry_run=True)
    assert [objection.code for objection in tried.barred] == ["still_on_loan", "case_open", "kept"]
    assert refused(lambda: kept.privacy.erase(case)) == ("still_on_loan", "case_open", "kept")
    kept.loans.claim_returned("DP-1")
    assert "still_on_loan" in refused(lambda: kept.privacy.erase(case))


def test_a_dry_run_counts_and_changes_nothing(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    clock.today = LATER
    before = kept.count(JournalQuery())
    would = kept.privacy.erase(case, dry_run=True)
    assert kept.count(JournalQuery()) == before
    assert kept.privacy.erase(case) == would
    assert (would.removed["loan"], would.removed["note"]) == (1, 2)
    assert would.total == sum(would.removed.values()) + would.rewritten


def test_an_erased_person_is_gone_from_every_record(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    ids = [case.id, *(loan.id for loan in kept.loans.of(case)), *(each.id for each in kept.appointments.of(case))]
    clock.today = LATER
    kept.privacy.erase(case)
    with pytest.raises(NotFound):
        kept.cases.get("J-0815")
    everything = json.dumps([digicase.to_plain(r) for kind in digicase.RECORDS for r in kept.find(_all(kind))])
    for trace in (
        "J-0815",
        "Grietje",
        "grietje",
        "Uyttersprot",
        "+32470123456",
        "SIGNED-0815",
        "lader x",
        *map(str, ids),
    ):
        assert trace not in everything
    assert kept.check().ok


def _all(kind: type[Any]) -> Any:
    return every(kind)


def test_no_byte_of_an_erased_person_is_left_in_the_files(tmp_path: Path, clock: Clock) -> None:
    url = f"sqlite:///{tmp_path / 'gent.db'}"
    outbox = f"maildir:{tmp_path / 'outbox'}"
    with digicase.open(url, today=clock, block=["holidays"], retention=RULES, channel=outbox) as gent:
        case = lived(gent, clock)
        other = new_case(gent, "J-0816")
        clock.today = LATER
        gent.privacy.erase(case)
        feeds = [gent.calendars.export("offer"), gent.calendars.export("consultant", "C-04")]
        left = b"".join(path.read_bytes() for path in tmp_path.glob("gent.db*")) + b"".join(feeds)
        assert other.reference.encode() in left
        for trace in (b"J-0815", b"Grietje", b"grietje@", b"Uyttersprot", b"+32470123456", b"SIGNED-0815"):
            assert trace not in left
        for trace in (case.id.bytes, case.id.hex.encode(), str(case.id).encode()):
            assert trace not in left


def test_every_kind_that_leads_to_a_case_is_reached() -> None:
    leading = {kind_of(kind).name for kind in digicase.RECORDS if "case" in kind_of(kind).fields}
    assert leading == {
        "appointment",
        "assessment",
        "journal_entry",  # emptied
        "loan",
        "loan_request",
        "note",
        "reservation",
        "standby",
        "support_plan",
        "task",
        "waiting_place",
    }  # a new kind belongs here, and into what an erasure looks for


def test_the_erasure_touches_that_persons_rows_only(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    clock.today = TODAY
    lived(kept, clock, "J-0900", "DP-2")
    clock.today = LATER
    others = [record for record in kept.find(JournalQuery()) if record.case not in (None, case.id)]
    kept.privacy.erase(case)
    assert [kept.get(type(record), record.id) for record in others] == others
    assert kept.cases.read("J-0900", purpose="audit").loans


def test_what_statistics_count_remains(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    clock.today = LATER
    kept.privacy.erase(case)
    left = {row.kind: row for row in kept.find(_all(Remains))}
    assert (left["case"].group, left["case"].outcome, left["case"].months, left["case"].sessions) == (
        "adults", "guidance_ended", 5, 1,
    )  # fmt: skip
    assert (left["loan"].device, left["loan"].months) == ("laptop", 1)


def test_the_journal_keeps_who_did_what_when_without_the_person(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    before = len(kept.find(JournalQuery(case=case.id)))
    clock.today = LATER
    kept.privacy.erase(case)
    (erased,) = kept.find(JournalQuery(event="PersonErased"))
    kept_lines = [entry for entry in kept.find(JournalQuery(subject=erased.subject)) if entry != erased]
    assert len(kept_lines) == before
    assert all(entry.data == {} and entry.case is None for entry in kept_lines)


def test_retention_is_of_the_outcome_and_the_funder(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)  # closed on 11 January 2027, and kept for a year
    clock.today = dt.date(2028, 1, 11)
    assert refused(lambda: kept.privacy.erase(case)) == ("retained",)
    assert kept.privacy.due() == []
    clock.today = dt.date(2028, 1, 12)
    assert kept.privacy.due() == [case]


@pytest.mark.parametrize(
    ("outcome", "funder", "until"),
    [
        ("found_work", "ESF", dt.date(2036, 11, 24)),
        ("found_work", "city", dt.date(2027, 11, 24)),
        ("lost", "ESF", None),
    ],
)
def test_the_first_rule_that_applies_holds(gent: Digicase, outcome: str, funder: str, until: dt.date | None) -> None:
    new_case(gent, "J-1", funder=funder)
    assert RULES.retain_until(gent.cases.close("J-1", outcome=outcome)) == until


def test_without_rules_everything_is_kept_until_somebody_decides(gent: Digicase, clock: Clock) -> None:
    case = lived(gent, clock)
    clock.today = dt.date(2099, 1, 1)
    assert gent.privacy.due() == []
    gent.staff.register("CO-1", role="coordinator")
    aside = Override(codes=["retained"], reason="asked for by the person")
    assert gent.acting_as("CO-1").privacy.erase(case, override=aside).removed["case"] == 1


def test_a_hold_bars_an_erasure_until_it_is_lifted(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    clock.today = LATER
    kept.privacy.keep(case, reason="complaint")
    assert kept.privacy.due() == []
    kept.privacy.free(case)
    assert [each.id for each in kept.privacy.due()] == [case.id]


def test_a_destruction_list_needs_a_second_person(kept: Digicase, clock: Clock) -> None:
    lived(kept, clock)
    kept.staff.register("CO-1", role="coordinator")
    kept.staff.register("A-1", role="auditor")
    clock.today = LATER
    one, other = kept.acting_as("CO-1").privacy, kept.acting_as("A-1").privacy
    listed = one.list_due()
    assert refused(lambda: one.destroy(listed)) == ("not_approved",)
    assert refused(lambda: one.approve(listed)) == ("same_person",)
    other.approve(listed)
    done = one.destroy(listed)
    assert (done.erased, done.left, done.cases) == (1, 0, ())
    assert refused(lambda: one.destroy(done)) == ("already_destroyed",)
    assert refused(one.list_due) == ("nothing_due",)


def test_what_is_barred_by_then_is_left(kept: Digicase, clock: Clock) -> None:
    case = lived(kept, clock)
    clock.today = TODAY
    other = lived(kept, clock, "J-0900", "DP-2")
    clock.today = LATER
    listed = kept.privacy.list_due()
    kept.staff.register("A-1", role="auditor")
    kept.acting_as("A-1").privacy.approve(listed)
    kept.privacy.keep(case, reason="complaint")
    done = kept.privacy.destroy(listed)
    assert (done.erased, done.left) == (1, 1)
    with pytest.raises(NotFound):
        kept.cases.get(other)


class Elsewhere:
    """A plugin that keeps something of people itself."""

    def __init__(self, *, broken: bool = False) -> None:
        self.kept = {"J-0815": ["a photo of Grietje"]}
        self.broken = broken

    @digicase.hookimpl
    def digicase_erasers(self) -> Sequence[EraserOffer]:
        return [EraserOffer(name="photos", export=self.told, count=self.number, erase=self.gone)]

    def told(self, reference: str) -> dict[str, Any]:
        return {"photos": self.kept.get(reference, [])}

    def number(self, reference: str) -> int:
        return len(self.kept.get(reference, ()))

    def gone(self, reference: str) -> None:
        if self.broken:
            raise OSError("disk")
        self.kept.pop(reference, None)


def test_what_a_plugin_keeps_is_told_and_erased_too(opened: Callable[..., Digicase], clock: Clock) -> None:
    plugin = Elsewhere()
    gent = opened(retention=RULES, plugins=[plugin])
    case = lived(gent, clock)
    clock.today = LATER
    assert gent.privacy.export(case)["elsewhere"] == {"photos": {"photos": ["a photo of Grietje"]}}
    assert gent.privacy.erase(case).elsewhere == {"photos": 1}
    assert plugin.kept == {}


def test_a_plugin_that_cannot_erase_stops_the_erasure_and_is_named(
    opened: Callable[..., Digicase], clock: Clock
) -> None:
    gent = opened(retention=RULES, plugins=[Elsewhere(broken=True)])
    case = lived(gent, clock)
    clock.today = LATER
    with pytest.raises(PluginBroken, match="photos"):
        gent.privacy.erase(case)
    assert gent.cases.get(case) == case


def test_small_figures_are_not_shown() -> None:
    def rows(number: int, outcome: str) -> list[Remains]:
        return [Remains(id=RemainsId(uuid4()), kind="case", year=2027, outcome=outcome) for _ in range(number)]

    counted = statistics([*rows(5, "found_work"), *rows(4, "ill")], by=["outcome"])
    assert counted == {("found_work",): 5, ("ill",): None}
    with pytest.raises(InvalidData, match="'name' is not known"):
        statistics([], by=["name"])


def test_statistics_count_those_who_are_still_here_and_those_who_are_gone(kept: Digicase, clock: Clock) -> None:
    cases = []
    for number in range(6):
        new_case(kept, f"J-{number}", group="adults")
        cases.append(kept.cases.close(f"J-{number}", outcome="found_work"))
    clock.today = LATER
    kept.privacy.erase(cases[0])
    assert kept.privacy.statistics(by=["group", "outcome"]) == {("adults", "found_work"): 6}


def test_the_record_of_processing_follows_from_what_is_configured(kept: Digicase) -> None:
    text = kept.privacy.processing().as_text()
    assert "- outcome found_work and funder ESF: 10 years (ESF rules)" in text
    assert "- coach: appointments.get (booked)" in text
    assert "- contact: name, telephone, address" in text


def test_retention_comes_from_a_file_with_all_problems_at_once(opened: Callable[..., Digicase], tmp_path: Path) -> None:
    file = tmp_path / "retention.toml"
    file.write_text('[[retention]]\nkeep = "10 years"\noutcome = "found_work"\n[[retention]]\nkeep = "permanent"\n')
    assert [str(rule.keep) for rule in opened(retention=file).house.retention.rules] == ["10 years", "None"]
    file.write_text('[[retention]]\nkeep = "long"\n[[retention]]\noutcome = 3\nkeep = "1 year"\n')
    with pytest.raises(InvalidData) as found:
        opened(retention=file)
    assert [problem.path for problem in found.value.problems] == ["retention.0.keep", "retention.1.outcome"]
