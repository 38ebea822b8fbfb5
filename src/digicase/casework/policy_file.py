"""Policies from a TOML file: checked as a whole, all problems told at once."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import attrs

from digicase.casework.intake import accept
from digicase.domain.notices import NoticeKind
from digicase.domain.policies import EscalationStep, LoanPolicy, PolicyBook, PolicyRule, as_period, as_year_day
from digicase.errors import InvalidData, Problem

T = TypeVar("T")
WRITTEN = {"period": as_period, "extension": as_period, "replaced_after": as_period, "ends_each": as_year_day}
"""Fields that are written as texts, and what reads them."""


def read_policies(path: Path) -> PolicyBook:
    """Return the book that a TOML file holds, as docs/policies.md says; InvalidData names every problem."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InvalidData([Problem(str(path), "there is no such file")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidData([Problem(str(path), f"is not TOML: {error}")]) from None
    return policy_book(data)


def policy_book(data: Mapping[str, Any]) -> PolicyBook:
    """Return the book that a table holds: `policy`, a list of policies, and `rule`, those that choose among them."""
    unknown = [key for key in data if key not in ("policy", "rule")]
    problems = [Problem(key, "is not known; write [[policy]] and [[rule]]") for key in unknown]
    policies = [_policy(table, f"policy.{n}", problems) for n, table in enumerate(_tables(data, "policy", problems))]
    rules = [_made(PolicyRule, table, f"rule.{n}", problems) for n, table in enumerate(_tables(data, "rule", problems))]
    if not policies and not problems:
        problems.append(Problem("policy", "write at least one [[policy]]"))
    if problems:
        raise InvalidData(problems)
    return PolicyBook(
        policies=tuple(policy for policy in policies if policy is not None),
        rules=tuple(rule for rule in rules if rule is not None),
    )


def _tables(data: Mapping[str, Any], name: str, problems: list[Problem]) -> list[Any]:
    found = data.get(name, [])
    if isinstance(found, list):
        return found
    problems.append(Problem(name, f"write it as [[{name}]]"))
    return []


def _policy(table: Any, path: str, problems: list[Problem]) -> LoanPolicy | None:
    if not isinstance(table, Mapping):
        problems.append(Problem(path, f"must be a table, not {table!r}"))
        return None
    values, before = dict(table), len(problems)
    for field, read in WRITTEN.items():
        if field in values:
            try:
                values[field] = read(values[field])
            except ValueError as error:
                problems.append(Problem(f"{path}.{field}", str(error)))
                del values[field]
    if "escalation" in values:
        steps = _tables(values, "escalation", problems)
        values["escalation"] = tuple(
            step for n, each in enumerate(steps) if (step := _step(each, f"{path}.escalation.{n}", problems))
        )
    made = _made(LoanPolicy, values, path, problems)
    return made if len(problems) == before else None


def _step(table: Any, path: str, problems: list[Problem]) -> EscalationStep | None:
    step = _made(EscalationStep, table, path, problems)
    if step is not None and step.notice not in list(NoticeKind):
        reason = f"{step.notice!r} is not known; choose one of {', '.join(NoticeKind)}"
        problems.append(Problem(f"{path}.notice", reason))
    return step


def _made(cls: type[T], table: Any, path: str, problems: list[Problem]) -> T | None:
    """Return the value that a table holds, or None with its problems told."""
    if not isinstance(table, Mapping):
        problems.append(Problem(path, f"must be a table, not {table!r}"))
        return None
    fields = {field.name: field for field in attrs.fields(cls)}  # type: ignore[arg-type]  # only attrs classes come here
    unknown = [key for key in table if key not in fields]
    found = [Problem(f"{path}.{key}", f"is not known; known are {', '.join(fields)}") for key in unknown]
    found += [
        Problem(f"{path}.{name}", "must be given")
        for name, field in fields.items()
        if field.default is attrs.NOTHING and name not in table
    ]
    known = {key: value for key, value in table.items() if key in fields}
    try:
        made = accept(cls, **known) if not found else None
    except InvalidData as error:
        found += [Problem(f"{path}.{problem.path}", problem.reason) for problem in error.problems]
    except (TypeError, ValueError) as error:
        found.append(Problem(path, str(error)))
    problems += found
    return None if found else made
