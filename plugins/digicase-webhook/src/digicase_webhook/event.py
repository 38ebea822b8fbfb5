"""A message as a CloudEvent 1.0 in structured JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from digicase import Message
from digicase_webhook.settings import Settings

MEDIA_TYPE = "application/cloudevents+json; charset=utf-8"


def event(message: Message, settings: Settings) -> bytes:
    """Return the event as bytes. Its `id` is the message's key; `subject` is the id of the record it is about."""
    notice = message.notice
    return json.dumps(
        {
            "specversion": "1.0",
            "id": message.key,
            "source": settings.source,
            "type": f"digicase.notice.{notice.kind}",
            "subject": str(notice.subject),
            "time": message.sent_at.isoformat(),
            "datacontenttype": "application/json",
            "data": {**_words(message), **(_reached(message) if settings.addresses else {})},
        },
        ensure_ascii=False,
    ).encode("utf-8", "replace")


def _words(message: Message) -> Mapping[str, Any]:
    return {
        "recipient": message.notice.recipient,
        "audience": message.notice.audience.value,
        "contact_by": message.to.contact_by,
        "language": message.language,
        "subject": message.subject,
        "body": message.body,
    }


def _reached(message: Message) -> Mapping[str, str | None]:
    to = message.to
    return {"name": to.name, "email": to.email, "phone": to.phone, "address": to.address}
