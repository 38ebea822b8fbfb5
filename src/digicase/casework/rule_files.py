"""Follow-ups, retention and roles from TOML files: checked as a whole, all problems told at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from digicase.casework.tables import made, read_toml, tables
from digicase.domain.people import Role
from digicase.domain.retention import RetentionPolicy, RetentionRule, as_keep
from digicase.domain.roles import Roles, Scope
from digicase.domain.tasks import FollowUpRule, Trigger, rule_problems
from digicase.errors import InvalidData, Problem

T = TypeVar("T")
Read = Mapping[str, Callable[[Any], Any]]


def read_follow_ups(path: Path) -> tuple[FollowUpRule, ...]:
    """Return the follow-ups of a TOML file, each a `[[follow_up]]`; InvalidData names every problem."""
    return follow_up_rules(read_toml(path))


def follow_up_rules(data: Mapping[str, Any]) -> tuple[FollowUpRule, ...]:
    """Return the follow-ups that a table holds, as `read_follow_ups` does."""
    problems: list[Problem] = []
    rules = _all(FollowUpRule, data, "follow_up", problems, {"after": Trigger, "owner": Role})
    if problems := [*problems, *rule_problems(rules)]:
        raise InvalidData(problems)
    return rules


def read_retention(path: Path) -> RetentionPolicy:
    """Return the retention of a TOML file: `[[retention]]`, the first that applies holds; InvalidData names all."""
    return retention_policy(read_toml(path))


def retention_policy(data: Mapping[str, Any]) -> RetentionPolicy:
    """Return the retention that a table holds, as `read_retention` does."""
    problems: list[Problem] = []
    rules = _all(RetentionRule, data, "retention", problems, {"keep": as_keep})
    if problems:
        raise InvalidData(problems)
    return RetentionPolicy(rules)


def read_roles(path: Path) -> Roles:
    """Return the rights of a TOML file: a table `[roles.NAME]` of scopes by action; InvalidData names every problem.

    A role that the file does not name has no rights.
    """
    return roles(read_toml(path))


def roles(data: Mapping[str, Any]) -> Roles:
    """Return the rights that a table holds, as `read_roles` does."""
    problems: list[Problem] = []
    given = data.get("roles", {})
    problems += [Problem(key, "is not known; write [roles.NAME]") for key in data if key != "roles"]
    rights: dict[str, dict[str, Scope]] = {}
    for role, actions in given.items() if isinstance(given, dict) else ():
        if not isinstance(actions, dict):
            problems.append(Problem(f"roles.{role}", f"must be a table, not {actions!r}"))
            continue
        for action, scope in actions.items():
            if scope in list(Scope):
                rights.setdefault(role, {})[action] = Scope(scope)
            else:
                reason = f"{scope!r} is not known; choose one of {', '.join(Scope)}"
                problems.append(Problem(f"roles.{role}.{action}", reason))
    if not rights and not problems:
        problems.append(Problem("roles", "write at least one [roles.NAME]"))
    if problems:
        raise InvalidData(problems)
    return Roles(rights)


def _unknown(reader: object, given: object) -> str:
    """Return which words there are, where one was wanted that is not among them."""
    words = [str(word) for word in reader] if isinstance(reader, type) and issubclass(reader, StrEnum) else []
    return f"{given!r} is not known; choose one of {', '.join(words)}" if words else ""


def _all(cls: type[T], data: Mapping[str, Any], name: str, problems: list[Problem], read: Read) -> tuple[T, ...]:
    """Return what the tables of one name hold; what else the file holds is a problem."""
    problems += [Problem(key, f"is not known; write [[{name}]]") for key in data if key != name]
    found = []
    for n, table in enumerate(tables(data, name, problems)):
        path, values, before = f"{name}.{n}", dict(table) if isinstance(table, Mapping) else table, len(problems)
        for field, reader in read.items():
            if isinstance(values, dict) and field in values:
                try:
                    values[field] = reader(values[field])
                except ValueError as error:
                    problems.append(Problem(f"{path}.{field}", _unknown(reader, values[field]) or str(error)))
        if len(problems) == before and (rule := made(cls, values, path, problems)) is not None:
            found.append(rule)
    return tuple(found)
