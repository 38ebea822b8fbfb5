"""Opening: a store by its URL or a settings file, with what an organisation has set; its schema, and moving house."""

from __future__ import annotations

import datetime as dt
import inspect
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from digicase.app import Channels, Digicase
from digicase.builtins import Builtins
from digicase.casework.policy_file import read_policies
from digicase.casework.rule_files import read_follow_ups, read_retention, read_roles
from digicase.casework.unit import House
from digicase.clock import Identities, clock
from digicase.domain import checks
from digicase.domain.notices import NoticeKind
from digicase.domain.policies import LoanPolicy, PolicyBook
from digicase.domain.retention import RetentionPolicy
from digicase.domain.roles import AccessRules, Roles
from digicase.domain.tasks import FollowUpRule, checked
from digicase.errors import InvalidData, Problem, UnknownOffer
from digicase.nouns import unknown_rights
from digicase.options import unfit
from digicase.plugins import Plugins
from digicase.ports import Directory, Migration, Storage, StorageOffer
from digicase.settings import is_settings, read_settings

if TYPE_CHECKING:
    from digicase.exchange.copying import CopyReport

OTHERWISE = {
    "postgres": "is written postgresql://",
    "mysql": "is not kept: it cannot hold our tables' exact order of texts; use mariadb:// or postgresql://",
}
"""Schemes that people try, and what to do instead."""


MIXED_UP = re.compile(r"://(?!/)([^?]*@[^?]*@|[^/?#@]*:(?![0-9]+/)[^@/?#]*[/#][^?]*@)")
"""A URL in which a user or a password has signs that part it, so that a secret would be taken for something else."""


def open(
    storage: str | os.PathLike[str] | Storage,
    *,
    plugins: Iterable[object] = (),
    block: Collection[str] = (),
    zone: str = "Europe/Brussels",
    language: str = "nl",
    policy: LoanPolicy | PolicyBook | str | os.PathLike[str] | None = None,
    follow_ups: Iterable[FollowUpRule] | str | os.PathLike[str] = (),
    retention: RetentionPolicy | str | os.PathLike[str] | None = None,
    roles: AccessRules | str | os.PathLike[str] | None = None,
    framework: str = "start",
    adviser: str = "start",
    directory: Directory | None = None,
    organizer: str | None = None,
    channel: Channels = "log",
    wording: str | os.PathLike[str] | None = None,
    actor: str = "system",
    domain: str = "digicase",
    now: Callable[[], dt.datetime] | None = None,
    today: Callable[[], dt.date] | None = None,
    create: bool | None = None,
) -> Digicase:
    """Open a store and return the app that a host keeps.

    `storage` is a URL (`sqlite:///gent.db`; `memory://` keeps nothing) or a Storage of the host's own. An empty
    SQLite file gets its tables; `create=True` adds them to a database that has others already. Or it is the path of a
    settings file (`gent.toml`, docs/settings.md), which holds the others too; what is given besides goes before it, and
    `plugins` and `block` are added to it.

    `plugins` come before the installed ones, `block` leaves plugins out by name. `zone` is the organisation's time
    zone (IANA), `language` that of calendars and of people whose own is not known. `framework`, `adviser` and
    `channel` (`log`, `maildir:FOLDER`) name what a plugin offers; a channel of the host's own is given as what makes
    one, anew for each delivery, and several as a mapping from the ways in which people want to be told (`email`, `sms`,
    `letter`). `policy` is how packages are lent: one policy, a
    book of them, or the path of a TOML file (docs/policies.md); `follow_ups` (docs/cases.md), `retention`
    (docs/privacy.md) and `roles` (docs/roles.md) are rules too, or the paths of such files. `wording` is a folder of
    your own words for notices (docs/channels.md). `directory` says how to
    reach people; without one our contacts do. `domain` ends the uids in calendars. `organizer` is the e-mail address
    to which answers to invitations come back (docs/invitations.md); without it nobody is invited. `now` (aware) and
    `today` replace the clock.

    Raises UnknownOffer, DuplicateName, PluginBroken, StorageError, and InvalidData with every other problem.
    """
    given = {**locals()}
    if problems := [*unfit(given)]:
        raise InvalidData(problems)
    if is_settings(storage):
        return open(**_with_settings(str(os.fspath(storage)), given))  # type: ignore[arg-type]  # as it is a path
    found = Plugins(Builtins(), (*plugins, *_words(wording)), block)
    _check_channels(channel, found)
    _check_language(found, language)
    tz = ZoneInfo(zone)
    moment, day = clock(tz, now, today)
    house = House(
        plugins=found,
        zone=tz,
        zone_name=zone,
        language=language,
        domain=domain,
        policies=_policies(policy),
        follow_ups=_follow_ups(follow_ups),
        retention=_retention(retention),
        roles=_roles(roles),
        framework=found.skill_frameworks[framework].load(),
        adviser=found.advisers[adviser].adviser,
        now=moment,
        today=day,
        new_id=Identities(),
        directory=directory,
        organizer=organizer,
    )
    if isinstance(storage, str | os.PathLike):
        store = _storage(storage, found, create)
    elif _is_storage(storage):
        store = storage
    else:
        kind = type(storage).__name__
        reason = f'must be a URL such as "sqlite:///gent.db", a settings file, or a Storage, and is of type {kind}'
        raise InvalidData([Problem("storage", reason)])
    return Digicase(store, house, channel=channel, actor=actor)


