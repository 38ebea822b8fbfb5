"""Half a year of the programme in Ghent: import, advise, lend, plan, book, change plans, send notices, follow up.

Run it twice: the second run finds everything done and changes nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from progress_page import progress_page
from tqdm import tqdm

import digicase
from digicase import Addressee, Advice, AdviceStatus, Case, Digicase, Zitdag

HERE = Path(__file__).parent
TODAY = dt.date(2026, 11, 24)  # the example's own day, so that it tells the same story whenever it runs
MID_TERM = dt.date(2027, 2, 23)
FIRST, LAST = dt.date(2026, 12, 1), dt.date(2027, 6, 30)
CLOSED = dt.date(2027, 5, 20), dt.date(2027, 5, 28)  # works in the building
STRIKE = dt.date(2027, 3, 4)
MOVED = dt.date(2027, 3, 11), dt.date(2027, 4, 14)  # from winter time to summer time
SERIES = {
    "Zitdag Jobteam": {"location": "Jobteam", "coach": "K-01", "starts": dt.time(9), "ends": dt.time(12)},
    "Zitdag De Krook": {"location": "De Krook", "coach": "K-02", "starts": dt.time(13, 30), "ends": dt.time(16, 30)},
}
A_WEEK = dt.timedelta(days=7)


class OurClientFiles:
    """The host's own directory: digicase asks it for an address when a message leaves, and keeps none itself."""

    def __init__(self, staff: Mapping[str, Addressee]) -> None:
        self.staff = staff

    def find(self, reference: str, /) -> Addressee | None:
        """Return an address; the jobseekers' ones are made up here."""
        made_up = f"{reference.lower()}@jobseekers.example.org"
        return self.staff.get(reference) or Addressee(reference=reference, email=made_up)


def advise(gent: Digicase) -> dict[Case, Advice]:
    """Return the advice for every case in guidance that has any, the greatest need (lowest score) first."""
    cases = gent.find(digicase.CaseQuery(open=True))
    advised = {case: gent.assessments.advise(case) for case in tqdm(cases, desc="advice")}
    sound = {case: advice for case, advice in advised.items() if advice.status is AdviceStatus.OK}
    return dict(sorted(sound.items(), key=lambda pair: (pair[1].job, pair[0].reference)))


def lend(gent: Digicase, advised: dict[Case, Advice]) -> None:
    """Lend what is advised until the stock is out; the others wait, in order of need."""
    served = {loan.case for loan in gent.find(digicase.LoanQuery(open=True))}
    served |= {place.case for place in gent.waiting.line()}
    stock: dict[tuple[str, bool], deque[str]] = {}
    for package in gent.packages.lendable():  # what is due for replacement stays here
        stock.setdefault((package.device, package.has_dongle), deque()).append(package.label)
    with gent.begin() as work:
        for case, advice in tqdm(advised.items(), desc="loans"):
            device, dongle = advice.device and advice.device.lends, bool(advice.dongle)
            if device is None or case.id in served:
                continue
            fitting = [shelf for spare in (dongle, True) if (shelf := stock.get((device, spare)))]
            if fitting:
                work.loans.lend(fitting[0].popleft(), to=case)
            else:
                work.waiting.join(case, device=device, dongle=dongle, rank=advice.job or 0)


def keep_house(gent: Digicase) -> str:
    """Swap a laptop that broke, spread what would all be due in a closure, and take stock; once only."""
    if gent.count(digicase.StocktakeQuery(name="2026-11")):
        return "done before"
    spare = gent.items.register("laptop", model="Lenovo ThinkPad L15", serial="SPARE-01", acquired_on=TODAY)
    loan = gent.find(digicase.LoanQuery(open=True, device=digicase.DeviceKind.LAPTOP), limit=1)[0]
    laptop = next(item for item in gent.packages.items(loan.package) if item.is_device)
    gent.loans.swap(loan, laptop, spare, reason="the screen broke")
    moved = gent.loans.spread(*CLOSED, a_day=8)
    gent.stocktakes.begin("2026-11")
    for package in gent.find(digicase.PackageQuery(state=digicase.PackageState.AVAILABLE)):
        gent.stocktakes.scan("2026-11", package.label)
    seen = gent.stocktakes.report("2026-11")
    gent.stocktakes.end("2026-11")
    days = len({loan.due_on for loan in moved})
    spread = f"{len(moved)} due dates in a closure spread over {days} days"
    return f"1 laptop swapped; {spread}; {len(seen.found)} packages on the shelf, {len(seen.missing)} missing"


