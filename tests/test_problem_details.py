"""What a web page answers to our errors."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from uuid import UUID

import pytest

import digicase
from digicase import DigicaseError, InvalidData, Objection, Problem, Refused, problem_details

EMBEDDING = Path(__file__).parent.parent / "docs" / "embedding.md"
ROW = re.compile(r"^\| (?:of these, )?(`\w+`(?:, `\w+`)*) \| (\d{3}) \|", re.MULTILINE)


def test_a_refusal_lists_its_objections_as_json_takes_them() -> None:
    told = problem_details(Refused([Objection("full", "No place.", {"on": dt.date(2026, 12, 1), "case": UUID(int=1)})]))
    objection = {"code": "full", "text": "No place.", "data": {"on": "2026-12-01", "case": str(UUID(int=1))}}
    assert json.loads(json.dumps(told)) == {
        "title": "Conflict", "status": 409, "error": "Refused", "detail": "No place. [full]", "objections": [objection],
    }  # fmt: skip


def test_bad_data_lists_its_problems() -> None:
    told = problem_details(InvalidData([Problem("confidence", "must be 1 to 4")]))
    assert (told["status"], told["problems"]) == (400, [{"path": "confidence", "reason": "must be 1 to 4"}])


def test_what_is_the_operators_to_mend_is_not_told_to_whoever_asks() -> None:
    told = problem_details(digicase.StorageError("postgresql://host/gent", "it is full", "Make space"))
    assert told == {"title": "Internal Server Error", "status": 500, "error": "StorageError"}


def test_the_docs_give_each_error_the_status_that_it_carries() -> None:
    rows = ROW.findall(EMBEDDING.read_text("utf-8"))
    said = {name.strip("` "): int(status) for names, status in rows for name in names.split(",")}
    assert said == {name: getattr(digicase, name).http_status for name in said}


@pytest.mark.parametrize("name", [n for n in digicase.HOME_OF if isinstance(getattr(digicase, n), type)])
def test_every_error_that_a_page_may_meet_is_in_the_docs(name: str) -> None:
    error = getattr(digicase, name)
    if issubclass(error, DigicaseError) and error.http_status != 500:
        assert f"`{name}`" in EMBEDDING.read_text("utf-8")
