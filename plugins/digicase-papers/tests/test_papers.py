"""Papers and labels as readers of PDF and scanners see them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator

import pypdf
import pypdfium2
import pytest
import zxingcpp

import digicase
import digicase_papers
from digicase import Digicase, InvalidData, LoanDocument

NEW = dt.date(2026, 1, 1)
KINDS = ["agreement", "addendum", "return"]


@pytest.fixture
def gent() -> Iterator[Digicase]:
    """A loan that left without its mouse, had its laptop swapped, and of which the dongle is still out."""
    with digicase.open("memory://", today=lambda: dt.date(2026, 11, 24), block=["holidays"]) as gent:
        gent.packages.register(
            "DP-001", device="laptop", model="L15", serial="S-1", acquired_on=NEW, dongle="DG-1", accessories=["muis"]
        )
        gent.items.register("laptop", model="L15", serial="S-2", acquired_on=NEW)
        gent.cases.open("J-0001", consultant="C-04", guidance_from=NEW)
        gent.loans.lend(
            "DP-001",
            to="J-0001",
            on=dt.date(2026, 8, 31),
            without=["accessory muis"],
            conditions={"laptop S-1": "kras op het deksel"},
        )
        gent.loans.swap("DP-001", "S-1", "S-2", reason="scherm stuk", on=dt.date(2026, 10, 1))
        gent.loans.take_back("DP-001", items=["S-2"], conditions={"laptop S-2": "goed"})
        yield gent


def read(pdf: bytes) -> str:
    """Return the text of a PDF, its white space made plain."""
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def document(gent: Digicase, kind: str = "agreement", language: str = "nl") -> LoanDocument:
    return gent.loans.document("DP-001", kind, language=language)


@pytest.mark.parametrize("language", ["en", "fr", "nl"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_paper_is_printed_in_every_language(gent: Digicase, kind: str, language: str) -> None:
    facts = document(gent, kind, language)
    text = read(digicase_papers.paper(facts, name="Amina", organisation="Jobteam"))
    for said in ("Amina", "Jobteam", "DP-001", "J-0001", facts.number, f"{kind}-{language}-1"):
        assert said in text


def test_an_agreement_lists_what_left_and_what_did_not(gent: Digicase) -> None:
    text = read(digicase_papers.paper(document(gent), name="Amina", organisation="Jobteam"))
    assert "laptop S-1 kras op het deksel" in text
    assert "Niet meegegeven: toebehoren muis" in text
    assert "31/08/2026" in text
    assert "28/02/2027" in text
    assert "S-2" not in text


def test_an_agreement_is_one_page_with_its_number_at_the_foot(gent: Digicase) -> None:
    (page,) = pypdf.PdfReader(
        io.BytesIO(digicase_papers.paper(document(gent), name="Amina", organisation="Jobteam"))
    ).pages
    assert page.extract_text().strip().endswith("agreement-nl-1")


def test_an_addendum_says_what_replaced_what_and_why(gent: Digicase) -> None:
    text = read(digicase_papers.paper(document(gent, "addendum"), name="Amina", organisation="Jobteam"))
    assert "laptop S-2 in plaats van laptop S-1 scherm stuk 01/10/2026" in text


def test_a_receipt_says_what_is_still_missing(gent: Digicase) -> None:
    text = read(digicase_papers.paper(document(gent, "return"), name="Amina", organisation="Jobteam"))
    assert "laptop S-2 goed 24/11/2026" in text
    assert "Nog niet terug: dongel DG-1" in text


@pytest.mark.parametrize("name", ["Zoë Đặng-Łukasiewicz", "Анна Ковальчук", "Ελένη Παπαδοπούλου", "Գոհար", "ნინო"])
def test_any_name_prints(gent: Digicase, name: str) -> None:
    assert name in read(digicase_papers.paper(document(gent), name=name, organisation="Jobteam"))


def test_a_name_from_right_to_left_is_shaped(gent: Digicase) -> None:
    pdf = digicase_papers.paper(document(gent), name="فاطمة الزهراء", organisation="Jobteam")
    assert "\N{REPLACEMENT CHARACTER}" not in read(pdf)
    assert pdf != digicase_papers.paper(document(gent), name="فاطمة", organisation="Jobteam")


def test_the_same_facts_give_the_same_bytes(gent: Digicase) -> None:
    papers = [digicase_papers.paper(document(gent), name="Amina", organisation="Jobteam") for _ in range(2)]
    assert papers[0] == papers[1]


def test_no_name_is_in_the_facts_or_kept(gent: Digicase) -> None:
    digicase_papers.paper(document(gent), name="Amina Example", organisation="Jobteam")
    assert "Amina" not in repr(document(gent))
    assert "Amina" not in repr(gent.find(digicase.JournalQuery()))


def test_a_change_of_the_words_is_noticed(gent: Digicase) -> None:
    facts = document(gent)
    assert digicase_papers.paper(facts, name="A", organisation="J", text_version="1")
    with pytest.raises(InvalidData, match="the words are version 1, not 2; have the new text approved"):
        digicase_papers.paper(facts, name="A", organisation="J", text_version="2")


def test_a_language_without_words_is_told(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="no papers in 'ti'; there are: en, fr, nl"):
        digicase_papers.paper(document(gent, language="ti"), name="A", organisation="J")


def test_an_unknown_paper_is_told(gent: Digicase) -> None:
    with pytest.raises(InvalidData, match="'receipt' is not known; choose one of agreement, addendum, return"):
        gent.loans.document("DP-001", "receipt")


def test_labels_are_scanned_as_what_they_say() -> None:
    given = [f"DP-{n:03}" for n in range(1, 31)]
    pdf = digicase_papers.labels(given, link="https://x.example.org/{label}")
    seen = []
    for page in pypdfium2.PdfDocument(pdf):
        seen += [code.text for code in zxingcpp.read_barcodes(page.render(scale=4).to_pil())]
    assert sorted(seen) == [f"https://x.example.org/{label}" for label in given]
    assert all(label in read(pdf) for label in given)


def test_labels_that_were_used_are_skipped() -> None:
    assert len(pypdf.PdfReader(io.BytesIO(digicase_papers.labels(["A", "B"], skip=23))).pages) == 2


@pytest.mark.parametrize(
    ("given", "link", "told"),
    [
        ([], "{label}", "at least one label"),
        ([" "], "{label}", "must not be empty"),
        (["A"], "https://x.example.org", r"must hold \{label\}"),
        (["A very long label that no sheet of labels has any room for at all, however small"], "{label}", "too long"),
    ],
)
def test_what_cannot_be_printed_is_told(given: list[str], link: str, told: str) -> None:
    with pytest.raises(InvalidData, match=told):
        digicase_papers.labels(given, link=link)


@pytest.mark.parametrize(("language", "goal"), [("nl", "cv en brief"), ("fr", "CV et lettre"), ("en", "CV and letter")])
def test_a_support_plan_is_printed_in_the_frameworks_words(gent: Digicase, language: str, goal: str) -> None:
    gent.cases.change("J-0001", goals=["cv_letter"])
    plan = gent.plans.draw_up("J-0001", device="none", dongle=False, sessions=4, practise=["J3"], reason="asked for")
    framework = gent.house.framework
    printed = digicase_papers.plan_paper(
        plan, case="J-0001", framework=framework, name="Amina", organisation="Jobteam", language=language
    )
    texts = {each.code: each.texts for each in framework.items}
    for said in ("Amina", "J-0001", goal, texts["J3"][language], f"plan-{language}-1"):
        assert said in read(printed)
