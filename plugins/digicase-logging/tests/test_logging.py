"""What logs and traces tell of a house, and what they never tell."""

from __future__ import annotations

import datetime as dt
import inspect
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any
from uuid import UUID

import attrs
import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

import digicase
import digicase_logging
from digicase import Event
from digicase.domain import events
from digicase_logging import JsonFormatter
from digicase_logging.facts import CODES, facts

TODAY = dt.date(2026, 11, 24)


@pytest.fixture
def gent(caplog: pytest.LogCaptureFixture) -> Iterator[digicase.Digicase]:
    caplog.set_level(logging.INFO, "digicase.events")
    with digicase.open("memory://", today=lambda: TODAY, block=["holidays"]) as gent:
        yield gent


@pytest.fixture
def exporter(monkeypatch: pytest.MonkeyPatch) -> Iterator[InMemorySpanExporter]:
    """What OpenTelemetry exports, from a provider of this test's own."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr(trace, "get_tracer_provider", lambda: provider)
    yield exporter
    provider.shutdown()


def lend(gent: digicase.Digicase) -> digicase.Loan:
    gent.packages.register("DP-001", device="laptop", model="L15", acquired_on=dt.date(2026, 1, 1))
    gent.cases.open("J-0001", consultant="C-04", guidance_from=dt.date(2026, 7, 14))
    return gent.loans.lend("DP-001", to="J-0001")


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(JsonFormatter().format(record)) for record in caplog.records if "digicase.events" in record.name]


def test_what_happened_is_a_line_of_json_with_its_references_and_dates(
    gent: digicase.Digicase, caplog: pytest.LogCaptureFixture
) -> None:
    loan = lend(gent)
    line = lines(caplog)[-1]
    assert dt.datetime.fromisoformat(str(line.pop("time"))).tzinfo == dt.UTC
    assert line == {
        "level": "INFO",
        "logger": "digicase.events",
        "message": f"PackageLent {loan.id}",
        "event": "PackageLent",
        "about": "loan",
        "subject": str(loan.id),
        "case": str(loan.case),
        "package": str(loan.package),
        "on": "2026-11-24",
        "due_on": str(loan.due_on),
    }


def test_what_was_rolled_back_is_not_logged(gent: digicase.Digicase, caplog: pytest.LogCaptureFixture) -> None:
    with suppress(ZeroDivisionError), gent.begin() as work:
        work.cases.open("J-0001", consultant="C-04", guidance_from=TODAY)
        raise ZeroDivisionError
    assert lines(caplog) == []


def test_what_somebody_typed_is_left_out(gent: digicase.Digicase, caplog: pytest.LogCaptureFixture) -> None:
    case = gent.cases.open("J-0001", consultant="an.janssens", guidance_from=TODAY)
    gent.cases.close(case, outcome="found_work")
    gent.staff.register("an.janssens", role="consultant")
    gent.staff.train("an.janssens", topic="Met Zoë op pad")
    text = json.dumps(lines(caplog), ensure_ascii=False)
    assert not any(word in text for word in ("J-0001", "janssens", "Zoë"))
    assert [line["event"] for line in lines(caplog)][-2:] == ["StaffRegistered", "StaffTrained"]


def samples() -> list[Event]:
    """One of every event that there is, its texts all typed by somebody."""
    given = {"dt.date": TODAY, "dt.time": dt.time(9), "str": "Zoë", "int": 3, "bool": True}
    made: list[Event] = []
    for _, kind in inspect.getmembers(events, inspect.isclass):
        if issubclass(kind, Event) and attrs.has(kind):
            values = {each.name: given.get(str(each.type), UUID(int=1)) for each in attrs.fields(kind)}
            make: Any = kind
            made.append(make(**values))
    return made


@pytest.mark.parametrize("event", samples(), ids=lambda event: type(event).__name__)
def test_every_event_there_is_can_be_told_without_its_texts(event: Event) -> None:
    told = facts(event)
    assert json.loads(json.dumps(told)) == told
    assert [name for name, value in told.items() if value == "Zoë" and name not in CODES] == []


@pytest.mark.parametrize("event", samples(), ids=lambda event: type(event).__name__)
def test_no_fact_of_an_event_hides_what_a_line_says_itself(event: Event) -> None:
    assert not {"time", "level", "logger", "message", "error", "event", "about", "subject"} & set(event.facts())


def test_what_is_denied_is_a_warning(gent: digicase.Digicase, caplog: pytest.LogCaptureFixture) -> None:
    from digicase_logging.logs import tell

    tell(events.AccessDenied(refusal=UUID(int=1), case=None, action="loans.lend"))
    (line,) = lines(caplog)
    assert (line["level"], line["action"], "case" in line) == ("WARNING", "loans.lend", False)


def test_any_other_record_is_json_too_with_its_error() -> None:
    try:
        raise ValueError("é\nb")
    except ValueError:
        record = logging.LogRecord("digicase", logging.ERROR, "", 1, "it %s", ("failed\n",), sys.exc_info())
    text = JsonFormatter().format(record)
    line = json.loads(text)
    assert "\n" not in text
    assert (line["message"], "ValueError: é" in line["error"]) == ("it failed\n", True)


def test_what_happens_within_a_span_is_an_event_of_it(gent: digicase.Digicase, exporter: InMemorySpanExporter) -> None:
    with trace.get_tracer("host").start_as_current_span("POST /loans"):
        loan = lend(gent)
    (span,) = exporter.get_finished_spans()
    last = span.events[-1]
    assert [event.name for event in span.events][-1] == "digicase.PackageLent"
    assert last.attributes is not None
    assert last.attributes["digicase.subject"] == str(loan.id)
    assert last.attributes["digicase.due_on"] == str(loan.due_on)


def test_what_happens_outside_of_any_span_is_a_span_of_its_own(
    gent: digicase.Digicase, exporter: InMemorySpanExporter
) -> None:
    lend(gent)
    spans = exporter.get_finished_spans()
    assert [span.name for span in spans][-1] == "digicase.PackageLent"
    assert spans[-1].instrumentation_scope is not None
    assert spans[-1].instrumentation_scope.name == "digicase"


def test_without_a_tracer_nothing_is_traced_and_nothing_fails(
    gent: digicase.Digicase, caplog: pytest.LogCaptureFixture
) -> None:
    lend(gent)
    assert "failed on" not in caplog.text


def test_without_opentelemetry_there_are_still_logs(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.split(".")[0] == "opentelemetry"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    assert [offer.name for offer in digicase_logging.digicase_observers()] == ["logging"]


def test_both_observers_are_found_when_installed(gent: digicase.Digicase) -> None:
    found = next(info for info in gent.plugins() if info.name == "logging")
    assert found.offers == {"digicase_observers": ("logging", "opentelemetry")}
