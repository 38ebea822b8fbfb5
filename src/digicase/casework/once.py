"""Idempotency keys: a request that comes twice, from a form sent again or after an unknown outcome, is done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import attrs

from digicase.casework.unit import Desk, House, Unit
from digicase.domain.ids import KeyedRequestId
from digicase.domain.kinds import RECORDS
from digicase.domain.record import kind_of
from digicase.domain.requests import KeyedRequest, KeyedRequestQuery
from digicase.errors import InvalidData, OutcomeUnknown, Problem

T = TypeVar("T")
TRIES = 4


@attrs.frozen
class Once:
    """A desk at which one verb is done at most once; called again, it returns the record as it is by then."""

    desk: Desk
    key: str

    @property
    def house(self) -> House:
        """Return what the organisation has set."""
        return self.desk.house

    def run(self, verb: Callable[[Unit], T], *, read_only: bool = False) -> T:
        """Run the verb unless it was run under this key before; an unknown outcome is found out by asking again."""
        if read_only:
            return self.desk.run(verb, read_only=True)
        for _ in range(TRIES - 1):
            try:
                return self.desk.run(lambda unit: self._once(unit, verb))
            except OutcomeUnknown:
                continue
        return self.desk.run(lambda unit: self._once(unit, verb))

    def _once(self, unit: Unit, verb: Callable[[Unit], T]) -> T:
        earlier = unit.session.find(KeyedRequestQuery(key=self.key), limit=1)
        if earlier:
            kinds = {kind_of(cls).name: cls for cls in RECORDS}
            return cast(T, unit.session.get(kinds[earlier[0].kind], earlier[0].result))
        result = verb(unit)
        unit.session.save(self._request(unit, result))
        return result

    def _request(self, unit: Unit, result: Any) -> KeyedRequest:
        if type(result) not in RECORDS:
            reason = f"{type(result).__name__} cannot be found again by a key; once() is for verbs that return a record"
            raise InvalidData([Problem("once", reason)])
        id = KeyedRequestId(self.house.new_id())
        return KeyedRequest(id=id, key=self.key, kind=kind_of(type(result)).name, result=result.id, at=unit.now)