def migrate(
    url: str | os.PathLike[str],
    *,
    check: bool = False,
    sql: bool = False,
    plugins: Iterable[object] = (),
    block: Collection[str] = (),
) -> Migration:
    """Bring a store to the schema that this digicase knows, and return what was done.

    With `check` nothing is done and `steps` tells what is to do; with `sql` neither, and `sql` holds the statements. A
    store that is up to date has no steps. Make a backup first; it is one transaction where the engine can. Our tables
    come also beside those of others; those that a host's own migrations made are compared with ours, and marked.
    Raises UnknownOffer, InvalidData, and StorageError where the store is newer, cannot be reached, or lacks what cannot
    be made anew, which it names.
    """
    store, found = _url(url), Plugins(Builtins(), plugins, block)
    return found.migrate(_backend(store, found).name, store, check=check, sql=sql)


def copy(
    source: str | os.PathLike[str] | Storage,
    target: str | os.PathLike[str] | Storage,
    *,
    progress: Callable[[str, int, int], None] | None = None,
    plugins: Iterable[object] = (),
    block: Collection[str] = (),
) -> CopyReport:
    """Copy everything from one store into another, of whatever engine, and verify it record by record.

    `progress` is told the kind, how many of its records are done, and how many there are. Begun again, it goes on where
    it was interrupted. Versions start anew at 1; nothing in the target is overwritten (`StorageError`, `Duplicate`).
    Rows that cannot be read stay behind: `UnreadableRow` names them when all others are there.
    """
    from digicase.exchange.copying import copy as copy_all

    found = Plugins(Builtins(), plugins, block)
    with _opened(source, found, create=False) as origin, _opened(target, found, create=None) as destination:
        return copy_all(origin, destination, progress=progress)


@contextmanager
def _opened(store: str | os.PathLike[str] | Storage, plugins: Plugins, *, create: bool | None) -> Iterator[Storage]:
    """Open a store by its URL and close it afterwards; one that somebody else has opened stays open."""
    if not isinstance(store, str | os.PathLike):
        yield store
        return
    with closing(_storage(_url(store), plugins, create)) as opened:
        yield opened