def plan(gent: Digicase) -> None:
    """Plan two half-days a week at two locations with a projector, without the holidays."""
    known = {series.name for series in gent.find(digicase.SeriesQuery())}
    for name, where in SERIES.items():
        if name not in known:
            gent.locations.register(str(where["location"]), seats=6, equipment=["projector"])
            gent.zitdagen.plan(name, needs=["projector"], weekdays=["TU", "TH"], first=FIRST, last=LAST, **where)  # type: ignore[arg-type]  # a table of mixed values


def book(gent: Digicase, advised: dict[Case, Advice]) -> None:
    """Book the advised number of appointments, a week or more apart, in rounds, so that everybody gets a first one."""
    zitdagen = gent.find(digicase.ZitdagQuery(since=FIRST))
    free = {zitdag: [slot for slot, places in gent.zitdagen.free(zitdag).items() if places] for zitdag in zitdagen}
    booked, last = Counter[object](), dict[object, dt.date]()
    for appointment in taken(gent):
        booked[appointment.case] += 1
        last[appointment.case] = max(appointment.on, last.get(appointment.case, appointment.on))
    rounds = max(advice.sessions or 0 for advice in advised.values())
    with gent.begin() as work:
        for turn in tqdm(range(rounds), desc="bookings"):
            for case, advice in advised.items():
                if booked[case.id] != turn or turn >= (advice.sessions or 0):
                    continue
                after = last[case.id] + A_WEEK if case.id in last else FIRST
                zitdag = next((z for z in free if z.on >= after and free[z] and case.in_guidance(z.on)), None)
                if zitdag is not None:
                    goals = case.goals[:1]
                    work.appointments.book(
                        case, zitdag, at=free[zitdag].pop(0), accompanied_by=case.consultant, about=goals
                    )
                    booked[case.id] += 1
                    last[case.id] = zitdag.on


def change_plans(gent: Digicase) -> str:
    """Move a zitdag, cancel another, and close the building; book anew who lost a place, once only."""
    if gent.count(digicase.ZitdagQuery(state=digicase.ZitdagState.CANCELLED)):
        return "done before"
    gent.zitdagen.move(zitdag_on(gent, MOVED[0]), on=MOVED[1], starts=dt.time(13, 30))
    gent.zitdagen.cancel(zitdag_on(gent, STRIKE), reason="strike")
    closed = gent.zitdagen.close(*CLOSED, reason="works in the building")
    lost = gent.appointments.unsettled()
    for appointment in lost:
        place = gent.appointments.free_places(appointment.case, number=1, since=appointment.on)[0]
        gent.appointments.move(appointment, to=place.zitdag, at=place.at)
    return f"1 moved, 1 cancelled, {len(closed)} closed; {len(lost)} appointments booked anew"


def zitdag_on(gent: Digicase, day: dt.date) -> Zitdag:
    return gent.find(digicase.ZitdagQuery(location="Jobteam", since=day), limit=1)[0]


def taken(gent: Digicase) -> list[digicase.Appointment]:
    """Return the appointments that hold a place, whether they are still to come or have been."""
    return [each for each in gent.find(digicase.AppointmentQuery()) if each.takes_a_place]


def follow_up(gent: Digicase, folder: Path) -> str:
    """At mid-term coaches report, consultants answer, ten people are assessed again, and their progress is drawn."""
    held = gent.find(digicase.AppointmentQuery(unreported=True, before=MID_TERM))
    for number, appointment in enumerate(tqdm(held, desc="reports")):
        came, practised = number % 9 != 8, gent.assessments.advise(appointment.case).goal_gaps[:2]
        gent.acting_as(appointment.coach).feedback.report(
            appointment,
            came=came,
            consultant_came=came and number % 4 != 3,
            practised=practised if came else (),
            text="Goed geoefend." if came else None,
        )
        if came and number % 5:
            gent.acting_as(appointment.consultant).feedback.answer(appointment, "Dank. We gaan verder op dit spoor.")
    folder.mkdir(parents=True, exist_ok=True)
    trained = Counter((each.case, code) for each in held for code in gent.appointments.get(each).practised)
    for case in list(dict.fromkeys(case for case, _ in trained))[:10]:
        before = gent.assessments.latest(case)
        assert before is not None, "who has an appointment was advised, and so assessed"
        better = {code: min(3, (value or 0) + trained[case, code]) for code, value in before.values().items()}
        now = gent.assessments.record(case, better, source="coach", on=MID_TERM)
        reference, framework = gent.cases.get(case).reference, gent.house.framework
        page = progress_page(reference, gent.assessments.compare(before, now), framework)
        (folder / f"{reference}.html").write_text(page, encoding="utf-8")
    found = gent.feedback.measures(before=MID_TERM)
    who = f"{found.held} came, {found.no_shows} did not, {found.accompanied} with their consultant"
    return f"{found.reported} reports: {who}; {found.answered} answered"


