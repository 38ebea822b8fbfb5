"""Commands on notices: sending what is due, what could not be sent, and how notices are worded."""

from __future__ import annotations

import argparse
import sys
import threading
from collections.abc import Iterator

from digicase.app import Digicase
from digicase.commands.common import Commands, example, facts, takes_json, takes_store, tell, told_to_end
from digicase.domain.notices import NoticeKind, NoticeQuery, NoticeState
from digicase.domain.people import ContactQuery
from digicase.errors import InvalidData, Problem, StorageError
from digicase.opening import open


def add(commands: Commands) -> Iterator[argparse.ArgumentParser]:
    """Add `deliver`, `dead` and `wording`."""
    delivered = commands.add_parser(
        "deliver",
        help="send the notices that are due; 1 when some were given up",
        epilog=example("deliver gent.toml", "deliver gent.toml --every 60", "deliver sqlite:///gent.db --channel log"),
    )
    takes_store(delivered)
    delivered.add_argument("--channel", help="through which channel, such as maildir:outbox (default: the settings')")
    delivered.add_argument("--every", type=float, metavar="SECONDS", help="go on until told to end, so often")
    delivered.add_argument("--limit", type=int, help="at most so many at a time")
    delivered.add_argument("--deadline", type=float, metavar="SECONDS", help="begin no other after so long")
    takes_json(delivered)
    delivered.set_defaults(run=_deliver)
    yield delivered

    given_up = commands.add_parser(
        "dead",
        help="list the notices that were given up, and why; 1 when there are some",
        epilog=example("dead gent.toml", "dead gent.toml --requeue"),
    )
    takes_store(given_up)
    given_up.add_argument("--requeue", action="store_true", help="have them sent after all, at the next deliver")
    takes_json(given_up)
    given_up.set_defaults(run=_dead)
    yield given_up

    worded = commands.add_parser(
        "wording",
        help="show what notices say, with made-up facts",
        epilog=example("wording gent.toml --language fr", "wording gent.toml --kind appointment_soon"),
    )
    takes_store(worded)
    worded.add_argument("--language", help="such as nl, fr or en (default: the house's)")
    worded.add_argument(
        "--kind",
        choices=[kind.value for kind in NoticeKind],
        metavar="KIND",
        help="only this kind, such as loan_overdue",
    )
    worded.set_defaults(run=_wording)
    yield worded


def _deliver(chosen: argparse.Namespace) -> int:
    ended, dead = threading.Event(), 0
    channel = {"channel": chosen.channel} if chosen.channel else {}
    with open(chosen.store, create=False, block=chosen.block, **channel) as gent, told_to_end(ended.set):
        _check_somebody_is_known(gent)
        while True:
            try:
                report = gent.deliver(limit=chosen.limit, deadline=chosen.deadline, more=lambda: not ended.is_set())
            except StorageError as error:
                if chosen.every is None:
                    raise
                print(f"{error}\nTrying again in {chosen.every:g} seconds.", file=sys.stderr)
            else:
                dead += report.dead
                if report.total or chosen.every is None:
                    tell(chosen, facts(report, ("sent", "postponed", "dead", "expired")), str(report))
            if chosen.every is None or ended.wait(chosen.every):
                return 1 if dead else 0


def _check_somebody_is_known(gent: Digicase) -> None:
    """Hold that anybody can be reached, before every notice that is due is given up for want of an address."""
    nobody = gent.house.directory is None and not gent.count(ContactQuery())
    if nobody and gent.count(NoticeQuery(state=NoticeState.PLANNED, due_before=gent.house.now())):
        reason = "is missing, and the store holds no contacts: nobody can be reached"
        remedy = 'name yours in the settings file: directory = "our_people:Clients"'
        raise InvalidData([Problem("directory", f"{reason}; {remedy}")])


def _dead(chosen: argparse.Namespace) -> int:
    with open(chosen.store, create=False, block=chosen.block) as gent:
        found = gent.notices.requeue() if chosen.requeue else gent.notices.dead()
    data = [facts(notice, ("id", "kind", "recipient", "due_at", "attempts", "error")) for notice in found]
    lines = [f"{notice.id}  {notice.kind}  to {notice.recipient}: {notice.error}" for notice in found]
    told = f"{len(found)} will be sent again." if chosen.requeue else "\n".join(lines) or "None."
    tell(chosen, data, told)
    return 1 if found and not chosen.requeue else 0


def _wording(chosen: argparse.Namespace) -> int:
    from digicase.notices.wording import addressed

    with open(chosen.store, create=False, block=chosen.block) as gent:
        for kind in [NoticeKind(chosen.kind)] if chosen.kind else NoticeKind:
            for audience in addressed(kind):
                told = gent.preview(kind, audience, language=chosen.language)
                print(f"--- {kind} to the {audience}\n{told.subject}\n\n{told.body}")
    return 0