def _with_settings(path: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of `open`: those of a settings file, and before them those that were given otherwise."""
    settings = dict(read_settings(path, plugins=given["plugins"], block=given["block"]))
    for name, parameter in inspect.signature(open).parameters.items():
        if name not in ("storage", "plugins", "block") and given[name] is not parameter.default:
            settings[name] = given[name]
    return settings


def _url(store: str | os.PathLike[str]) -> str:
    """Return the URL of a store, also where a settings file names it."""
    return str(read_settings(store)["storage"]) if is_settings(store) else os.fspath(store)


def _words(folder: str | os.PathLike[str] | None) -> tuple[object, ...]:
    """Return the plugin that a folder of words is."""
    if folder is None:
        return ()
    from digicase.notices.own_words import read_words  # dates in words are loaded by whoever words

    return (read_words(Path(folder)),)


def _policies(given: LoanPolicy | PolicyBook | str | os.PathLike[str] | None) -> PolicyBook:
    if isinstance(given, PolicyBook):
        return given
    if isinstance(given, str | os.PathLike):
        return read_policies(Path(given))
    return PolicyBook() if given is None else PolicyBook(policies=(given,))


def _follow_ups(given: Iterable[FollowUpRule] | str | os.PathLike[str]) -> tuple[FollowUpRule, ...]:
    return read_follow_ups(Path(given)) if isinstance(given, str | os.PathLike) else checked(tuple(given))


def _retention(given: RetentionPolicy | str | os.PathLike[str] | None) -> RetentionPolicy:
    if isinstance(given, str | os.PathLike):
        return read_retention(Path(given))
    return RetentionPolicy() if given is None else given


def _roles(given: AccessRules | str | os.PathLike[str] | None) -> AccessRules:
    if not isinstance(given, str | os.PathLike):
        return Roles() if given is None else given
    found = read_roles(Path(given))
    if problems := unknown_rights(found):
        raise InvalidData(problems)
    return found


def _check_language(plugins: Plugins, language: str) -> None:
    """Hold that a house can say something in its language."""
    if language not in checks.LANGUAGES and not _has_words(plugins, language):
        known = ", ".join(checks.LANGUAGES)
        reason = f"there are no words in {language!r}; choose one of {known}, or bring your own (docs/channels.md)"
        raise InvalidData([Problem("language", reason)])


def _has_words(plugins: Plugins, language: str) -> bool:
    """Tell whether there is anything that can be said in a language which is none of ours."""
    from digicase.notices.wording import addressed, sample  # dates in words are loaded by whoever words

    told = (sample(kind, audience, language) for kind in NoticeKind for audience in addressed(kind))
    return any(plugins.wording(notice) is not None for notice in told)


def _storage(url: str | os.PathLike[str], plugins: Plugins, create: bool | None) -> Storage:
    text = os.fspath(url)
    return plugins.storage(_backend(text, plugins).name, text, create)


def _is_storage(given: object) -> bool:
    """Tell whether something begins transactions as a Storage does; engines and sessions of others do it otherwise."""
    begin = getattr(given, "begin", None)
    if not callable(begin):
        return False
    try:
        taken = inspect.signature(begin).parameters.values()
    except (TypeError, ValueError):  # it is not written in Python
        return False
    return any(each.name == "read_only" or each.kind is inspect.Parameter.VAR_KEYWORD for each in taken)


def _backend(text: str, plugins: Plugins) -> StorageOffer:
    scheme, separator, _ = text.partition("://")
    if MIXED_UP.search(text):
        reason = "the URL cannot be read: write @, / and # in a user or password as %40, %2F and %23"
        raise InvalidData([Problem("storage", reason)])
    if not separator:
        raise InvalidData([Problem("storage", f"is not a URL; {_url_meant(text)}")])
    backends = plugins.storage_backends
    if scheme in OTHERWISE and scheme not in backends.names():
        raise InvalidData([Problem("storage", f"{scheme}:// {OTHERWISE[scheme]}")])
    if scheme.partition("+")[0] not in backends.names():
        raise UnknownOffer("storage backend", scheme, backends.names())
    return backends[scheme.partition("+")[0]]


def _url_meant(text: str) -> str:
    scheme, colon, rest = text.partition(":")
    if scheme in ("memory", "sqlite"):
        return 'write "memory://"' if scheme == "memory" else f"write sqlite:///{rest.lstrip('/') or 'gent.db'}"
    if colon or not re.fullmatch(r"[\w./\\ -]+", text):  # what is no path may hold a secret
        return "write engine://user:password@host/database"
    return f"for a file write sqlite:///{text}"


def _check_channels(given: Channels, plugins: Plugins) -> None:
    """Hold that there is every channel that is named, before there is a notice to send."""
    for channel in given.values() if isinstance(given, Mapping) else (given,):
        if isinstance(channel, str):
            plugins.channels[channel.partition(":")[0]]
