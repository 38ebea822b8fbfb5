"""What a site puts on the web: calendars by token, and answers to what we object to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from unittest.mock import patch
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

import digicase_django
from digicase import DigicaseError, NotFound, Objection, Refused, StorageError
from digicase_django.middleware import ProblemDetails
from digicase_django.views import feed

WEB = RequestFactory()


@pytest.fixture
def token(using: str, no_app_yet: None) -> Iterator[str]:
    """The token of a calendar of C-04, on the app that the settings describe."""
    with patch("django.conf.settings.DIGICASE", {"using": using}, create=True):
        yield digicase_django.app().calendars.subscribe("consultant", "C-04").token


def answer_to(error: Exception) -> HttpResponse | None:
    return ProblemDetails(lambda _: HttpResponse()).process_exception(WEB.get("/"), error)


def test_a_calendar_is_served_to_whoever_has_its_token(token: str) -> None:
    answer = feed(WEB.get(f"/calendars/{token}.ics"), f"{token}.ics")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.content.startswith(b"BEGIN:VCALENDAR")


def test_who_has_it_already_gets_304_and_nothing_more(token: str) -> None:
    etag = feed(WEB.get(f"/calendars/{token}.ics"), f"{token}.ics").headers["ETag"]
    again = feed(WEB.get(f"/calendars/{token}.ics", headers={"If-None-Match": etag}), f"{token}.ics")
    assert (again.status_code, again.content, again.has_header("Content-Type")) == (304, b"", False)


def test_the_page_names_the_address_under_which_it_was_asked_for(token: str) -> None:
    page = feed(WEB.get(f"/our/calendars/{token}"), token)
    assert f"http://testserver/our/calendars/{token}.ics" in page.content.decode()


def test_a_feed_is_only_read(token: str) -> None:
    assert feed(WEB.post(f"/calendars/{token}.ics"), f"{token}.ics").status_code == 405


@pytest.mark.parametrize(
    ("error", "status"), [(NotFound("case", UUID(int=0)), 404), (Refused([Objection("full", "No place.")]), 409)]
)
def test_what_we_object_to_is_answered_as_problem_details(error: DigicaseError, status: int) -> None:
    answer = answer_to(error)
    assert answer is not None
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    assert json.loads(answer.content)["status"] == status


@pytest.mark.parametrize("error", [StorageError("django://default", "it is full", "Make space"), ZeroDivisionError()])
def test_what_the_operator_must_mend_is_left_to_django(error: Exception) -> None:
    assert answer_to(error) is None
