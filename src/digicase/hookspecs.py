"""The hooks that a plugin can implement; a plugin names those of a hook's arguments that it wants."""

# A specification has no body:
# pyright: reportReturnType=false
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pluggy

from digicase.domain.notices import Notice
from digicase.errors import Objection
from digicase.ports import (
    AdviserOffer,
    ChannelOffer,
    ClosingDaysOffer,
    EraserOffer,
    ExporterOffer,
    FrameworkOffer,
    ObserverOffer,
    Records,
    StorageOffer,
    Wording,
)

PROJECT = "digicase"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def digicase_storage_backends() -> Sequence[StorageOffer]:
    """Offer storage backends, one per URL scheme. All answers are collected."""


@hookspec
def digicase_calendar_exporters() -> Sequence[ExporterOffer]:
    """Offer calendar formats. All answers are collected."""


@hookspec
def digicase_channels() -> Sequence[ChannelOffer]:
    """Offer channels on which notices leave the house. All answers are collected."""


@hookspec
def digicase_skill_frameworks() -> Sequence[FrameworkOffer]:
    """Offer skill frameworks. All answers are collected."""


@hookspec
def digicase_advisers() -> Sequence[AdviserOffer]:
    """Offer advisers, which turn an assessment into advice with reasons. All answers are collected."""


@hookspec
def digicase_closing_days() -> Sequence[ClosingDaysOffer]:
    """Offer days on which nothing opens. All answers are collected."""


@hookspec
def digicase_observers() -> Sequence[ObserverOffer]:
    """Offer observers, who are told what happened after it was committed. All answers are collected."""


@hookspec
def digicase_erasers() -> Sequence[EraserOffer]:
    """Offer to tell and to erase what the plugin itself keeps of a person. All answers are collected."""


@hookspec
def digicase_objections(request: Any, records: Records) -> Sequence[Objection]:
    """Say why the requested loan, extension, booking or other change must not happen; nothing where it may.

    `request` is the frozen request of the verb, such as `LendPackage` or `BookAppointment` (`digicase.REQUESTS` lists
    them all); `records` looks things up in the verb's own transaction, and may be left out. A plugin that raises
    refuses: the change does not happen and the plugin is named. All answers are collected.
    """


@hookspec(firstresult=True)
def digicase_wording(notice: Notice) -> Wording | None:
    """Give the words of a notice in `notice.language`, or None to leave it to the next. Stops at the first answer."""
