"""Subscriptions: who may fetch which calendar, by a token that only they know; its hash is all that is kept."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

import attrs

from digicase.domain import checks
from digicase.domain.calendar import CalendarAudience, Cancelled
from digicase.domain.events import SubscriptionMade, SubscriptionRevoked, SubscriptionRotated
from digicase.domain.ids import SubscriptionId
from digicase.domain.outcome import Outcome, refuse
from digicase.domain.record import Key, Query, eq, evolve, is_null, query, record, where
from digicase.errors import Objection


@record(unique=[Key("token_hash")], indexed=["holder", "owner"])
class Subscription:
    """Somebody's subscription to one calendar: whose it is (`owner`), and who holds the token (`holder`).

    `language` and `cancelled` say how the calendar is told to them. A revoked one gives nothing any more.
    """

    id: SubscriptionId
    version: int = 0
    token_hash: str
    audience: CalendarAudience
    owner: str | None = attrs.field(default=None, validator=checks.filled_if_given)
    holder: str = attrs.field(validator=checks.filled)
    language: str | None = None
    cancelled: Cancelled = Cancelled.MARK
    made_on: dt.date
    last_used_on: dt.date | None = None
    revoked_on: dt.date | None = None


@query(Subscription, sort=("made_on",))
class SubscriptionQuery(Query[Subscription]):
    """Subscriptions, oldest first."""

    token_hash: str | None = where("token_hash", eq)
    holder: str | None = where("holder", eq)
    owner: str | None = where("owner", eq)
    alive: bool | None = where("revoked_on", is_null)


def hashed(token: str) -> str:
    """Return what is kept of a token (SHA-256); it has too many bits to be guessed, so it needs no salt."""
    return hashlib.sha256(token.encode()).hexdigest()


@attrs.frozen(kw_only=True)
class Subscribe:
    """The request to subscribe somebody to a calendar: the subscription as it would be."""

    subscription: Subscription


def subscribe(request: Subscribe, *, objections: Sequence[Objection] = ()) -> Outcome[Subscription]:
    """Subscribe somebody to a calendar."""
    refuse(objections)
    made = request.subscription
    return Outcome(made, events=(SubscriptionMade(subscription=made.id, audience=made.audience.value),))


def rotate(subscription: Subscription, token_hash: str) -> Outcome[Subscription]:
    """Give a subscription another token; the old one gives nothing any more. Codes: `subscription_revoked`."""
    refuse(_revoked(subscription))
    rotated = evolve(subscription, token_hash=token_hash, last_used_on=None)
    return Outcome(rotated, events=(SubscriptionRotated(subscription=rotated.id),))


def revoke(subscription: Subscription, *, on: dt.date) -> Outcome[Subscription]:
    """End a subscription. Codes: `subscription_revoked`."""
    refuse(_revoked(subscription))
    revoked = evolve(subscription, revoked_on=on)
    return Outcome(revoked, events=(SubscriptionRevoked(subscription=revoked.id),))


def _revoked(subscription: Subscription) -> Sequence[Objection]:
    if subscription.revoked_on is None:
        return ()
    text = f"The subscription was revoked on {subscription.revoked_on}."
    return (Objection("subscription_revoked", text, {"subscription": subscription.id}),)
