"""One plugin manager per app: find the plugins, check them, and ask each hook through one typed method."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import importlib.metadata
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Generic, TypeVar

import attrs
import pluggy

from digicase import hookspecs
from digicase.domain.calendar import Calendar
from digicase.domain.notices import Notice
from digicase.domain.record import is_day
from digicase.errors import DigicaseError, DuplicateName, Objection, PluginBroken, StorageError, UnknownOffer
from digicase.loading import check_block, check_version, installed, line_of, load, loaded, name_of, origin_of
from digicase.ports import (
    AdviserOffer,
    Channel,
    ChannelOffer,
    ClosingDaysOffer,
    EraserOffer,
    ExporterOffer,
    FrameworkOffer,
    Migration,
    ObserverOffer,
    Records,
    Storage,
    StorageOffer,
    Wording,
)

OFFERS = {
    "digicase_storage_backends": StorageOffer,
    "digicase_calendar_exporters": ExporterOffer,
    "digicase_channels": ChannelOffer,
    "digicase_skill_frameworks": FrameworkOffer,
    "digicase_advisers": AdviserOffer,
    "digicase_closing_days": ClosingDaysOffer,
    "digicase_observers": ObserverOffer,
    "digicase_erasers": EraserOffer,
}
HOOKS = (*OFFERS, "digicase_objections", "digicase_wording")
NOUNS = {
    "digicase_storage_backends": "storage backend",
    "digicase_calendar_exporters": "calendar exporter",
    "digicase_channels": "channel",
    "digicase_skill_frameworks": "skill framework",
    "digicase_advisers": "adviser",
    "digicase_closing_days": "closing-days offer",
    "digicase_observers": "observer",
    "digicase_erasers": "eraser",
}

ASKED_FOR = {"digicase_channels": r"[^\s:]+", "digicase_storage_backends": r"[^\s:/+]+"}
"""What a name may be that stands before a colon: `smtp:...`, `redis://...`; a driver may stand behind a plus."""

T = TypeVar("T")


class Offers(Generic[T]):
    """The offers of one kind, by name."""

    def __init__(self, kind: str, offers: Mapping[str, T]) -> None:
        self._kind, self._offers = kind, offers

    def __getitem__(self, name: str) -> T:
        """Return the offer of that name, or raise `UnknownOffer`, which lists what there is."""
        try:
            return self._offers[name]
        except KeyError:
            raise UnknownOffer(self._kind, name, self.names()) from None

    def names(self) -> tuple[str, ...]:
        """Return the names on offer, in order."""
        return tuple(sorted(self._offers))

    def all(self) -> tuple[T, ...]:
        """Return all offers, in order of their names."""
        return tuple(self._offers[name] for name in self.names())


class Lookup:
    """What is stored, for plugins to look things up in: three verbs of a session, which change nothing."""

    def __init__(self, records: Records) -> None:
        self.get, self.find, self.count = records.get, records.find, records.count


@attrs.frozen
class PluginInfo:
    """What is known of a plugin: the hooks it implements, and per hook the names it offers."""

    name: str
    version: str
    hooks: tuple[str, ...]
    offers: Mapping[str, tuple[str, ...]]


class Plugins:
    """The plugins of one app, all found and checked when it is made.

    `given` come first, in the order given, then the installed ones (entry-point group `digicase`) by name, then the
    built-ins. A given one may be told by name, `"module"` or `"module:Class"`; of a class an instance is made. A
    blocked name is left out whichever way it comes; `warns` of one that is nearly a plugin's. Raises `DuplicateName`
    and `PluginBroken`.
    """

    def __init__(
        self, builtins: object, given: Iterable[object] = (), block: Collection[str] = (), *, warns: bool = True
    ) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._versions: dict[str, str] = {}
        given = tuple(given)
        wanted = [plugin for plugin in given if not (isinstance(plugin, str) and plugin in block)]
        found = [(name_of(plugin), plugin, "") for plugin in map(loaded, wanted)]
        found += [(point.name, point, point.dist.version if point.dist else "") for point in installed(block)]
        found.append(("digicase", builtins, importlib.metadata.version("digicase")))
        names = Counter(name for name, _, _ in found)
        if repeated := [name for name, count in names.items() if count > 1 and name not in block]:
            raise DuplicateName(
                "plugin", repeated[0], [origin_of(plugin) for name, plugin, _ in found if name == repeated[0]]
            )
        self._names = tuple(name for name, _, _ in found if name not in block)
        if warns:
            check_block(block, given, {name for name, _, _ in found})
        for name, plugin, version in reversed(found):  # pluggy asks the last registered first
            if name not in block:
                self._register(name, plugin, version)
        self._check_hooks()
        self._callers = {hook: self._callers_of(hook) for hook in (*OFFERS, "digicase_objections")}
        self._offered = {hook: self._collect(hook) for hook in OFFERS}

    @functools.cached_property
    def storage_backends(self) -> Offers[StorageOffer]:
        """Storage backends, by URL scheme."""
        return self._offers("digicase_storage_backends")

    @functools.cached_property
    def calendar_exporters(self) -> Offers[ExporterOffer]:
        """Calendar formats."""
        return self._offers("digicase_calendar_exporters")

    @functools.cached_property
    def channels(self) -> Offers[ChannelOffer]:
        """Notification channels."""
        return self._offers("digicase_channels")

    @functools.cached_property
    def skill_frameworks(self) -> Offers[FrameworkOffer]:
        """Skill frameworks."""
        return self._offers("digicase_skill_frameworks")

    @functools.cached_property
    def advisers(self) -> Offers[AdviserOffer]:
        """Advisers."""
        return self._offers("digicase_advisers")

    @functools.cached_property
    def closing_days(self) -> Offers[ClosingDaysOffer]:
        """Offers of days on which nothing opens."""
        return self._offers("digicase_closing_days")

    @functools.cached_property
    def observers(self) -> Offers[ObserverOffer]:
        """Observers."""
        return self._offers("digicase_observers")

    @functools.cached_property
    def erasers(self) -> Offers[EraserOffer]:
        """What plugins keep of people."""
        return self._offers("digicase_erasers")

    def objections(self, request: object, records: Records) -> tuple[Objection, ...]:
        """Return every plugin's objections; one that raises, or answers nonsense, is `PluginBroken`: fail closed."""
        found: list[Objection] = []
        for name, call in self._callers["digicase_objections"]:
            for objection in _asked(
                name, "digicase_objections", functools.partial(call, request=request, records=Lookup(records))
            ):
                found.append(_sort_of(Objection, objection, name, "digicase_objections"))
        return tuple(found)

    def closed(self, first: dt.date, last: dt.date, names: Iterable[str] | None = None) -> dict[dt.date, str]:
        """Return the days from first to last on which nothing opens, with the reason: by all offers, or by those named.

        Where several offers close a day, the first one's reason is told.
        """
        offers = self.closing_days
        chosen = offers.all() if names is None else [offers[name] for name in names]
        found: dict[dt.date, str] = {}
        for offer in reversed(chosen):
            ask = functools.partial(offer.closed, first, last)
            days = self._done("digicase_closing_days", offer.name, Mapping, ask)
            if wrong := next((day for day in days if not is_day(day)), None):
                raise PluginBroken(
                    self._offered["digicase_closing_days"][offer.name][0],
                    f"gave {type(wrong).__name__} instead of date among the days of {offer.name!r}",
                )
            found |= days
        return found

    def exported(self, format: str, calendar: Calendar) -> tuple[bytes, str]:
        """Return a calendar in a format that is offered, and its media type."""
        offer = self.calendar_exporters[format]
        data = self._done("digicase_calendar_exporters", format, bytes, functools.partial(offer.export, calendar))
        return data, offer.media_type

    def channel(self, name: str, rest: str) -> Channel:
        """Return a channel that is offered, opened on what is said after its name."""
        offer = self.channels[name]
        made = self._done("digicase_channels", name, object, functools.partial(offer.open, rest))
        return self._that_can(made, "send", "digicase_channels", name, "Channel")

    def storage(self, name: str, url: str, create: bool | None) -> Storage:
        """Return a storage that is offered, opened by its URL."""
        offer = self.storage_backends[name]
        made = self._done("digicase_storage_backends", name, object, functools.partial(offer.open, url, create))
        return self._that_can(made, "begin", "digicase_storage_backends", name, "Storage")

    def migrate(self, name: str, url: str, *, check: bool, sql: bool) -> Migration:
        """Bring a store to the schema that the storage of this name knows, or say what that would take."""
        offered = self.storage_backends[name].migrate
        if offered is None:
            raise StorageError(f"{name}://", "this backend has no schema to migrate", "Just open it")
        migrated = functools.partial(offered, url, check=check, sql=sql)
        return self._done("digicase_storage_backends", name, Migration, migrated)

    def wording(self, notice: Notice) -> Wording | None:
        """Return the words of a notice, from the first plugin that has any in its language; None where none has."""
        words = self._manager.hook.digicase_wording(notice=notice)
        return None if words is None else _sort_of(Wording, words, "the first to answer", "digicase_wording")

    def listing(self) -> tuple[PluginInfo, ...]:
        """Return what is known of every plugin, in the order in which they are asked."""
        return tuple(self._info(name) for name in self._names)

    def _register(self, name: str, plugin: object, version: str) -> None:
        if isinstance(plugin, importlib.metadata.EntryPoint):
            check_version(plugin)
            plugin = load(name, plugin.load)
        try:
            hash(plugin)
        except TypeError as error:
            raise PluginBroken(
                name, "cannot be told from others (it has no hash): make its class without eq"
            ) from error
        try:
            self._manager.register(plugin, name)
        except Exception as error:  # whatever is amiss with a signature is the plugin's own fault, told by name
            raise PluginBroken(name, f"does not fit its hooks ({type(error).__name__}: {line_of(error)})") from error
        callers = self._manager.get_hookcallers(plugin) or []
        if unmarked := [hook for hook in HOOKS if callable(getattr(plugin, hook, None)) and not _in(hook, callers)]:
            raise PluginBroken(name, f"has {unmarked[0]}, which is not marked with @digicase.hookimpl")
        if not callers:
            raise PluginBroken(name, "implements no hook: mark its functions with @digicase.hookimpl")
        self._versions[name] = version

    def _check_hooks(self) -> None:
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError as error:
            name = self._manager.get_name(error.plugin) or "?"
            raise PluginBroken(
                name, f"implements a hook that does not exist ({line_of(error)}){_meant(error)}"
            ) from error

    def _callers_of(self, hook: str) -> tuple[tuple[str, Callable[..., Any]], ...]:
        implementing = {impl.plugin_name: impl.plugin for impl in getattr(self._manager.hook, hook).get_hookimpls()}
        others = {
            name: [other for other in implementing.values() if other is not plugin]
            for name, plugin in implementing.items()
        }
        return tuple(
            (name, self._manager.subset_hook_caller(hook, others[name])) for name in self._names if name in implementing
        )

    def _collect(self, hook: str) -> dict[str, tuple[str, Any]]:
        offered: dict[str, tuple[str, Any]] = {}
        sort: Any = OFFERS[hook]
        for plugin, call in self._callers[hook]:
            for offer in _asked(plugin, hook, call):
                name = _sort_of(sort, offer, plugin, hook).name
                if not isinstance(name, str) or not re.fullmatch(ASKED_FOR.get(hook, ".*"), name):
                    reason = f"offers the {NOUNS[hook]} {name!r}, for which nobody could ask: give it another name"
                    raise PluginBroken(plugin, reason)
                if name in offered:
                    raise DuplicateName(NOUNS[hook], name, [offered[name][0], plugin])
                offered[name] = plugin, offer
        return offered

    def _done(self, hook: str, offer: str, sort: type[Any], call: Callable[[], T]) -> T:
        """Return what an offer's own code makes; what it raises, or makes of another sort, is `PluginBroken`.

        Errors of ours are what it may tell a user, such as InvalidData about a channel's settings.
        """
        plugin, what = self._offered[hook][offer][0], f"the {NOUNS[hook]} {offer!r}"
        try:
            made = call()
        except DigicaseError:
            raise
        except Exception as error:  # a plugin's fault must not pass for ours
            told = f" ({error.strerror})" if isinstance(error, OSError) else ""  # not its text, which may hold a secret
            raise PluginBroken(plugin, f"raised {type(error).__name__}{told} in {what}") from error
        if not isinstance(made, sort):
            raise PluginBroken(plugin, f"gave {type(made).__name__} instead of {sort.__name__} in {what}")
        return made

    def _that_can(self, made: T, method: str, hook: str, offer: str, sort: str) -> T:
        """Return what an offer made, which must have a method; by it protocols are told, whatever wraps what."""
        if isinstance(made, type) or not callable(getattr(made, method, None)):
            reason = f"gave {type(made).__name__} instead of {sort} in the {NOUNS[hook]} {offer!r}"
            raise PluginBroken(self._offered[hook][offer][0], reason)
        return made

    def _offers(self, hook: str) -> Offers[Any]:
        return Offers(NOUNS[hook], {name: offer for name, (_, offer) in self._offered[hook].items()})

    def _info(self, name: str) -> PluginInfo:
        callers = self._manager.get_hookcallers(self._manager.get_plugin(name)) or []
        hooks = tuple(sorted(caller.name for caller in callers))
        offers = {
            hook: tuple(sorted(offer for offer, (plugin, _) in offered.items() if plugin == name))
            for hook, offered in self._offered.items()
            if hook in hooks
        }
        return PluginInfo(name, self._versions[name], hooks, offers)


def _in(hook: str, callers: Iterable[pluggy.HookCaller]) -> bool:
    return any(caller.name == hook for caller in callers)


def _meant(error: pluggy.PluginValidationError) -> str:
    """Return which hook a misspelt one may have been meant to be."""
    wrong = re.search(r"'(digicase_\w+)'", str(error))
    near = difflib.get_close_matches(wrong.group(1), HOOKS, 1) if wrong else []
    return f"; did you mean {near[0]}?" if near else ""


def _asked(plugin: str, hook: str, call: Callable[[], Any]) -> list[Any]:
    """Return all that one plugin answers to a hook, flattened."""
    try:
        return [one for answer in call() for one in answer]
    except Exception as error:  # a plugin's fault must not pass for ours
        raise PluginBroken(plugin, f"raised {type(error).__name__} in {hook} ({error})") from error


def _sort_of(sort: type[T], answer: object, plugin: str, hook: str) -> T:
    if not isinstance(answer, sort):
        raise PluginBroken(plugin, f"answered {hook} with {type(answer).__name__} instead of {sort.__name__}")
    return answer
