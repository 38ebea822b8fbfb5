"""What cron runs each night: what digicase has found and what our own tables make of it in one transaction, then mail.

    15 5 * * *  python nightly.py sqlite:///jobcentre.db maildir:/var/spool/jobcentre

A night that fails has changed nothing and ends with 1, so that cron tells somebody. Run again, it does what is left.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy import orm

import digicase

Sessions = orm.scoped_session[orm.Session]

FOLLOW_UPS = [digicase.FollowUpRule(name="first_call", after="intake", days=14, what="Call: how does it go?")]
RETENTION = digicase.RetentionPolicy((digicase.RetentionRule(keep="1 year"),))
"""The house's rules: the same wherever its digicase is opened, so its web site imports them from here."""


class Base(orm.DeclarativeBase):
    """Our own tables."""


class Client(Base):
    """A jobseeker, whom digicase knows by reference only."""

    __tablename__ = "client"
    reference: orm.Mapped[str] = orm.mapped_column(primary_key=True)
    name: orm.Mapped[str]


class Desk(Base):
    """Where somebody is found in our house: by reference, or by role, such as `coordinator`."""

    __tablename__ = "desk"
    owner: orm.Mapped[str] = orm.mapped_column(primary_key=True)
    room: orm.Mapped[str]


class Reminder(Base):
    """What lies on a desk in the morning."""

    __tablename__ = "reminder"
    id: orm.Mapped[int] = orm.mapped_column(primary_key=True)
    room: orm.Mapped[str]
    text: orm.Mapped[str]


class OurClients:
    """A plugin: when digicase erases a person, our own row of them goes too, in the same transaction."""

    def __init__(self, session: Sessions) -> None:
        self._session = session

    @digicase.hookimpl
    def digicase_erasers(self) -> Sequence[digicase.EraserOffer]:
        """Offer to tell, to count and to erase what we have under a reference."""
        return [digicase.EraserOffer(name="clients", export=self._export, count=self._count, erase=self._erase)]

    def _export(self, reference: str) -> dict[str, str]:
        client = self._session.get(Client, reference)
        return {"name": client.name} if client else {}

    def _count(self, reference: str) -> int:
        return 0 if self._session.get(Client, reference) is None else 1

    def _erase(self, reference: str) -> None:
        self._session.execute(sa.delete(Client).where(Client.reference == reference))


def night(gent: digicase.Digicase, session: Sessions) -> None:
    """Do the night's work, all of it or none."""
    with session.begin():
        work = gent.on(session)
        work.loans.suspend_sims()
        for listed in work.privacy.destructions(open=True):
            if listed.approved_on:
                work.privacy.destroy(listed)
        if work.privacy.due() and not work.privacy.destructions(open=True):
            work.privacy.list_due()  # for an auditor to approve by day
        work.standby.pass_on()  # what came free is offered to those who wait
        remind(session, work.tasks.overdue())


def remind(session: Sessions, overdue: Sequence[digicase.Task]) -> None:
    """Lay what is overdue on the desks of those who are to do it; what lay there yesterday makes room."""
    rooms = {desk.owner: desk.room for desk in session.scalars(sa.select(Desk))}
    session.execute(sa.delete(Reminder))
    for task in overdue:
        owner = task.owner or str(task.role)
        if owner not in rooms:
            raise SystemExit(f"{owner} has tasks and no desk: add one. Nothing was changed.")
        session.add(Reminder(room=rooms[owner], text=f"{task.what} (since {task.due_on})"))


def main(url: str, channel: str) -> int:
    """Work, and then send what is due; return 1 when a message could not be sent to anybody."""
    engine = digicase.prepare_engine(sa.create_engine(url))
    Base.metadata.create_all(engine)
    session = orm.scoped_session(orm.sessionmaker(engine))
    with digicase.open(
        url,
        create=True,
        channel=channel,
        actor="nightly",
        plugins=[OurClients(session)],
        follow_ups=FOLLOW_UPS,
        retention=RETENTION,
    ) as gent:
        night(gent, session)
        report = gent.deliver()
    print(report)
    return 1 if report.dead else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
