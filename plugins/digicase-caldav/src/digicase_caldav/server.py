"""A collection on a CalDAV server: what is in it, and changing it only where it is as we know it (RFC 4791, 9110)."""

from __future__ import annotations

import os
import posixpath
import ssl
from collections.abc import Iterator, Mapping
from types import TracebackType
from typing import Self
from urllib.parse import quote, unquote, urlsplit
from xml.etree import ElementTree

import attrs
import httpx

import digicase
from digicase import InvalidData, Problem

PASSWORD = "DIGICASE_CALDAV_PASSWORD"
LONGEST = 50_000_000
"""Octets of an answer."""
LOCAL = ("localhost", "127.0.0.1", "::1")
TAGS = b'<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop><d:getetag/><d:resourcetype/></d:prop></d:propfind>'
DAV = "{DAV:}"
CALENDAR = "{urn:ietf:params:xml:ns:caldav}calendar"


class CalDavError(digicase.DigicaseError):
    """A collection cannot be reached, or is not what it should be; the text says what to do, and holds no password."""


@attrs.frozen(kw_only=True)
class Settings:
    """A collection and who writes to it. `timeout` is in seconds, for each step; `ca` is a PEM file to trust.

    The password is in DIGICASE_CALDAV_PASSWORD unless it is given. It goes over TLS only, but to this machine.
    """

    url: str
    user: str | None = None
    password: str | None = attrs.field(default=None, repr=False)
    ca: str | None = None
    timeout: float = 30.0

    def __attrs_post_init__(self) -> None:
        if problems := tuple(_problems(self)):
            raise InvalidData(problems)

    @property
    def where(self) -> str:
        """Return the collection as errors name it: without what a URL may hold of secrets."""
        parts = urlsplit(self.url)
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{parts.hostname}{port}{parts.path}"

    def secret(self) -> str | None:
        """Return the password: the one given, or the environment's."""
        return self.password if self.password is not None else os.environ.get(PASSWORD)


def _problems(settings: Settings) -> Iterator[Problem]:
    parts = urlsplit(settings.url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        yield Problem("url", "must be the address of a collection, such as https://cloud.example.org/.../zitdagen/")
        return
    if parts.username or parts.password or parts.query or parts.fragment:
        yield Problem("url", f"must hold no user, password, ? or #: give user=, and the password in {PASSWORD}")
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        yield Problem("url", "must begin with https: a password would be sent for everybody to read")
    if settings.user is not None and settings.secret() is None:
        yield Problem("password", f"is missing: set {PASSWORD}, or give password=")
    if settings.ca is not None and not os.path.isfile(settings.ca):
        yield Problem("ca", f"there is no file {settings.ca}")
    if not 0 < settings.timeout <= 600:
        yield Problem("timeout", f"{settings.timeout} is not between 0 and 600 seconds")


class Collection:
    """An open connection to a collection; what has changed there meanwhile is never overwritten unseen."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.secret()
        self._settings = settings
        self._path = urlsplit(settings.url).path.rstrip("/") + "/"
        self._client = httpx.Client(
            base_url=settings.url.rstrip("/") + "/",
            auth=(settings.user, secret or "") if settings.user is not None else None,
            timeout=settings.timeout,
            verify=ssl.create_default_context(cafile=settings.ca),
            headers={"User-Agent": "digicase-caldav"},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._client.close()

    def tags(self) -> Mapping[str, str]:
        """Return the ETag of every object, by name. Raises CalDavError where it is no collection for calendars."""
        answer = self._ask("PROPFIND", "", headers={"Depth": "1", "Content-Type": "application/xml"}, content=TAGS)
        if answer.status_code != 207:
            raise self._unfit(answer)
        try:
            responses = ElementTree.fromstring(answer.content).findall(f"{DAV}response")
        except ElementTree.ParseError:
            raise CalDavError(f"{self._settings.where}: it answers what is not WebDAV; look at the address") from None
        found, is_calendar = {}, False
        for response in responses:
            path = urlsplit(response.findtext(f"{DAV}href", "")).path
            kinds = {kind.tag for each in response.iter(f"{DAV}resourcetype") for kind in each}
            if CALENDAR in kinds and unquote(path).rstrip("/") == unquote(self._path).rstrip("/"):
                is_calendar = True
            tag = next((each.text for each in response.iter(f"{DAV}getetag") if each.text), None)
            if tag and not path.endswith("/"):
                found[unquote(posixpath.basename(path))] = tag
        if not is_calendar:
            raise CalDavError(f"{self._settings.where}: it is no calendar; give the address of one, made on the server")
        return found

    def get(self, name: str) -> tuple[bytes, str] | None:
        """Return an object with its ETag; None where there is none."""
        answer = self._ask("GET", quote(name))
        if answer.status_code in (404, 410):
            return None
        if answer.status_code != 200:
            raise self._unfit(answer)
        return answer.content, answer.headers.get("ETag", "")

    def put(self, name: str, data: bytes, *, known: str | None) -> tuple[int, str | None]:
        """Put an object where it is as `known` by its ETag (None: not there); return the status, and its new ETag."""
        as_known = {"If-None-Match": "*"} if known is None else {"If-Match": known}
        headers = {"Content-Type": "text/calendar; charset=utf-8", **as_known}
        answer = self._ask("PUT", quote(name), headers=headers, content=data)
        return answer.status_code, answer.headers.get("ETag")

    def delete(self, name: str, *, known: str) -> int:
        """Take away an object that is as known by its ETag; return the status."""
        return self._ask("DELETE", quote(name), headers={"If-Match": known}).status_code

    def _ask(
        self, method: str, path: str, *, headers: Mapping[str, str] | None = None, content: bytes | None = None
    ) -> httpx.Response:
        try:
            with self._client.stream(method, path, headers=headers, content=content) as answer:
                taken = bytearray()
                for part in answer.iter_bytes():
                    taken += part
                    if len(taken) > LONGEST:
                        raise CalDavError(f"{self._settings.where}: its answer is longer than {LONGEST} octets")
        except httpx.HTTPError as error:
            text = f"{self._settings.where}: it cannot be reached ({type(error).__name__})"
            raise CalDavError(f"{text}. See whether it runs, and whether address and certificate are right.") from error
        if answer.status_code in (401, 403) and method == "PROPFIND":
            raise self._unfit(answer)
        kept = {name: value for name, value in answer.headers.items() if name.lower() == "etag"}
        return httpx.Response(answer.status_code, headers=kept, content=bytes(taken))

    def _unfit(self, answer: httpx.Response) -> CalDavError:
        told = {
            401: "it does not accept the user or the password",
            403: "it does not let this user in",
            404: "there is nothing; make the calendar on the server, or look at the address",
            405: "it is no CalDAV server; look at the address",
        }
        said = told.get(answer.status_code, f"it answers {answer.status_code} where a calendar would say what it holds")
        return CalDavError(f"{self._settings.where}: {said}.")