def write_calendars(gent: Digicase, folder: Path) -> int:
    """Write one calendar per consultant, coach and location, and the offer; return how many changed."""
    folder.mkdir(parents=True, exist_ok=True)
    owners: list[tuple[str, str | None]] = [("offer", None)]
    owners += [
        (staff.role, staff.reference) for staff in gent.find(digicase.StaffQuery()) if staff.role != "coordinator"
    ]
    owners += [("location", str(where["location"])) for where in SERIES.values()]
    changed = 0
    for audience, owner in tqdm(owners, desc="calendars"):
        path = folder / (f"{audience}-{owner}.ics".replace(" ", "-") if owner else f"{audience}.ics")
        feed = gent.calendars.export(audience, owner)
        changed += not path.exists() or path.read_bytes() != feed
        path.write_bytes(feed)
    return changed


def deliver(gent: Digicase) -> str:
    """Send what is due, a hundred at a time."""
    due = gent.count(digicase.NoticeQuery(state=digicase.NoticeState.PLANNED, due_before=noon_of(TODAY)))
    totals = Counter[str]()
    with tqdm(total=due, desc="notices") as bar:
        while (report := gent.deliver(limit=100)).total:
            totals.update(sent=report.sent, unsent=report.total - report.sent)
            bar.update(report.total)
    return f"{totals['sent']} sent now, {totals['unsent']} not"


def noon_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def per_month(gent: Digicase) -> Iterator[str]:
    """Yield a line per month: places, and how many are filled."""
    zitdagen: Iterable[Zitdag] = gent.find(digicase.ZitdagQuery(state=digicase.ZitdagState.PLANNED, since=FIRST))
    places = Counter[str]()
    for zitdag in zitdagen:
        places[f"{zitdag.on:%Y-%m}"] += zitdag.capacity
    filled = Counter(f"{appointment.on:%Y-%m}" for appointment in taken(gent))
    for month, total in places.items():
        bar = "█" * round(20 * filled[month] / total)
        yield f"  {month}  {filled[month]:>3} of {total:>3} places filled  {bar}"


def tell(
    gent: Digicase,
    advised: dict[Case, Advice],
    imported: object,
    house: str,
    changed: str,
    calendars: int,
    notices: str,
) -> None:
    """Print what a coordinator wants to see."""
    states = gent.count(digicase.PackageQuery(), by="state")
    waiting = Counter(f"{place.device}{' with dongle' if place.dongle else ''}" for place in gent.waiting.line())
    line = ", ".join(f"{number} for a {what}" for what, number in sorted(waiting.items())) or "nobody"
    print(f"\n{imported}\n")
    print(f"Packages   {states.get('on_loan', 0)} on loan, {states.get('available', 0)} free")
    print(f"Waiting    {line}")
    soon = gent.packages.replacements(gent.house.today(), gent.house.today() + dt.timedelta(days=365))
    print("Replace   ", ", ".join(f"{number} in {quarter}" for quarter, number in soon.items()))
    print(f"House      {house}")
    print(f"Advised    {len(advised)} people, {sum(a.foundation_gaps >= 4 for a in advised.values())} of them starters")
    print("Zitdagen", *per_month(gent), sep="\n")
    print(f"Changed    {changed}")
    print(f"Calendars  {calendars} written anew")
    print(f"Notices    {notices}; {gent.count(digicase.NoticeQuery(state=digicase.NoticeState.PLANNED))} planned ahead")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=HERE / "data" / "ghent", help="the partner's folder of CSV files")
    parser.add_argument("--output", type=Path, default=HERE / "output", help="where store, calendars and mail go")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    store, mail = f"sqlite:///{options.output / 'gent.db'}", f"maildir:{options.output / 'mail'}"

    with digicase.open(store, today=lambda: TODAY) as gent:
        before = gent.count(digicase.JournalQuery())
        imported = gent.exchange.import_folder(options.data, progress=lambda rows, what: tqdm(rows, desc=what))
        staff = {contact.reference: contact for contact in gent.find(digicase.ContactQuery()) if contact.email}
    with digicase.open(store, today=lambda: TODAY, channel=mail, directory=OurClientFiles(staff)) as gent:
        advised = advise(gent)
        lend(gent, advised)
        plan(gent)
        book(gent, advised)
        changed = change_plans(gent)
        house = keep_house(gent)
        calendars = write_calendars(gent, options.output / "calendars")
        tell(gent, advised, imported, house, changed, calendars, deliver(gent))
    with digicase.open(store, today=lambda: MID_TERM) as gent:
        print(f"Mid-term   {follow_up(gent, options.output / 'progress')}")
        done = gent.count(digicase.JournalQuery()) - before
        print(f"\n{done} changes journaled." if done else "\nNothing changed: everything was there already.")


if __name__ == "__main__":
    main()
