"""Letters as readers of PDF see them: each message once, the address in the envelope's window."""

from __future__ import annotations

from pathlib import Path

import pypdf
import pytest

import digicase
from digicase import InvalidData, Undeliverable, evolve
from digicase.testing import ChannelContract
from digicase.testing.channels import message
from digicase_papers.letters import WINDOW, Letters, open_letters

MILLIMETRE = 72 / 25.4


class TestContract(ChannelContract):
    reaches_by = ("address",)

    @pytest.fixture
    def channel(self, tmp_path: Path) -> digicase.Channel:
        channel: digicase.Channel = open_letters(str(tmp_path / "to-print"))
        return channel


@pytest.fixture
def letters(tmp_path: Path) -> Letters:
    return open_letters(f"{tmp_path / 'to-print'}?organisation=Jobteam&address=Kaai 1, 9000 Gent")


def written(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "to-print").iterdir())


def test_a_letter_says_who_writes_to_whom_when_and_what(letters: Letters, tmp_path: Path) -> None:
    letters.send(message(language="fr"))
    (file,) = written(tmp_path)
    assert file.name == "2026-11-24-0123456789abcdef.pdf"
    (page,) = pypdf.PdfReader(file).pages
    text = page.extract_text()
    for said in (
        "Jobteam",
        "Kaai 1",
        "9000 Gent",
        "Zoë",
        "24 novembre 2026",
        "Uw afspraak é",
        "Dag Zoë,",
        "U bent welkom.",
    ):
        assert said in text


def test_the_address_stands_in_the_window(letters: Letters, tmp_path: Path) -> None:
    letters.send(message(to=evolve(message().to, address="Dok Noord 7\n9050 Ledeberg")))
    (page,) = pypdf.PdfReader(written(tmp_path)[0]).pages
    places: dict[str, tuple[float, float]] = {}

    def visit(text: str, _: object, matrix: list[float], *__: object) -> None:
        if text.strip():
            places.setdefault(text.strip(), (matrix[4] / MILLIMETRE, 297 - matrix[5] / MILLIMETRE))

    page.extract_text(visitor_text=visit)
    for row in ("Dok Noord 7", "9050 Ledeberg"):
        across, down = places[row]
        assert WINDOW[0] <= across <= WINDOW[0] + 80
        assert WINDOW[1] <= down <= WINDOW[1] + 35


def test_the_same_message_is_the_same_letter(letters: Letters, tmp_path: Path) -> None:
    letters.send(message())
    first = written(tmp_path)[0].read_bytes()
    letters.send(message())
    assert [file.read_bytes() for file in written(tmp_path)] == [first]


def test_a_letter_needs_a_name(letters: Letters) -> None:
    with pytest.raises(Undeliverable, match="no name"):
        letters.send(message(to=evolve(message().to, name=None)))


@pytest.mark.parametrize(
    ("rest", "telling"),
    [
        ("", "name a folder"),
        ("x?colour=red", "unknown option colour"),
        ("x?font=/nowhere.ttf", "there is no font file"),
    ],
    ids=["no folder", "option", "font"],
)
def test_what_is_wrong_with_its_address_is_told(rest: str, telling: str) -> None:
    with pytest.raises(InvalidData, match=telling):
        open_letters(rest)
