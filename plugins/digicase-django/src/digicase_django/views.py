"""The view that serves subscribed calendars, and the page that tells how to subscribe."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

import digicase_django


@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer `TOKEN.ics`, or the subscribe page at `TOKEN`; whoever has the token needs no log-in."""
    answer = digicase_django.app().calendars.respond(
        token,
        request.headers,
        method=request.method or "GET",
        base_url=request.build_absolute_uri(".").rstrip("/"),
    )
    response = HttpResponse(answer.body, status=answer.status)
    del response.headers["Content-Type"]
    for name, value in answer.headers:
        response.headers[name] = value
    return response
