"""Signatures in the manner of Standard Webhooks: HMAC-SHA256 over id, timestamp and body, and how they are verified."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import json
import secrets as randomness
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from digicase import DigicaseError, InvalidData, Problem

PREFIX = "whsec_"
LEAST, MOST = 24, 64
"""How many bytes a secret may have, as Standard Webhooks advises."""


@attrs.define(eq=False)
class NotVerified(DigicaseError):
    """What arrived must not be believed (HTTP: 401): why."""

    reason: str

    def __str__(self) -> str:
        return f"The event cannot be trusted: {self.reason}. Answer 401, and do nothing with it."


def new_secret() -> str:
    """Return a fresh secret for both sides, of 32 random bytes."""
    return PREFIX + base64.b64encode(randomness.token_bytes(32)).decode("ascii")


def keys(secrets: str | Sequence[str]) -> tuple[bytes, ...]:
    """Return the keys in secrets, or in a text of several with spaces between. InvalidData never quotes one."""
    given = secrets.split() if isinstance(secrets, str) else tuple(secrets)
    found = tuple(_key(secret) for secret in given)
    if not found or None in found:
        reason = f"must be whsec_ and {LEAST} to {MOST} bytes in base64; digicase_webhook.new_secret() makes one"
        raise InvalidData([Problem("secret", reason)])
    return tuple(key for key in found if key is not None)


def signed(id: str, sent_at: dt.datetime, body: bytes, secrets: str | Sequence[str]) -> dict[str, str]:
    """Return the headers that vouch for a body, with one signature per secret, so that secrets can be changed."""
    timestamp = str(int(sent_at.timestamp()))
    signatures = [_signature(key, id, timestamp, body) for key in keys(secrets)]
    return {"webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": " ".join(signatures)}


def verify(
    body: bytes,
    headers: Mapping[str, str],
    secrets: str | Sequence[str],
    *,
    now: dt.datetime | None = None,
    tolerance: dt.timedelta = dt.timedelta(minutes=5),
) -> Mapping[str, Any]:
    """Return the CloudEvent in a request that was signed with one of the secrets, not long ago; else NotVerified.

    `body` is the request's body as it came, byte by byte. Whatever arrives again has the same `id`, which the receiver
    remembers, for a day at least, in order to do everything once.
    """
    head = {name.lower(): value for name, value in headers.items()}
    id, timestamp, signatures = (head.get(f"webhook-{part}", "") for part in ("id", "timestamp", "signature"))
    expected = [_signature(key, id, timestamp, body).encode() for key in keys(secrets)]
    given = [signature.encode() for signature in signatures.split()]
    if not any(hmac.compare_digest(one, other) for one in expected for other in given):
        raise NotVerified("no signature fits the secret")
    if abs(_moment(timestamp) - (now or dt.datetime.now(dt.UTC))) > tolerance:
        raise NotVerified("it was sent too long ago, or one of the two clocks is wrong")
    event = _read(body)
    if event.get("id") != id:
        raise NotVerified("its id is not the one that was signed")
    return event


def _key(secret: str) -> bytes | None:
    try:
        key = base64.b64decode(secret.removeprefix(PREFIX), validate=True)
    except (binascii.Error, ValueError):
        return None
    return key if secret.startswith(PREFIX) and LEAST <= len(key) <= MOST else None


def _signature(key: bytes, id: str, timestamp: str, body: bytes) -> str:
    digest = hmac.new(key, f"{id}.{timestamp}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode('ascii')}"


def _moment(timestamp: str) -> dt.datetime:
    if not (timestamp.isascii() and timestamp.isdigit() and len(timestamp) <= 11):
        raise NotVerified("its timestamp is no number of seconds")
    return dt.datetime.fromtimestamp(int(timestamp), dt.UTC)


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        event = json.loads(body)
    except ValueError:
        raise NotVerified("its body is not JSON") from None
    if not isinstance(event, dict):
        raise NotVerified("its body is no CloudEvent")
    return event
