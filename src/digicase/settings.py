"""What an organisation has set, in one TOML file: read as a whole, every problem told with its place."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from digicase.builtins import Builtins
from digicase.casework.policy_file import policy_book, read_policies
from digicase.casework.rule_files import (
    follow_up_rules,
    read_follow_ups,
    read_retention,
    read_roles,
    retention_policy,
    roles,
)
from digicase.casework.tables import read_toml
from digicase.errors import InvalidData, PluginBroken, PluginError, Problem, to_install
from digicase.loading import loaded
from digicase.options import unfit
from digicase.plugins import Plugins

Table = Mapping[str, Any]
Read = Callable[[Table], object]

TEXTS = ("storage", "zone", "language", "domain", "organizer", "framework", "adviser", "actor", "directory")
LISTS = ("plugins", "block")
PATHS = ("wording",)
RULES: Mapping[str, tuple[tuple[str, ...], Callable[[Path], object], Read]] = {
    "policy": (("policy", "rule"), read_policies, policy_book),
    "follow_ups": (("follow_up",), read_follow_ups, follow_up_rules),
    "retention": (("retention",), read_retention, retention_policy),
    "roles": (("roles",), read_roles, roles),
}
"""An option of `digicase.open`, the tables that it is written in, and what reads it from a file of its own, or here."""
FILES = {"policies": "policy", "follow_ups": "follow_ups", "retention": "retention", "roles": "roles"}
"""How a file of its own is named, and for which option."""
IN_FOLDERS = ("maildir", "letters")
"""Channels that put what they are given into a folder."""
OFFERED = {"framework": "skill_frameworks", "adviser": "advisers", "channel": "channels"}


def is_settings(storage: object) -> bool:
    """Tell whether what `digicase.open` was given is a settings file, and no store."""
    return isinstance(storage, str | os.PathLike) and os.fspath(storage).endswith(".toml") and "://" not in str(storage)


def read_settings(
    path: str | os.PathLike[str],
    environment: Mapping[str, str] = os.environ,
    *,
    plugins: Iterable[object] = (),
    block: Iterable[str] = (),
) -> Mapping[str, Any]:
    """Return the arguments of `digicase.open` that a settings file holds, `storage` among them.

    Paths in it are seen from where the file is, and modules are looked for beside it too; a text may stand in the
    environment: `{ env = "NAME" }`. Raises InvalidData with every problem: unknown names, wrong values, and offers that
    no plugin makes. `plugins` and `block` are given besides it, and are among what is returned.
    """
    return _Reading(Path(path), environment, [*plugins], [*block]).options()


class _Reading:
    """One file as it is read: its options, and what is wrong so far."""

    def __init__(
        self, path: Path, environment: Mapping[str, str], plugins: Sequence[object], block: Sequence[str]
    ) -> None:
        self._plugins, self._block = plugins, block
        self._data, self._folder, self._environment = dict(read_toml(path)), path.parent, environment
        self._problems: list[Problem] = []
        self._options: dict[str, Any] = {}

    def options(self) -> Mapping[str, Any]:
        for name in (name for name in TEXTS if name in self._data):
            self._take(name, self._text(name))
        self._channel()
        for name in (name for name in PATHS if name in self._data):
            given = self._text(name)
            if given is not None:
                self._guarded("", name, functools.partial(_read_words, self._folder / given))
        for name, option in FILES.items():
            self._rules(name, option)
        for name in (name for name in LISTS if name in self._data):
            given = self._data.pop(name)
            if isinstance(given, list) and all(isinstance(each, str) for each in given):
                self._take(name, given)
            else:
                self._problem(name, "must be a list of names")
        if "storage" not in self._options and not self._problems:
            self._problem("storage", 'is missing: storage = "sqlite:///gent.db"')
        known = ", ".join((*TEXTS, "channel", *PATHS, *LISTS, *FILES))
        for name in self._data:
            self._problem(name, f"is not known; known are {known}")
        self._load_plugins()
        self._check()
        if self._problems:
            raise InvalidData(self._problems)
        return self._options

    def _text(self, name: str) -> str | None:
        return self._read_text(name, self._data.pop(name))

    def _read_text(self, name: str, given: object) -> str | None:
        if isinstance(given, dict) and set(given) == {"env"} and isinstance(given["env"], str):
            found = self._environment.get(given["env"])
            if found is None:
                self._problem(name, f"{given['env']} is not in the environment")
            return found
        if not isinstance(given, str) or not given.strip():
            self._problem(name, 'must be a text, or { env = "NAME" }')
            return None
        return given

    def _channel(self) -> None:
        """Take one channel, or a table of them by the way in which people want to be told."""
        given = self._data.pop("channel", None)
        if isinstance(given, dict) and "env" not in given:
            read = {way: self._read_text(f"channel.{way}", each) for way, each in given.items()}
            self._take("channel", {way: self._from_here(each) for way, each in read.items() if each is not None})
        elif given is not None:
            text = self._read_text("channel", given)
            self._take("channel", None if text is None else self._from_here(text))

    def _from_here(self, channel: str) -> str:
        """Return a channel whose folder, where it names one, is seen from where the file is."""
        name, _, rest = channel.partition(":")
        folder, mark, options = rest.partition("?")
        if name not in IN_FOLDERS or not folder:
            return channel
        return f"{name}:{self._folder / folder}{mark}{options}"

    def _rules(self, name: str, option: str) -> None:
        """Read rules that stand in a file of their own (`policies = "x.toml"`), or here, as tables."""
        tables, read_file, read_here = RULES[option]
        if name in self._data and name not in tables and any(table in self._data for table in tables):
            self._problem(name, f"stands here twice: as {name}, and as [[{tables[0]}]]; keep one of them")
            for each in (name, *tables):
                self._data.pop(each, None)
            return
        if isinstance(self._data.get(name), str):
            path = self._folder / str(self._text(name))
            self._guarded(name, option, lambda: read_file(path))
            return
        if name in self._data and name not in tables:
            self._data.pop(name)
            self._problem(name, "must be the path of a file")
        here = {table: self._data.pop(table) for table in tables if table in self._data}
        if here:
            self._guarded("", option, lambda: read_here(here))

    def _guarded(self, name: str, option: str, read: Callable[[], object]) -> None:
        try:
            self._options[option] = read()
        except InvalidData as error:
            inside = f"{name}: " if name else ""
            self._problems += [Problem(f"{inside}{each.path}", each.reason) for each in error.problems]

    def _load_plugins(self) -> None:
        self._load_directory()
        found: list[object] = []
        for name in self._options.get("plugins", ()):
            try:
                found.append(loaded(name, self._folder))
            except PluginError as error:
                self._problem("plugins", f"{name!r} {_reason(error)}")
        self._options["plugins"] = [*self._plugins, *found]
        self._options["block"] = [*self._block, *self._options.get("block", ())]

    def _load_directory(self) -> None:
        if "directory" not in self._options:
            return
        given = self._options.pop("directory")
        try:
            directory = loaded(given, self._folder)
        except PluginError as error:
            self._problem("directory", f"{given!r} {_reason(error)}")
            return
        self._options["directory"] = directory

    def _check(self) -> None:
        self._problems += unfit(self._options)
        try:
            offered = Plugins(Builtins(), self._options["plugins"], self._options["block"], warns=False)
        except PluginError as error:
            self._problem("plugins", str(error))
            return
        for name, offers in OFFERED.items():
            names: Sequence[str] = sorted(getattr(offered, offers).names())
            given = self._options.get(name, {})
            ways = {f"{name}.{way}": each for way, each in given.items()} if isinstance(given, dict) else {name: given}
            for path, each in ways.items():
                wanted = str(each).partition(":")[0]
                if wanted not in names:
                    self._problem(
                        path, f"{wanted!r} is offered by no plugin; there is: {', '.join(names)}. {to_install(wanted)}"
                    )

    def _take(self, name: str, value: object) -> None:
        if value is not None:
            self._options[name] = value

    def _problem(self, path: str, reason: str) -> None:
        self._problems.append(Problem(path, reason))


def _read_words(folder: Path) -> Path:
    """Return a folder of words that can be read, or raise InvalidData with what is wrong with it."""
    from digicase.notices.own_words import read_words  # dates in words are loaded by whoever words

    read_words(folder)
    return folder


def _reason(error: PluginError) -> str:
    return error.reason if isinstance(error, PluginBroken) else str(error)
