"""The storage on Redis: sessions keep what they change to themselves, and one script commits it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

import redis
from redis import exceptions

from digicase import ConnectionLost, Duplicate, OutcomeUnknown, StaleWrite, StorageError, Unreachable, kind_of
from digicase_redis import layout
from digicase_redis.session import RedisSession

LOST = (exceptions.ConnectionError, exceptions.TimeoutError)
WRITTEN = "Write it as redis://user:password@host:port/0?prefix=gent"
TOLD = {
    "OutOfMemoryError": ("Redis has no memory left", "Give it more, or make room; what was stored is safe"),
    "ReadOnlyError": ("this Redis is a replica, which may only be read", "Name the primary server in the URL"),
    "DB index": ("there is no database of that number", WRITTEN),
}
"""What Redis reports, and what to do about it."""


class RedisStorage:
    """Records in hashes under a prefix. Sessions work side by side; at commit the first one wins."""

    def __init__(self, client: redis.Redis, prefix: str, where: str) -> None:
        self._client, self._prefix, self._where = client, prefix, where
        self._script = client.register_script(
            resources.files("digicase_redis").joinpath("commit.lua").read_text("utf-8")
        )
        self._closed = False

    @contextmanager
    def begin(self, *, read_only: bool = False) -> Iterator[RedisSession]:
        """Open a session whose changes are committed together when the block ends without an error."""
        if self._closed:
            raise StorageError(self._where, "it was closed", "Open it anew with digicase.open(...)")
        session = RedisSession(self._client, self._prefix, read_only=read_only)
        try:
            yield session
            if session.changes:
                self._commit(session)
        finally:
            session.close()

    def close(self) -> None:
        """Let go of the connections."""
        self._closed = True
        self._client.close()

    def _commit(self, session: RedisSession) -> None:
        changes = session.written()
        try:
            done = self._script(keys=[self._prefix], args=[json.dumps(changes)])
        except ConnectionLost as error:
            raise OutcomeUnknown(self._where) from error.__cause__
        if done == b"ok":
            return
        record = session.touched[int(done[1]) - 1]
        kind = kind_of(type(record))
        if done[0] == b"stale":
            raise StaleWrite(kind.name, record.id)
        held = [key for key in kind.unique if key.of(record) is not None]
        key = held[int(done[2]) - 1]
        raise Duplicate(kind.name, key.fields, key.of(record) or ())


class Client(redis.Redis):
    """A client that tells what goes wrong in our words; what a caller's own client raises stays the caller's."""

    where = ""

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Send a command, and return the answer."""
        try:
            return super().execute_command(*args, **options)  # type: ignore[no-untyped-call]  # redis's own
        except exceptions.NoScriptError:  # redis sends the script itself then
            raise
        except exceptions.AuthenticationError as error:
            raise StorageError(self.where, "Redis refuses this user and password", "Mend them in the URL") from error
        except LOST as error:
            raise ConnectionLost(self.where) from error
        except exceptions.RedisError as error:
            sign = next((sign for sign in TOLD if sign in f"{type(error).__name__}: {error}"), None)
            told = TOLD[sign] if sign else (f"Redis reported {type(error).__name__}", "See the cause of this error")
            raise StorageError(self.where, *told) from error


def open(url: str, create: bool | None) -> RedisStorage:
    """Open a Redis database by its URL; `prefix` in it (default: digicase) keeps organisations apart."""
    parts = urlsplit(url)
    given = parse_qs(parts.query)
    prefix = given.pop("prefix", ["digicase"])[-1]
    where = _shown(url)
    if not re.fullmatch("/?[0-9]*", parts.path):
        raise StorageError(where, "its path is not the number of a database", WRITTEN)
    try:
        client: Any = Client.from_url(urlunsplit(parts._replace(query=urlencode(given, doseq=True))))
        client.where = where
        _check(client, prefix, where, create)
    except ConnectionLost as error:
        remedy = "Start it, or mend the host and port in the URL"
        raise Unreachable(where, "Redis cannot be reached", remedy) from error.__cause__
    except (TypeError, ValueError) as error:
        raise StorageError(where, "the URL sets something that is not known", WRITTEN) from error
    return RedisStorage(client, prefix, where)


def _check(client: redis.Redis, prefix: str, where: str, create: bool | None) -> None:
    mark = f"{prefix}:schema"
    if client.type(mark) not in (b"none", b"string"):
        raise StorageError(where, f"{mark} is something else's", "Give another prefix: ?prefix=...")
    found: Any = client.get(mark)
    if found is None and create is False:
        raise StorageError(
            where, "there is no digicase under this prefix", "Mend the prefix, or leave create=False out"
        )
    if found is None and client.exists(*(f"{prefix}:{kind}" for kind in ("package", "case", "loan"))):
        raise StorageError(where, f"{prefix} holds records without a mark", "Give another prefix, or restore a backup")
    if found is None:
        client.set(mark, layout.SCHEMA, nx=True)
    elif found.decode() != layout.SCHEMA:
        reason = f"its schema is {found.decode()}; this plugin knows {layout.SCHEMA}"
        raise StorageError(where, reason, "Upgrade it: pip install -U digicase-redis")


def _shown(url: str) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=host, query=""))
