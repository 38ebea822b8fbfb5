"""A poll: what is known of a feed before any of its records is read, and what is kept of it once it was served."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import importlib.metadata
from collections.abc import Sequence
from typing import Self

import attrs

from digicase.casework.unit import House, Unit
from digicase.domain.feeds import Feed, FeedChange, FeedChangeQuery, FeedQuery, FeedValidator, feed_name
from digicase.domain.ids import FeedId
from digicase.domain.record import every, evolve
from digicase.domain.subscriptions import Subscription

KEPT = dt.timedelta(days=30)
"""How long a change is kept for a feed that nobody fetches."""
SWEPT = 500
"""How many old changes are looked at in a day, per subscription in use."""


@attrs.frozen(kw_only=True)
class Poll:
    """A feed as it was last served, the changes since, and the way in which it is to be told, on a day."""

    name: str
    way: str
    on: dt.date
    feed: Feed | None
    changes: Sequence[FeedChange]

    @classmethod
    def of(cls, unit: Unit, subscription: Subscription) -> Self:
        """Look for it by two indexed reads, before any record that it shows is read: what changes later stays noted."""
        name = feed_name(subscription.audience, subscription.owner)
        changes = unit.session.find(FeedChangeQuery(feed=name))
        feeds = unit.session.find(FeedQuery(feed=name), limit=1)
        way = _way(unit.house, subscription)
        return cls(name=name, way=way, on=unit.today, feed=feeds[0] if feeds else None, changes=changes)

    @property
    def validator(self) -> FeedValidator | None:
        """Return by what a client may tell that it has the feed already; None where it is to be looked at anew."""
        if self.feed is None or self.changes or self.feed.on != self.on:
            return None
        return self.feed.told.get(self.way)

    def keep(self, unit: Unit, validator: FeedValidator) -> None:
        """Keep the validator of what was served, unless somebody else has served the feed meanwhile."""
        session = unit.session
        feeds, changes = session.find(FeedQuery(feed=self.name), limit=1), session.find(FeedChangeQuery(feed=self.name))
        if [*feeds] != [feed for feed in (self.feed,) if feed] or not {*self.changes} <= {*changes}:
            return
        feed = self.feed or Feed(id=FeedId(unit.house.new_id()), feed=self.name, on=self.on)
        others = {} if self.changes or feed.on != self.on else feed.told
        session.save(evolve(feed, on=self.on, told={**others, self.way: validator}))
        session.remove(*self.changes)


def sweep(unit: Unit) -> None:
    """Take the oldest changes away of feeds that nobody fetches any more, with what is known of these feeds."""
    oldest = unit.session.find(every(FeedChange), limit=SWEPT)
    names = {change.feed for change in oldest if change.at < unit.now - KEPT}
    for name in sorted(names):
        forget(unit, name)


def forget(unit: Unit, name: str) -> None:
    """Take away all that is known of a feed."""
    unit.session.remove(*unit.session.find(FeedQuery(feed=name)), *unit.session.find(FeedChangeQuery(feed=name)))


def _way(house: House, subscription: Subscription) -> str:
    """Return the name of all that decides how the same records are told."""
    parts = (
        subscription.audience,
        subscription.owner,
        subscription.language or house.language,
        subscription.cancelled,
        house.zone_name,
        house.domain,
        _release(),
    )
    return hashlib.sha256(repr(tuple(map(str, parts))).encode()).hexdigest()[:16]


@functools.cache
def _release() -> str:
    return importlib.metadata.version("digicase")
