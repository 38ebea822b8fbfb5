"""Calendars of digicase, kept in a collection of a CalDAV server such as Nextcloud or Radicale."""

from __future__ import annotations

from digicase_caldav.pushing import Failure, Pushed, push
from digicase_caldav.server import CalDavError, Settings

__all__ = ["CalDavError", "Failure", "Pushed", "Settings", "push"]
