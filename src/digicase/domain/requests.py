"""What was done under an idempotency key, so that a request which comes twice is done once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from uuid import UUID

import attrs

from digicase.domain.checks import filled
from digicase.domain.ids import KeyedRequestId
from digicase.domain.record import Key, Query, eq, lt, one_of, query, record, where


@record(unique=[Key("key")], indexed=["at", "result"])
class KeyedRequest:
    """A request that was done: its key, chosen by whoever asked, and the record that it returned."""

    id: KeyedRequestId
    version: int = 0
    key: str = attrs.field(validator=filled)
    kind: str
    result: UUID
    at: dt.datetime


@query(KeyedRequest, sort=("at",))
class KeyedRequestQuery(Query[KeyedRequest]):
    """Requests done under a key, the oldest first; `before` is a moment, not included."""

    key: str | None = where("key", eq)
    results: Collection[UUID] | None = where("result", one_of)
    before: dt.datetime | None = where("at", lt)
