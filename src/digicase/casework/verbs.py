"""What makes a method a verb: it runs in the unit of work it is called in, or in one of its own."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ClassVar, Concatenate, Generic, ParamSpec, TypeVar, cast

import attrs

from digicase.casework.draft import Draft
from digicase.casework.unit import Desk, House, Unit
from digicase.errors import Objection, Problem, Refused

N = TypeVar("N", bound="Noun")
P = ParamSpec("P")
T = TypeVar("T")


class Noun:
    """A group of verbs on one kind of thing; `noun` is its name on an app."""

    noun: ClassVar[str]

    def __init_subclass__(cls, *, noun: str = "") -> None:
        cls.noun = noun or cls.__name__.lower()

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    @property
    def house(self) -> House:
        """Return what the organisation has set."""
        return self._desk.house

    def check(self, verb: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Check[T]:
        """Return what a verb would do, and what stands in its way, without doing it.

        `gent.loans.check(gent.loans.lend, "DP-001", to="J-0001")` tells the loan with its due date, or the objections.
        What is InvalidData, NotFound or not permitted is raised, as by the verb.
        """
        noun: Any = verb.__self__  # type: ignore[attr-defined]  # a verb is a method of a noun
        return self._desk.run(lambda unit: _tried(unit, type(noun), verb.__name__, args, kwargs), read_only=True)

    @property
    def unit(self) -> Unit:
        """Return the unit of work; there is one inside a verb."""
        return cast(Unit, self._desk)


@attrs.frozen
class Check(Generic[T]):
    """What a verb would return, or the objections to it; `warnings` stop nothing."""

    result: T | None
    objections: tuple[Objection, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def __bool__(self) -> bool:
        """Tell whether nothing stands in the way."""
        return not self.objections


def _tried(unit: Unit, noun: type[Noun], verb: str, args: Any, kwargs: Any) -> Check[Any]:
    draft = Draft.over(unit)
    try:
        result = getattr(noun(draft.unit), verb)(*args, **kwargs)
    except Refused as refused:
        return Check(None, tuple(refused.objections), tuple(draft.warnings))
    return Check(result, (), tuple(draft.warnings))


def verb(method: Callable[Concatenate[N, P], T]) -> Callable[Concatenate[N, P], T]:
    """Make a method one transaction by itself, retried when a race is lost, unless a unit of work is open already."""

    @functools.wraps(method)
    def run(self: N, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._desk.run(lambda unit: method(type(self)(_admitted(self, unit, method)), *args, **kwargs))

    run.__digicase_verb__ = True  # type: ignore[attr-defined]  # marks it for whoever lists the verbs
    return run


def _admitted(noun: Noun, unit: Unit, method: Callable[..., Any]) -> Unit:
    """Return the unit in which whoever acts may do this, or raise `NotPermitted`."""
    return unit.doing(f"{noun.noun}.{method.__name__}")


def question(method: Callable[Concatenate[N, P], T]) -> Callable[Concatenate[N, P], T]:
    """Make a method that changes nothing run in a reading transaction, unless a unit of work is open already."""

    @functools.wraps(method)
    def run(self: N, /, *args: P.args, **kwargs: P.kwargs) -> T:
        return self._desk.run(
            lambda unit: method(type(self)(_admitted(self, unit, method)), *args, **kwargs), read_only=True
        )

    run.__digicase_verb__ = True  # type: ignore[attr-defined]  # marks it for whoever lists the verbs
    return run
