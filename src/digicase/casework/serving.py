"""A calendar as HTTP answers with it: validators, compression and the same 404 for all that is not there; no I/O."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
from collections.abc import Mapping
from email.utils import format_datetime

import attrs

from digicase.casework.subscribe_page import page
from digicase.domain.checks import LANGUAGES
from digicase.domain.feeds import FeedValidator

LONGEST_PATH = 200
"""A path that is longer holds no token of ours, and is not even looked at in full."""
GUARDED = (
    ("X-Robots-Tag", "noindex, nofollow"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
)


@attrs.frozen(kw_only=True)
class Response:
    """What to answer: a status, headers in order, and the body, which is empty for HEAD and 304."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = attrs.field(default=b"", repr=False)


def token_of(path: str) -> tuple[str, str]:
    """Return the token in a path and what follows it: `.ics`, or nothing for the subscribe page."""
    last = path[-LONGEST_PATH:].rpartition("/")[2]
    token, dot, ending = last.partition(".")
    return token, dot + ending


def not_found() -> Response:
    """Return the answer to a token that is unknown, cut, or revoked: one and the same."""
    body = b"Not found\n"
    headers = (("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body))), *GUARDED)
    return Response(status=404, headers=headers, body=body)


def not_allowed() -> Response:
    """Return the answer to anything but GET and HEAD."""
    return Response(status=405, headers=(("Allow", "GET, HEAD"), ("Content-Length", "0"), *GUARDED))


def validator(data: bytes, changed_at: dt.datetime | None) -> FeedValidator:
    """Return by what a client may tell that it has these bytes, whose records last changed then."""
    return FeedValidator(digest=hashlib.sha256(data).hexdigest()[:32], changed_at=changed_at)


def has(current: FeedValidator, headers: Mapping[str, str]) -> bool:
    """Tell whether a client has what is current, compressed or not: its If-None-Match names it."""
    given = _asked(headers).get("if-none-match", "")
    tags = {tag.strip().removeprefix("W/").strip('"') for tag in given.split(",")}
    return given.strip() == "*" or bool(tags & {current.digest, f"{current.digest}-gzip"})


def unchanged(current: FeedValidator, headers: Mapping[str, str]) -> Response:
    """Return the answer to a client that has it already."""
    return Response(status=304, headers=_common(current, zipped=_takes_gzip(headers)))


def calendar(
    data: bytes, current: FeedValidator, *, media_type: str, headers: Mapping[str, str], method: str
) -> Response:
    """Return a calendar's answer: 304 where the client has it already, compressed where the client takes that."""
    if has(current, headers):
        return unchanged(current, headers)
    zipped = _takes_gzip(headers)
    body = gzip.compress(data, mtime=0) if zipped else data
    told = [("Content-Type", media_type), ("Content-Length", str(len(body)))]
    if zipped:
        told.append(("Content-Encoding", "gzip"))
    told += _common(current, zipped=zipped)
    return Response(status=200, headers=tuple(told), body=b"" if method == "HEAD" else body)


def _common(current: FeedValidator, *, zipped: bool) -> tuple[tuple[str, str], ...]:
    common = [("ETag", f'"{current.digest}-gzip"' if zipped else f'"{current.digest}"')]
    if current.changed_at is not None:
        common.append(("Last-Modified", format_datetime(current.changed_at.astimezone(dt.UTC), usegmt=True)))
    return (*common, ("Cache-Control", "private, max-age=300"), ("Vary", "Accept-Encoding"), *GUARDED)


def _asked(headers: Mapping[str, str]) -> Mapping[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def subscribe_page(url: str, *, name: str, language: str, headers: Mapping[str, str], method: str) -> Response:
    """Return the page that tells how to subscribe to the calendar under a URL, in a language that the reader wants."""
    body = page(url, name=name, language=_language(_asked(headers).get("accept-language", ""), language)).encode()
    told = (
        ("Content-Type", "text/html; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:"),
        ("Cache-Control", "private, no-store"),
        ("Vary", "Accept-Language"),
        *GUARDED,
    )
    return Response(status=200, headers=told, body=b"" if method == "HEAD" else body)


def _takes_gzip(headers: Mapping[str, str]) -> bool:
    for part in _asked(headers).get("accept-encoding", "").lower().split(","):
        coding, _, parameter = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return parameter.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _language(given: str, otherwise: str) -> str:
    """Return the first language of Accept-Language that we have words in."""
    for part in given.lower().split(","):
        code = part.partition(";")[0].strip()[:2]
        if code in LANGUAGES:
            return code
    return otherwise if otherwise in LANGUAGES else "nl"
