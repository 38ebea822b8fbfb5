"""What digicase objects to becomes an answer, instead of a page that says that the server failed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

from digicase import DigicaseError, problem_details


class ProblemDetails:
    """Answers our errors in JSON (RFC 9457) with the status of each; the view's transaction is undone by then.

    What the operator must mend (500) is left to Django, which logs it and tells the admins.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._get_response(request)

    def process_exception(self, _: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer an error of ours; leave others alone."""
        if not isinstance(error, DigicaseError) or error.http_status == 500:
            return None
        status = error.http_status
        return JsonResponse(problem_details(error), status=status, content_type="application/problem+json")
