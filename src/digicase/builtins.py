"""Our own offers, made through the same hooks as anybody's plugin; what is heavy is imported when it is used."""

from __future__ import annotations

from collections.abc import Sequence

from digicase.domain.advice import StartAdviser
from digicase.domain.calendar import Calendar
from digicase.domain.checks import LANGUAGES
from digicase.domain.notices import Notice
from digicase.errors import InvalidData, Problem
from digicase.hookspecs import hookimpl
from digicase.ports import (
    AdviserOffer,
    Channel,
    ChannelOffer,
    ExporterOffer,
    FrameworkOffer,
    Migration,
    Storage,
    StorageOffer,
    Wording,
)


class Builtins:
    """What digicase itself offers."""

    @hookimpl
    def digicase_storage_backends(self) -> Sequence[StorageOffer]:
        """Offer memory, and the SQL engines."""
        sql = [
            StorageOffer(name=engine, open=_open_sql, migrate=_migrate_sql)
            for engine in ("sqlite", "postgresql", "mariadb")
        ]
        return [StorageOffer(name="memory", open=_open_memory), *sql]

    @hookimpl
    def digicase_calendar_exporters(self) -> Sequence[ExporterOffer]:
        """Offer iCalendar, the same in JSON, and tables."""
        return [
            ExporterOffer(name="ical", media_type="text/calendar; charset=utf-8", export=_export_ical),
            ExporterOffer(name="jcal", media_type="application/calendar+json", export=_export_jcal),
            ExporterOffer(name="csv", media_type="text/csv; charset=utf-8; header=present", export=_export_csv),
        ]

    @hookimpl
    def digicase_channels(self) -> Sequence[ChannelOffer]:
        """Offer the log and Maildir folders."""
        return [ChannelOffer(name="log", open=_open_log), ChannelOffer(name="maildir", open=_open_maildir)]

    @hookimpl
    def digicase_skill_frameworks(self) -> Sequence[FrameworkOffer]:
        """Offer `digicase start` and DigComp 2.2 and 3.0."""
        from digicase.frameworks import offers

        return offers()

    @hookimpl
    def digicase_advisers(self) -> Sequence[AdviserOffer]:
        """Offer the default adviser."""
        return [AdviserOffer(name="start", adviser=StartAdviser())]

    @hookimpl(trylast=True)
    def digicase_wording(self, notice: Notice) -> Wording | None:
        """Word every notice in Dutch, French or English; in other languages there are no words of ours."""
        from digicase.notices.wording import words

        language = notice.language or "nl"
        return words(notice, language) if language in LANGUAGES else None


def _open_memory(url: str, create: bool | None) -> Storage:  # noqa: ARG001 - a memory is always new
    from digicase.storage.memory import MemoryStorage

    if url.partition("://")[2]:
        raise InvalidData([Problem("url", 'a memory has no name; write "memory://"')])
    return MemoryStorage()


def _open_sql(url: str, create: bool | None) -> Storage:
    from digicase.storage.sql.opening import open

    return open(url, create)


def _migrate_sql(url: str, *, check: bool, sql: bool) -> Migration:
    from digicase.storage.sql.migrating import migrate

    return migrate(url, check=check, sql=sql)


def _export_ical(calendar: Calendar) -> bytes:
    from digicase.calendars.ical import export

    return export(calendar)


def _export_jcal(calendar: Calendar) -> bytes:
    from digicase.calendars.jcal import export

    return export(calendar)


def _export_csv(calendar: Calendar) -> bytes:
    from digicase.calendars.table import export

    return export(calendar)


def _open_log(rest: str) -> Channel:
    from digicase.notices.channels import open_log

    return open_log(rest)


def _open_maildir(rest: str) -> Channel:
    from digicase.notices.channels import open_maildir

    return open_maildir(rest)
