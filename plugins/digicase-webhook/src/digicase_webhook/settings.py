"""Where notices are sent to, under which secret, and how that is read from a channel's address."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, urlsplit

import attrs

from digicase import InvalidData, Problem
from digicase_webhook.signing import keys

Network = IPv4Network | IPv6Network

SECRET = "DIGICASE_WEBHOOK_SECRET"
OPTIONS = ("addresses", "allow", "ca", "secret_env", "source", "timeout")


@attrs.frozen(kw_only=True)
class Settings:
    """A web address, and what it is told.

    `secrets` sign every event, each with a signature of its own. `source` names you in it. With `addresses` events
    hold name, e-mail, telephone and address of the recipient; without, the reference only. `allow` are networks (CIDR)
    that may be reached though they are not public; only there plain http will do. `ca` is a PEM file of certificate
    authorities to trust instead of the system's. `timeout` is in seconds, for the whole call. Raises InvalidData.
    """

    url: str = attrs.field(repr=False)
    secrets: Sequence[str] = attrs.field(repr=False)
    source: str = "digicase"
    addresses: bool = False
    allow: Sequence[str] = ()
    ca: str | None = None
    timeout: float = 10.0

    def __attrs_post_init__(self) -> None:
        if problems := tuple(_problems(self)):
            raise InvalidData(problems)

    @property
    def host(self) -> str:
        """Return the host's name, in ASCII."""
        return (urlsplit(self.url).hostname or "").encode("idna").decode("ascii")

    @property
    def port(self) -> int:
        """Return the port, the scheme's own where none is given."""
        return urlsplit(self.url).port or (443 if self.encrypted else 80)

    @property
    def target(self) -> str:
        """Return what is asked of the host: path and query."""
        parts = urlsplit(self.url)
        return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

    @property
    def encrypted(self) -> bool:
        """Tell whether it is https."""
        return urlsplit(self.url).scheme == "https"

    @property
    def where(self) -> str:
        """Return the address as errors name it: without path and query, which may hold a token."""
        return f"{urlsplit(self.url).scheme}://{self.host}:{self.port}"

    @property
    def networks(self) -> tuple[Network, ...]:
        """Return the networks that may be reached though they are not public."""
        return tuple(ip_network(network) for network in self.allow)


def read(rest: str, environment: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings in what follows `webhook:`, with the secret from the environment. Raises InvalidData."""
    url, _, fragment = rest.partition("#")
    options = dict(parse_qsl(fragment, keep_blank_values=True))
    problems = list(_misread(options, environment))
    try:
        settings = Settings(
            url=url,
            secrets=environment.get(options.get("secret_env", SECRET), "").split(),
            source=options.get("source", "digicase"),
            addresses=options.get("addresses") == "yes",
            allow=[network for network in options.get("allow", "").split(",") if network],
            ca=options.get("ca"),
            timeout=_seconds(options) or 10.0,
        )
    except InvalidData as invalid:
        raise InvalidData([*problems, *invalid.problems]) from None
    if problems:
        raise InvalidData(problems)
    return settings


def _misread(options: Mapping[str, str], environment: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with an address before it makes settings."""
    for name in sorted(set(options) - set(OPTIONS)):
        yield Problem("channel", f"there is no option {name}; there are {', '.join(OPTIONS)}")
    if options.get("addresses", "no") not in ("yes", "no"):
        yield Problem("addresses", f"{options['addresses']!r} is neither yes nor no")
    if "timeout" in options and _seconds(options) is None:
        yield Problem("timeout", f"{options['timeout']!r} is not a number of seconds, from 1 to 60")
    variable = options.get("secret_env", SECRET)
    if not environment.get(variable, "").strip():
        yield Problem(variable, "is not set: put the secret that the receiver has too into it")


def _seconds(options: Mapping[str, str]) -> float | None:
    given = options.get("timeout", "")
    return float(given) if given.isascii() and given.isdigit() and 1 <= int(given) <= 60 else None


def _problems(settings: Settings) -> Iterator[Problem]:
    parts = _parts(settings.url)
    if parts is None:
        reason = 'must be an address in ASCII without spaces: channel="webhook:https://example.org/notices"'
        yield Problem("channel", reason)
    elif parts.username is not None or parts.password is not None:
        yield Problem("channel", "holds a user or a password; the signature is what the receiver checks")
    elif parts.scheme == "http" and not settings.allow:
        yield Problem("channel", "must be https; http will do only in networks of your own, such as #allow=10.0.0.0/8")
    if not settings.source or not settings.source.isprintable() or " " in settings.source:
        yield Problem("source", "must be a word or an address that names you, such as urn:gent:digicase")
    for network in settings.allow:
        if not _is_network(network):
            yield Problem("allow", f"{network!r} is not a network such as 10.0.0.0/8 or 127.0.0.1/32")
    if settings.ca is not None and not Path(settings.ca).is_file():
        yield Problem("ca", f"there is no file {settings.ca}")
    if not 0 < settings.timeout <= 60:
        yield Problem("timeout", f"{settings.timeout:g} is not more than 0 and at most 60 seconds")
    if settings.secrets:
        yield from _bad_secrets(settings.secrets)


def _bad_secrets(secrets: Sequence[str]) -> Sequence[Problem]:
    try:
        keys(secrets)
    except InvalidData as invalid:
        return invalid.problems
    return ()


def _parts(url: str) -> SplitResult | None:
    """Return an address taken apart, or None where it cannot be called."""
    try:
        parts = urlsplit(url)
        known = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        (parts.hostname or "").encode("idna")
    except ValueError:
        return None
    plain = (parts.path + parts.query).isascii() and url.isprintable() and " " not in url
    return parts if known and plain else None


def _is_network(text: str) -> bool:
    try:
        ip_network(text)
    except ValueError:
        return False
    return True
