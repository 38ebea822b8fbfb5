"""Whoever races for the last places, from however many processes: exactly those are booked, and the others are told."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import pytest
from tests.house import TODAY, new_case, new_series

import digicase
from digicase import AppointmentQuery

RACERS, PLACES = 8, 3

BOOK = """
import datetime as dt, sys, digicase
gent = digicase.open(sys.argv[1], today=lambda: dt.date(2026, 11, 24), block=["holidays"])
zitdag = gent.find(digicase.ZitdagQuery())[0]
print("ready", flush=True)
sys.stdin.readline()
try:
    gent.appointments.book(sys.argv[2], zitdag, at=dt.time(9))
    print("booked")
except digicase.Refused as refused:
    print(*refused.codes)
"""


@pytest.mark.slow
@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)  # one locks the file, the other rows
def test_eight_processes_racing_for_the_last_three_places_book_three(database: str) -> None:
    with digicase.open(database, today=lambda: TODAY, block=["holidays"]) as gent:
        new_series(gent, last=dt.date(2026, 12, 4), ends=dt.time(9, 30), places=PLACES)
        for n in range(RACERS):
            new_case(gent, f"J-{n}")
        command, pipe = [sys.executable, "-c", BOOK, database], subprocess.PIPE
        racers = [subprocess.Popen([*command, f"J-{n}"], stdin=pipe, stdout=pipe, text=True) for n in range(RACERS)]
        for racer in racers:
            assert racer.stdout is not None
            assert racer.stdout.readline() == "ready\n"
        for racer in racers:
            assert racer.stdin is not None
            racer.stdin.write("go\n")
            racer.stdin.flush()
        told = sorted(racer.communicate()[0].strip() for racer in racers)
        assert told == ["booked"] * PLACES + ["full"] * (RACERS - PLACES)
        assert gent.count(AppointmentQuery()) == PLACES
        assert gent.check().ok
