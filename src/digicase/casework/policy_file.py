"""Policies from a TOML file: checked as a whole, all problems told at once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digicase.casework.tables import made, read_toml, tables
from digicase.domain.notices import OF_A_LOAN
from digicase.domain.policies import EscalationStep, LoanPolicy, PolicyBook, PolicyRule, as_period, as_year_day
from digicase.errors import InvalidData, Problem

WRITTEN = {"period": as_period, "extension": as_period, "replaced_after": as_period, "ends_each": as_year_day}
"""Fields that are written as texts, and what reads them."""


def read_policies(path: Path) -> PolicyBook:
    """Return the book that a TOML file holds, as docs/policies.md says; InvalidData names every problem."""
    return policy_book(read_toml(path))


def policy_book(data: Mapping[str, Any]) -> PolicyBook:
    """Return the book that a table holds: `policy`, a list of policies, and `rule`, those that choose among them."""
    unknown = [key for key in data if key not in ("policy", "rule")]
    problems = [Problem(key, "is not known; write [[policy]] and [[rule]]") for key in unknown]
    policies = [_policy(table, f"policy.{n}", problems) for n, table in enumerate(tables(data, "policy", problems))]
    rules = [made(PolicyRule, table, f"rule.{n}", problems) for n, table in enumerate(tables(data, "rule", problems))]
    if not policies and not problems:
        problems.append(Problem("policy", "write at least one [[policy]]"))
    if problems:
        raise InvalidData(problems)
    return PolicyBook(
        policies=tuple(policy for policy in policies if policy is not None),
        rules=tuple(rule for rule in rules if rule is not None),
    )


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
        steps = tables(values, "escalation", problems)
        values["escalation"] = tuple(
            step for n, each in enumerate(steps) if (step := _step(each, f"{path}.escalation.{n}", problems))
        )
    policy = made(LoanPolicy, values, path, problems)
    return policy if len(problems) == before else None


def _step(table: Any, path: str, problems: list[Problem]) -> EscalationStep | None:
    step = made(EscalationStep, table, path, problems)
    if step is not None and step.notice not in OF_A_LOAN:
        reason = f"{step.notice!r} is not known; choose one of {', '.join(sorted(OF_A_LOAN))}"
        problems.append(Problem(f"{path}.notice", reason))
    return step
