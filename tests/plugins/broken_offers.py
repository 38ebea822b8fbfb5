"""Offers with one small fault each, under their contracts; run by test_the_contracts_catch.py, never by itself."""

from __future__ import annotations

import datetime as dt
import itertools

import attrs
import pytest

from digicase.domain.advice import Advice, Situation, StartAdviser
from digicase.frameworks import offers
from digicase.ports import AdviserOffer, Channel, ClosingDaysOffer, ExporterOffer, FrameworkOffer, Message
from digicase.testing import (
    AdviserContract,
    CalendarExporterContract,
    ChannelContract,
    ClosingDaysContract,
    SkillFrameworkContract,
)

NUMBERS = itertools.count()
DAY = dt.date(2026, 12, 25)


class Anywhere:
    """Sends to people whom nobody can reach."""

    def send(self, message: Message, /) -> None:
        return None


class TestChannel(ChannelContract):
    @pytest.fixture
    def channel(self) -> Channel:
        return Anywhere()


class Yes:
    """Says that it has sent, to whoever does not ask."""

    def send(self, message: Message, /) -> bool:
        return True


class TestAnsweringChannel(ChannelContract):
    reaches_by = ()

    @pytest.fixture
    def channel(self) -> Channel:
        return Yes()  # type: ignore[return-value]  # the mistake under test


class TestExporter(CalendarExporterContract):
    @pytest.fixture
    def exporter(self) -> ExporterOffer:
        return ExporterOffer(name="x", media_type="text/x", export=lambda _: str(next(NUMBERS)).encode())


class TestFramework(SkillFrameworkContract):
    @pytest.fixture
    def offer(self) -> FrameworkOffer:
        sound = offers()[0].load()
        return FrameworkOffer(name=sound.key, load=lambda: attrs.evolve(sound, items=sound.items * 2))


class Pretends(StartAdviser):
    """Takes a blank answer for a zero."""

    def advise(self, situation: Situation, /) -> Advice:
        blank = dict.fromkeys(situation.framework.codes(), 0)
        return super().advise(attrs.evolve(situation, answers={**blank, **situation.answers}))


class TestAdviser(AdviserContract):
    @pytest.fixture
    def offer(self) -> AdviserOffer:
        return AdviserOffer(name="start", adviser=Pretends())


class TestClosingDays(ClosingDaysContract):
    @pytest.fixture
    def offer(self) -> ClosingDaysOffer:
        return ClosingDaysOffer(name="x", closed=lambda first, last: {DAY: "Kerstmis"} if first < DAY < last else {})
