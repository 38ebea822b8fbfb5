"""Calendars on the web: a WSGI and an ASGI app around `gent.calendars.respond`, to be mounted in any host."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from http import HTTPStatus
from typing import Any, Protocol


class Response(Protocol):
    """What is answered."""

    @property
    def status(self) -> int:
        """The status code."""
        ...

    @property
    def headers(self) -> tuple[tuple[str, str], ...]:
        """Headers in order."""
        ...

    @property
    def body(self) -> bytes:
        """The body."""
        ...


class Respond(Protocol):
    """What answers: `gent.calendars.respond`."""

    def __call__(self, path: str, headers: Mapping[str, str], *, method: str, base_url: str) -> Response:
        """Return the answer to a request."""
        ...


Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Asgi = Callable[
    [Mapping[str, Any], Callable[[], Awaitable[Any]], Callable[[Any], Awaitable[None]]], Coroutine[Any, Any, None]
]


def wsgi_app(respond: Respond) -> Wsgi:
    """Return a WSGI app that answers under whatever path it is mounted at."""

    def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        headers = {k[5:].replace("_", "-").lower(): v for k, v in environ.items() if k.startswith("HTTP_")}
        host = headers.get("host") or f"{environ.get('SERVER_NAME')}:{environ.get('SERVER_PORT')}"
        base = f"{environ.get('wsgi.url_scheme', 'https')}://{host}{environ.get('SCRIPT_NAME', '')}"
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO", "")
        answer = respond(path, headers, method=method, base_url=base)
        start_response(f"{answer.status} {HTTPStatus(answer.status).phrase}", list(answer.headers))
        return [answer.body]

    return app


def asgi_app(respond: Respond) -> Asgi:
    """Return an ASGI app; the store, which waits, is asked in a thread of its own."""

    async def app(
        scope: Mapping[str, Any], receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]
    ) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send)
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        base = f"{scope.get('scheme', 'https')}://{headers.get('host', '')}{scope.get('root_path', '')}"
        path, method = scope["path"], scope["method"]
        answer = await asyncio.to_thread(respond, path, headers, method=method, base_url=base)
        raw = [(name.lower().encode(), value.encode()) for name, value in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": raw})
        await send({"type": "http.response.body", "body": answer.body})

    return app


async def _live(receive: Callable[[], Awaitable[Any]], send: Callable[[Any], Awaitable[None]]) -> None:
    """Say that there is nothing to start and nothing to stop."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
