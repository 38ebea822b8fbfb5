"""An error as an answer of a web page or an API: problem details as RFC 9457 has them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from digicase.errors import DigicaseError, InvalidData, Refused
from digicase.plain import json_converter

MEDIA_TYPE = "application/problem+json"


def problem_details(error: DigicaseError) -> dict[str, Any]:
    """Return what to answer to an error, as `json.dumps` takes it; `status` is the answer's HTTP status too.

    `error` names the class. `Refused` lists its `objections` (code, text, data), `InvalidData` its `problems` (path,
    reason). What is the operator's to mend is not told to whoever asks: log it. The media type is
    `application/problem+json`.
    """
    status = HTTPStatus(error.http_status)
    told: dict[str, Any] = {"title": status.phrase, "status": status.value, "error": type(error).__name__}
    if status < 500:
        told["detail"] = str(error)
    if isinstance(error, Refused):
        told["objections"] = [
            {"code": each.code, "text": each.text, "data": json_converter().unstructure(dict(each.data))}
            for each in error.objections
        ]
    if isinstance(error, InvalidData):
        told["problems"] = [{"path": each.path, "reason": each.reason} for each in error.problems]
    return told
