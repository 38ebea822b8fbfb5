"""One plugin manager per app: find the plugins, check them, and ask each hook through one typed method."""

from __future__ import annotations

import datetime as dt
import difflib
import functools
import importlib
import importlib.metadata
import importlib.util
import re
import sys
import warnings
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, TypeVar

import attrs
import pluggy

from digicase import hookspecs
from digicase.domain.calendar import Calendar
from digicase.domain.notices import Notice
from digicase.domain.record import is_day
from digicase.errors import DataWarning, DigicaseError, DuplicateName, Objection, PluginBroken, UnknownOffer
from digicase.ports import (
    AdviserOffer,
    Channel,
    ChannelOffer,
    ClosingDaysOffer,
    EraserOffer,
    ExporterOffer,
    FrameworkOffer,
    ObserverOffer,
    Records,
    Storage,
    StorageOffer,
    Wording,
)

ENTRY_POINTS = "digicase"
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
    blocked name is left out whichever way it comes. Raises `DuplicateName` and `PluginBroken`.
    """

    def __init__(self, builtins: object, given: Iterable[object] = (), block: Collection[str] = ()) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._versions: dict[str, str] = {}
        wanted = [plugin for plugin in given if not (isinstance(plugin, str) and plugin in block)]
        found = [(name_of(plugin), plugin, "") for plugin in map(loaded, wanted)]
        found += [(point.name, point, point.dist.version if point.dist else "") for point in _installed(block)]
        found.append(("digicase", builtins, importlib.metadata.version("digicase")))
        names = Counter(name for name, _, _ in found)
        if repeated := [name for name, count in names.items() if count > 1 and name not in block]:
            raise DuplicateName(
                "plugin", repeated[0], [_origin(plugin) for name, plugin, _ in found if name == repeated[0]]
            )
        self._names = tuple(name for name, _, _ in found if name not in block)
        _check_block(block, given, {name for name, _, _ in found})
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
        if not callable(getattr(made, "send", None)):
            plugin, _ = self._offered["digicase_channels"][name]
            raise PluginBroken(plugin, f"gave {type(made).__name__} instead of Channel in the channel {name!r}")
        return made

    def storage(self, name: str, url: str, create: bool | None) -> Storage:
        """Return a storage that is offered, opened by its URL."""
        offer = self.storage_backends[name]
        return self._done("digicase_storage_backends", name, object, functools.partial(offer.open, url, create))

    def wording(self, notice: Notice) -> Wording | None:
        """Return the words of a notice, from the first plugin that has any in its language; None where none has."""
        words = self._manager.hook.digicase_wording(notice=notice)
        return None if words is None else _sort_of(Wording, words, "the first to answer", "digicase_wording")

    def listing(self) -> tuple[PluginInfo, ...]:
        """Return what is known of every plugin, in the order in which they are asked."""
        return tuple(self._info(name) for name in self._names)

    def _register(self, name: str, plugin: object, version: str) -> None:
        if isinstance(plugin, importlib.metadata.EntryPoint):
            _check_version(plugin)
            plugin = _load(name, plugin.load)
        try:
            self._manager.register(plugin, name)
        except Exception as error:  # whatever is amiss with a signature is the plugin's own fault, told by name
            raise PluginBroken(name, f"does not fit its hooks ({type(error).__name__}: {_line(error)})") from error
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
                name, f"implements a hook that does not exist ({_line(error)}){_meant(error)}"
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
                if not re.fullmatch(ASKED_FOR.get(hook, ".*"), name):
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
            reason = f"raised {type(error).__name__} in {what}"  # and not its text, which may hold a secret
            raise PluginBroken(plugin, reason) from error
        if not isinstance(made, sort):
            raise PluginBroken(plugin, f"gave {type(made).__name__} instead of {sort.__name__} in {what}")
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


def loaded(given: object, beside: Path | None = None) -> object:
    """Return a plugin that a host gives: itself, or what `"module"` or `"module:Class"` names; of a class an instance.

    A module is first looked for as a file in the folder `beside`. Raises `PluginBroken` where it does not load.
    """
    if isinstance(given, str):
        module, _, attribute = given.partition(":")
        file = None if beside is None else beside.resolve() / f"{module}.py"
        if file is not None and file.is_file():
            found = _load(given, functools.partial(_from_file, module, file))
        else:
            found = _load(given, functools.partial(importlib.import_module, module))
        return loaded(_load(given, lambda: getattr(found, attribute))) if attribute else found
    return _load(given.__name__, given) if isinstance(given, type) else given


def _from_file(name: str, file: Path) -> ModuleType:
    """Return a module from a file: one for each file, since two houses may each have their own of one name."""
    known = f"{name}@{file}"
    if known not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, file)
        assert spec is not None, "a file that ends in .py has one"
        assert spec.loader is not None, "and it can be loaded"
        made = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(made)
        sys.modules[known] = made
    return sys.modules[known]


def _load(name: str, load: Callable[[], Any]) -> Any:
    try:
        made = load()
        return made() if isinstance(made, type) else made
    except Exception as error:  # whatever an import raises is the plugin's own fault, told by name
        raise PluginBroken(name, f"does not load ({type(error).__name__}: {_line(error)})") from error


def _check_version(point: importlib.metadata.EntryPoint) -> None:
    """Hold that an installed plugin is content with this digicase, as pip does unless it was told not to look."""
    if point.dist is None:
        return
    from packaging.requirements import InvalidRequirement, Requirement  # needed only where plugins are installed
    from packaging.utils import canonicalize_name
    from packaging.version import Version

    version = importlib.metadata.version("digicase")
    for text in point.dist.requires or ():
        try:
            requirement = Requirement(text)
        except InvalidRequirement:  # of whatever else it needs: that is between it and pip
            continue
        if canonicalize_name(requirement.name) != "digicase":
            continue
        wanted = requirement.marker is None or requirement.marker.evaluate()
        if wanted and not requirement.specifier.contains(Version(version).base_version, prereleases=True):
            remedy = f"pip install -U digicase {point.dist.name}"
            raise PluginBroken(point.name, f"needs digicase{requirement.specifier}, and this is {version}: {remedy}")


def _in(hook: str, callers: Iterable[pluggy.HookCaller]) -> bool:
    return any(caller.name == hook for caller in callers)


def _check_block(block: Iterable[str], given: Iterable[object], found: Collection[str]) -> None:
    """Warn of a plugin that is to be left out and is not there: misspelt, it would go on working."""
    there = {*found, *(point.name for point in importlib.metadata.entry_points(group=ENTRY_POINTS))}
    there |= {plugin for plugin in given if isinstance(plugin, str)}
    for name in sorted({*block} - there):
        near = difflib.get_close_matches(name, there, 1)
        meant = f"; did you mean {near[0]}?" if near else ""
        warnings.warn(f"block: there is no plugin {name!r}{meant}", DataWarning, stacklevel=4)


def _meant(error: pluggy.PluginValidationError) -> str:
    """Return which hook a misspelt one may have been meant to be."""
    wrong = re.search(r"'(digicase_\w+)'", str(error))
    near = difflib.get_close_matches(wrong.group(1), HOOKS, 1) if wrong else []
    return f"; did you mean {near[0]}?" if near else ""


def name_of(plugin: object) -> str:
    """Return a given plugin's name: its `__name__` (modules, classes), else that of its class."""
    return str(getattr(plugin, "__name__", type(plugin).__name__))


def _installed(block: Collection[str]) -> Sequence[importlib.metadata.EntryPoint]:
    points = importlib.metadata.entry_points(group=ENTRY_POINTS)
    return sorted((point for point in points if point.name not in block), key=lambda point: (point.name, point.value))


def _origin(plugin: object) -> str:
    if isinstance(plugin, importlib.metadata.EntryPoint):
        return f"{plugin.dist.name if plugin.dist else 'an installed plugin'} ({plugin.value})"
    return repr(plugin)


def _asked(plugin: str, hook: str, call: Callable[[], Any]) -> list[Any]:
    """Return all that one plugin answers to a hook, flattened."""
    try:
        return [one for answer in call() for one in answer]
    except Exception as error:  # a plugin's fault must not pass for ours
        raise PluginBroken(plugin, f"raised {type(error).__name__} in {hook} ({error})") from error


def _line(error: Exception) -> str:
    """Return an error's text on one line."""
    return " ".join(str(error).split())


def _sort_of(sort: type[T], answer: object, plugin: str, hook: str) -> T:
    if not isinstance(answer, sort):
        raise PluginBroken(plugin, f"answered {hook} with {type(answer).__name__} instead of {sort.__name__}")
    return answer
