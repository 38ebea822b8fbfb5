"""What makes a method a verb: it runs in the unit of work it is called in, or in one of its own."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar, cast

from digicase.casework.unit import Desk, House, Unit

N = TypeVar("N", bound="Noun")
P = ParamSpec("P")
T = TypeVar("T")


class Noun:
    """A group of verbs on one kind of thing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def house(self) -> House:
        """Return what the organisation has set."""
        return self._desk.house

    @property
    def unit(self) -> Unit:
        """Return the unit of work; there is one inside a verb."""
        return cast(Unit, self._desk)


def verb(method: Callable[Concatenate[N, P], T]) -> Callable[Concatenate[N, P], T]:
    """Make a method one transaction by itself, retried when a race is lost, unless a unit of work is open already."""

    @functools.wraps(method)
    def run(self: N, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._desk.run(lambda unit: method(type(self)(unit), *args, **kwargs))

    return run


def question(method: Callable[Concatenate[N, P], T]) -> Callable[Concatenate[N, P], T]:
    """Make a method that changes nothing run in a reading transaction, unless a unit of work is open already."""

    @functools.wraps(method)
    def run(self: N, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._desk.run(lambda unit: method(type(self)(unit), *args, **kwargs), read_only=True)

    return run
