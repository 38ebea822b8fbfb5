"""What we offer keeps the contracts that we ask of others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.test_docs import PYTHON, ROOT

import digicase
from digicase.builtins import Builtins
from digicase.frameworks import offers
from digicase.notices.channels import open_log, open_maildir
from digicase.ports import AdviserOffer, Channel, ExporterOffer, FrameworkOffer
from digicase.testing import AdviserContract, CalendarExporterContract, ChannelContract, SkillFrameworkContract


class TestMaildir(ChannelContract):
    @pytest.fixture
    def channel(self, tmp_path: Path) -> Channel:
        return open_maildir(str(tmp_path / "outbox"))


class TestLog(ChannelContract):
    reaches_by = ()

    @pytest.fixture
    def channel(self) -> Channel:
        return open_log("")


class TestExporters(CalendarExporterContract):
    @pytest.fixture(params=Builtins().digicase_calendar_exporters(), ids=lambda offer: offer.name)
    def exporter(self, request: pytest.FixtureRequest) -> ExporterOffer:
        found: ExporterOffer = request.param
        return found


class TestTheExporterOfThePage(CalendarExporterContract):
    """A third party's, as the page on calendars has it."""

    @pytest.fixture
    def exporter(self) -> ExporterOffer:
        page = (ROOT / "docs" / "calendars.md").read_text("utf-8")
        (block,) = [block for block in PYTHON.findall(page) if "class AtTheDoor" in block]
        names: dict[str, Any] = {"digicase": digicase}
        exec(block, names)  # the docs are ours
        offers: list[ExporterOffer] = names["AtTheDoor"]().digicase_calendar_exporters()
        return offers[0]


class TestFrameworks(SkillFrameworkContract):
    @pytest.fixture(params=offers(), ids=lambda offer: offer.name)
    def offer(self, request: pytest.FixtureRequest) -> FrameworkOffer:
        found: FrameworkOffer = request.param
        return found


class TestStartAdviser(AdviserContract):
    @pytest.fixture
    def offer(self) -> AdviserOffer:
        return Builtins().digicase_advisers()[0]
