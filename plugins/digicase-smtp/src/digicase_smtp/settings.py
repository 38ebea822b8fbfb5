"""What there is to know of a mail server, and how it is read from a channel's address."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

import attrs

from digicase import InvalidData, Problem

PASSWORD = "DIGICASE_SMTP_PASSWORD"
OPTIONS = ("ca", "from", "password_env", "reply_to", "timeout", "tls", "unsubscribe")
EXAMPLE = 'write it as channel="smtp://user@mail.example.org:587?from=team@example.org"'


class Tls(StrEnum):
    """How the connection is made safe: from its first byte, by STARTTLS, or (asked for explicitly) not at all."""

    IMPLICIT = "implicit"
    STARTTLS = "starttls"
    NONE = "none"


@attrs.frozen(kw_only=True)
class Settings:
    """A mail server and who writes: `sender` and `reply_to` are `team@example.org` or `Team <team@example.org>`.

    `ca` is a PEM file of certificate authorities to trust instead of the system's. `timeout` is in seconds, for each
    step. Without `tls`, port 465 means TLS from the first byte, and any other port STARTTLS. `unsubscribe` is the
    address to which a mail program writes for who wants no more of these. Raises InvalidData.
    """

    host: str
    sender: str
    port: int = 587
    user: str | None = None
    password: str | None = attrs.field(default=None, repr=False)
    tls: Tls = attrs.field(default=attrs.Factory(lambda self: _usual(self.port), takes_self=True))
    reply_to: str | None = None
    unsubscribe: str | None = None
    ca: str | None = None
    timeout: float = 30.0

    def __attrs_post_init__(self) -> None:
        if problems := tuple(_problems(self)):
            raise InvalidData(problems)

    @property
    def where(self) -> str:
        """Return the server as errors name it."""
        return f"smtp://{self.host}:{self.port}"


def read(rest: str, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings in what follows `smtp:`, with the password from the environment. Raises InvalidData."""
    parts = _split(rest)
    options = dict(_options(parts.query))
    problems = list(_misread(parts, options, environment))
    port = _port(parts) or 587
    try:
        settings = Settings(
            host=parts.hostname or "",
            sender=options.get("from", ""),
            port=port,
            user=unquote(parts.username) if parts.username else None,
            password=environment.get(options.get("password_env", PASSWORD)) if parts.username else None,
            tls=_tls(options) or _usual(port),
            reply_to=options.get("reply_to"),
            unsubscribe=options.get("unsubscribe"),
            ca=options.get("ca"),
            timeout=_seconds(options) or 30.0,
        )
    except InvalidData as invalid:
        raise InvalidData([*problems, *invalid.problems]) from None
    if problems:
        raise InvalidData(problems)
    return settings


def _misread(parts: SplitResult, options: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with an address before it makes settings."""
    for name in sorted(set(options) - set(OPTIONS)):
        yield Problem("channel", f"there is no option {name}; there are {', '.join(OPTIONS)}")
    if parts.password is not None:
        yield Problem("channel", f"holds a password; take it out, and put it into {PASSWORD}")
    variable = options.get("password_env", PASSWORD)
    if parts.username and not environment.get(variable):
        yield Problem(variable, "is not set: put the password of the mail server's user into it")
    if _port(parts) is None:
        yield Problem("channel", "has a port that is not a number from 1 to 65535")
    if "tls" in options and _tls(options) is None:
        yield Problem("tls", f"{options['tls']!r} is none of {', '.join(Tls)}")
    if "timeout" in options and _seconds(options) is None:
        yield Problem("timeout", f"{options['timeout']!r} is not a number of seconds, from 1 to 600")


def _split(rest: str) -> SplitResult:
    try:
        return urlsplit(f"smtp:{rest}" if rest.startswith("//") else f"smtp://{rest}")
    except ValueError:
        raise InvalidData([Problem("channel", f"is not an address; {EXAMPLE}")]) from None


def _options(query: str) -> Iterator[tuple[str, str]]:
    """Yield the options as written: unlike in a form, a plus stays a plus, since it is part of addresses."""
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        yield unquote(name), unquote(value)


def _port(parts: SplitResult) -> int | None:
    try:
        return 587 if parts.port is None else parts.port or None
    except ValueError:
        return None


def _usual(port: int) -> Tls:
    return Tls.IMPLICIT if port == 465 else Tls.STARTTLS


def _tls(options: Mapping[str, str]) -> Tls | None:
    return next((tls for tls in Tls if tls == options.get("tls")), None)


def _seconds(options: Mapping[str, str]) -> float | None:
    given = options.get("timeout", "")
    return float(given) if given.isascii() and given.isdigit() and 1 <= int(given) <= 600 else None


def _problems(settings: Settings) -> Iterator[Problem]:
    from digicase_smtp.addresses import address  # the e-mail package is loaded when somebody sends mail

    if not settings.host:
        yield Problem("channel", f"names no mail server; {EXAMPLE}")
    writers = {"from": settings.sender, "reply_to": settings.reply_to, "unsubscribe": settings.unsubscribe}
    for name, given in writers.items():
        if given is not None and address(given) is None:
            yield Problem(name, "must be an e-mail address such as team@example.org or Team <team@example.org>")
    if settings.user and settings.tls is Tls.NONE:
        yield Problem(
            "tls", "the password would be legible on its way; use starttls or implicit, or leave the user out"
        )
    if not 0 < settings.timeout <= 600:
        yield Problem("timeout", f"{settings.timeout:g} is not more than 0 and at most 600 seconds")
    if settings.ca is not None and not Path(settings.ca).is_file():
        yield Problem("ca", f"there is no file {settings.ca}")
