"""What was read of a store is a copy that nobody can change: also the mappings in it."""

from __future__ import annotations

import copy
import json
import pickle
import typing
from collections.abc import Mapping
from typing import Any

import pytest
from tests.house import new_case

import digicase
from digicase import Digicase, JournalQuery
from digicase.domain.record import Unchanging, kind_of

FIELDS = [
    (kind, name)
    for kind in digicase.RECORDS
    for name, annotation in kind_of(kind).fields.items()
    if typing.get_origin(annotation) is Mapping
]


def entry(gent: Digicase) -> Any:
    new_case(gent, "J-1")
    return gent.find(JournalQuery(event="CaseOpened"))[0]


def test_there_are_mappings_in_records() -> None:
    assert len(FIELDS) >= 3


@pytest.mark.parametrize(("kind", "name"), FIELDS, ids=lambda part: getattr(part, "__name__", part))
def test_every_mapping_of_a_record_is_kept_from_changes(kind: type[Any], name: str) -> None:
    (field,) = (field for field in kind.__attrs_attrs__ if field.name == name)
    given = {"x": 1}
    kept = field.converter(given)
    given["x"] = 2
    assert (type(kept), kept) == (Unchanging, {"x": 1})


@pytest.mark.parametrize(
    ("change", "given"),
    [
        ("update", [{"x": 1}]),
        ("setdefault", ["x", 1]),
        ("__setitem__", ["x", 1]),
        ("__delitem__", ["consultant"]),
        ("__ior__", [{"x": 1}]),
        ("pop", ["consultant"]),
        ("popitem", []),
        ("clear", []),
    ],
)
def test_the_journal_is_not_changed_without_a_commit(gent: Digicase, change: str, given: list[Any]) -> None:
    with pytest.raises(TypeError, match="cannot be changed"):
        getattr(entry(gent).data, change)(*given)


def test_a_mapping_can_be_copied_and_pickled() -> None:
    data = Unchanging(x=1)
    for copied in (copy.copy(data), copy.deepcopy(data), pickle.loads(pickle.dumps(data))):
        assert (type(copied), copied) == (Unchanging, data)


def test_a_mapping_is_told_and_written_as_any_other() -> None:
    data = Unchanging(x=1)
    assert (json.dumps(data), repr(data), data | {"y": 2}) == ('{"x": 1}', "{'x': 1}", {"x": 1, "y": 2})
