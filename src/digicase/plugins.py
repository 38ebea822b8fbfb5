"""One plugin manager per app: find the plugins, check them, and ask each hook through one typed method."""

from __future__ import annotations

import functools
import importlib.metadata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Generic, TypeVar

import attrs
import pluggy

from digicase import hookspecs
from digicase.domain.notices import Notice
from digicase.errors import DuplicateName, Objection, PluginBroken, UnknownOffer
from digicase.ports import (
    AdviserOffer,
    ChannelOffer,
    ClosingDaysOffer,
    EraserOffer,
    ExporterOffer,
    FrameworkOffer,
    ObserverOffer,
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
    built-ins. A blocked name is left out whichever way it comes. Raises `DuplicateName` and `PluginBroken`.
    """

    def __init__(self, builtins: object, given: Iterable[object] = (), block: Collection[str] = ()) -> None:
        self._manager = pluggy.PluginManager(hookspecs.PROJECT)
        self._manager.add_hookspecs(hookspecs)
        self._versions: dict[str, str] = {}
        found = [(name_of(plugin), plugin, "") for plugin in given]
        found += [(point.name, point, point.dist.version if point.dist else "") for point in _installed(block)]
        found.append(("digicase", builtins, importlib.metadata.version("digicase")))
        names = Counter(name for name, _, _ in found)
        if repeated := [name for name, count in names.items() if count > 1 and name not in block]:
            raise DuplicateName(
                "plugin", repeated[0], [_origin(plugin) for name, plugin, _ in found if name == repeated[0]]
            )
        self._names = tuple(name for name, _, _ in found if name not in block)
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

    def objections(self, request: object) -> tuple[Objection, ...]:
        """Return every plugin's objections; one that raises, or answers nonsense, is `PluginBroken`: fail closed."""
        found: list[Objection] = []
        for name, call in self._callers["digicase_objections"]:
            for objection in _asked(name, "digicase_objections", functools.partial(call, request=request)):
                found.append(_sort_of(Objection, objection, name, "digicase_objections"))
        return tuple(found)

    def wording(self, notice: Notice) -> Wording:
        """Return the words of a notice, from the first plugin that has any."""
        words = self._manager.hook.digicase_wording(notice=notice)
        return _sort_of(Wording, words, "the first to answer", "digicase_wording")

    def listing(self) -> tuple[PluginInfo, ...]:
        """Return what is known of every plugin, in the order in which they are asked."""
        return tuple(self._info(name) for name in self._names)

    def _register(self, name: str, plugin: object, version: str) -> None:
        try:
            loaded = plugin.load() if isinstance(plugin, importlib.metadata.EntryPoint) else plugin
            self._manager.register(loaded, name)
        except Exception as error:  # whatever a plugin's import or signature raises is its own fault, told by name
            raise PluginBroken(name, f"does not load ({type(error).__name__}: {_line(error)})") from error
        self._versions[name] = version

    def _check_hooks(self) -> None:
        try:
            self._manager.check_pending()
        except pluggy.PluginValidationError as error:
            name = self._manager.get_name(error.plugin) or "?"
            raise PluginBroken(name, f"implements a hook that does not exist ({_line(error)})") from error

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
                if name in offered:
                    raise DuplicateName(NOUNS[hook], name, [offered[name][0], plugin])
                offered[name] = plugin, offer
        return offered

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
