"""Finding plugins: by object, class, name or file, and by entry point; and whether they go with this digicase."""

from __future__ import annotations

import difflib
import functools
import importlib
import importlib.metadata
import importlib.util
import sys
import threading
import warnings
from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from digicase.errors import DataWarning, PluginBroken

ENTRY_POINTS = "digicase"
LOADING = threading.RLock()
"""Held while a module is loaded from its file, so that nobody gets half of one."""


def installed(block: Collection[str]) -> Sequence[importlib.metadata.EntryPoint]:
    """Return the entry points of the plugins that are installed and not blocked, by name."""
    points = importlib.metadata.entry_points(group=ENTRY_POINTS)
    return sorted((point for point in points if point.name not in block), key=lambda point: (point.name, point.value))


def loaded(given: object, beside: Path | None = None) -> object:
    """Return a plugin that a host gives: itself, or what `"module"` or `"module:Class"` names; of a class an instance.

    A module is first looked for as a file in the folder `beside`. Raises `PluginBroken` where it does not load.
    """
    if isinstance(given, str):
        module, _, attribute = given.partition(":")
        file = None if beside is None else beside.resolve() / f"{module}.py"
        if file is not None and file.is_file():
            found = load(given, functools.partial(_from_file, module, file))
        else:
            found = load(given, functools.partial(importlib.import_module, module))
        return loaded(load(given, lambda: getattr(found, attribute))) if attribute else found
    return load(given.__name__, given) if isinstance(given, type) else given


def _from_file(name: str, file: Path) -> ModuleType:
    """Return a module from a file: one for each file, since two houses may each have their own of one name."""
    known = f"{name}@{file}"
    with LOADING:
        if known not in sys.modules:
            spec = importlib.util.spec_from_file_location(known, file)
            assert spec is not None, "a file that ends in .py has one"
            assert spec.loader is not None, "and it can be loaded"
            sys.modules[known] = importlib.util.module_from_spec(spec)  # dataclasses look for the module of their class
            try:
                spec.loader.exec_module(sys.modules[known])
            except BaseException:
                del sys.modules[known]
                raise
        return sys.modules[known]


def load(name: str, make: Callable[[], Any]) -> Any:
    """Return what an import or a call makes; of a class an instance. `PluginBroken` where it raises."""
    try:
        made = make()
        return made() if isinstance(made, type) else made
    except Exception as error:  # whatever an import raises is the plugin's own fault, told by name
        raise PluginBroken(name, f"does not load ({type(error).__name__}: {line_of(error)})") from error


def check_version(point: importlib.metadata.EntryPoint) -> None:
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


def check_block(block: Collection[str], given: Iterable[object], found: Collection[str]) -> None:
    """Warn of a name to be left out that is nearly a plugin's: misspelt, it would go on working."""
    there = {*found, *(point.name for point in importlib.metadata.entry_points(group=ENTRY_POINTS))}
    there |= {plugin for plugin in given if isinstance(plugin, str)}
    for name in sorted({*block} - there):
        if near := difflib.get_close_matches(name, there - {*block}, 1):
            warnings.warn(f"block: there is no plugin {name!r}; did you mean {near[0]}?", DataWarning, stacklevel=4)


def name_of(plugin: object) -> str:
    """Return a given plugin's name: its `__name__` (modules, classes), else that of its class."""
    return str(getattr(plugin, "__name__", type(plugin).__name__)).partition("@")[0]  # what stands behind is its file


def origin_of(plugin: object) -> str:
    """Return where a plugin comes from, as errors tell it."""
    if isinstance(plugin, importlib.metadata.EntryPoint):
        return f"{plugin.dist.name if plugin.dist else 'an installed plugin'} ({plugin.value})"
    return repr(plugin)


def line_of(error: Exception) -> str:
    """Return an error's text on one line."""
    return " ".join(str(error).split())
