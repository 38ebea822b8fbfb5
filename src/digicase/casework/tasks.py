"""Tasks: set by hand or by rules, done, and looked up by their owner."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

import attrs

from digicase.casework.cases import find_case
from digicase.casework.intake import accept
from digicase.casework.people import permitted
from digicase.casework.verbs import Noun, question, verb
from digicase.domain import tasks
from digicase.domain.cases import Case
from digicase.domain.ids import TaskId
from digicase.domain.outcome import Override
from digicase.domain.people import Role
from digicase.domain.tasks import SetTask, Task, TaskQuery, TaskState
from digicase.errors import InvalidData, Problem


class Tasks(Noun):
    """What is to be done about cases, by whom and until when."""

    @verb
    def set(
        self,
        case: Case | UUID | str,
        what: str,
        *,
        due_on: dt.date,
        owner: str | None = None,
        role: str | None = None,
        override: Override | None = None,
    ) -> Task:
        """Set a task about a case until a day: for its `owner`, or for anybody in a `role`; return it.

        Refused: `national_number`. Neither or both of owner and role is InvalidData.
        """
        unit, whose = self.unit, find_case(self.unit, case)
        if (owner is None) == (role is None):
            raise InvalidData([Problem("owner", "give either an owner, by reference, or a role")])
        id = TaskId(self.house.new_id())
        task = accept(
            Task, id=id, case=whose.id, subject=whose.id, what=what, owner=owner, role=role, due_on=due_on,
            changed_at=unit.now,
            dedup_key=f"by_hand:{id}",
        )  # fmt: skip
        request, aside = SetTask(task=task, case=whose), permitted(unit, override)
        return unit.apply(tasks.set_task(request, override=aside, objections=unit.objections(request))).result

    @verb
    def done(self, task: Task | UUID, *, on: dt.date | None = None, remark: str | None = None) -> Task:
        """Record that a task is done, on a day (default: today). Refused: `task_not_open`, `national_number`."""
        unit, now = self.unit, self._get(task)
        finish = accept(_Finish, on=unit.today if on is None else on, remark=remark)
        return unit.apply(tasks.finish(now, on=finish.on, now=unit.now, by=unit.actor, remark=finish.remark)).result

    @question
    def of(self, owner: str | None = None, *, role: str | None = None) -> Sequence[Task]:
        """Return what an owner, or anybody in a role, still has to do, soonest due first."""
        wanted = None if role is None else accept(_Wish, role=role).role
        if self.unit.access is not None and wanted is None:
            self.unit.access.admit_owner(owner)
        return self.unit.session.find(TaskQuery(owner=owner, role=wanted, state=TaskState.OPEN))

    @question
    def about(self, case: Case | UUID | str) -> Sequence[Task]:
        """Return all tasks about a case, done ones too, soonest due first."""
        return self.unit.session.find(TaskQuery(case=find_case(self.unit, case).id))

    @question
    def overdue(self, owner: str | None = None) -> Sequence[Task]:
        """Return the open tasks that were due before today, of one owner or of all, soonest due first."""
        if self.unit.access is not None:
            self.unit.access.admit_owner(owner or self.unit.actor)
            owner = owner if self.unit.access.sees_all else self.unit.actor
        return self.unit.session.find(TaskQuery(owner=owner, state=TaskState.OPEN, due_before=self.unit.today))

    def _get(self, given: Task | UUID) -> Task:
        task = self.unit.stored(Task, given)
        if task.owner != self.unit.actor:
            self.unit.admit_to(task.case)
        return task


@attrs.frozen(kw_only=True)
class _Finish:
    on: dt.date
    remark: str | None


@attrs.frozen(kw_only=True)
class _Wish:
    role: Role
