"""Where a record stands in Redis: its JSON, the values of its unique keys, and the index sets that name it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from digicase import Query, Record, from_plain, kind_of, to_plain

SCHEMA = "1"


def to_json(record: Record) -> str:
    """Return a record as it is kept."""
    return json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":"))


def from_json(kind: type[Any], text: bytes) -> Any:
    """Return the record that was kept."""
    return from_plain(kind, json.loads(text))


def keys(record: Record) -> list[tuple[str, str]]:
    """Return the unique keys that a record holds, each as the name of a hash and a field in it."""
    kind, plain = kind_of(type(record)), to_plain(record)
    held = [key for key in kind.unique if key.of(record) is not None]
    return [(f"{kind.name}:key:{'+'.join(key.fields)}", _text([plain[f] for f in key.fields])) for key in held]


def indexes(record: Record) -> list[str]:
    """Return the index sets that a record stands in: one for each field that its kind's indexes begin with."""
    kind, plain = kind_of(type(record)), to_plain(record)
    return [_set(kind.name, field, plain[field]) for field in _fields(kind.indexed)]


def index_of(query: Query[Any]) -> str | None:
    """Return the index set that holds all that a query can find, or None where every record must be looked at."""
    kind = kind_of(query.of)
    asked: Mapping[str, Any] = {c.field: c.value for c in query.criteria() if c.operator.value == "eq"}
    for field in _fields(kind.indexed):
        value = asked.get(field)
        if isinstance(value, str) or hasattr(value, "hex"):
            return _set(kind.name, field, str(value))
    return None


def _fields(indexed: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    return iter(dict.fromkeys(fields[0] for fields in indexed))


def _set(kind: str, field: str, value: Any) -> str:
    return f"{kind}:index:{field}:{_text(value)}"


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
