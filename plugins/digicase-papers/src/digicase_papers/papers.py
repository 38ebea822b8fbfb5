"""The papers of a loan, one page or more, with a table of items and fields to sign."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fpdf import FPDF

from digicase import LoanDocument
from digicase_papers.parts import foot, head, line, other_version, signatures
from digicase_papers.sheets import LINE, new_sheet
from digicase_papers.texts import words


def paper(
    document: LoanDocument,
    *,
    name: str,
    organisation: str,
    address: str = "",
    language: str | None = None,
    text_version: str | None = None,
    fonts: Sequence[Path] = (),
) -> bytes:
    """Return a paper as PDF, the same bytes for the same facts.

    `name` is the borrower's, from the host's directory: it is printed, and kept nowhere. The language is the
    document's; InvalidData where there are no words in it. `text_version`, where it is given, must be that of the words
    in use: a host that has had its text approved notices a change. `fonts` are files for letters that DejaVu lacks.
    """
    text = words(language or document.language)
    if text_version is not None and text["version"] != text_version:
        raise other_version(text["version"], text_version)
    said = text[document.kind.value]
    title = f"{said['title']} {document.number}"
    spoken = language or document.language
    with new_sheet(title=title, language=spoken, made_on=document.on, fonts=fonts) as pdf:
        pdf.add_page()
        head(pdf, said["title"], organisation, address)
        _facts(pdf, document, name, text)
        for paragraph in said["text"]:
            line(pdf, paragraph)
        _items(pdf, document, text)
        if document.missing:
            missing = ", ".join(_named(item, text) for item in document.missing)
            line(pdf, f"{said['missing']} {missing}", bold=True)
        signatures(pdf, name, organisation, text)
        foot(pdf, f"{document.number} · {document.kind.value}-{spoken}-{text['version']}")
        return bytes(pdf.output())


def _facts(pdf: FPDF, document: LoanDocument, name: str, text: Mapping[str, Any]) -> None:
    def day(value: dt.date) -> str:
        return value.strftime(text["days"])

    rows = [
        (text["borrower"], name),
        (text["number"], document.number),
        (text["case"], document.case),
        (text["package"], document.package),
        (text["lent_on"], day(document.lent_on)),
        (text["due_on"], day(document.due_on)),
    ]
    if document.deposit_cents:
        rows.append((text["deposit"], f"€ {document.deposit_cents / 100:.2f}"))
    with pdf.table(col_widths=(1, 3), first_row_as_headings=False, line_height=LINE) as table:
        for label, value in rows:
            table.row((label, value))
    pdf.ln(LINE)


def _items(pdf: FPDF, document: LoanDocument, text: Mapping[str, Any]) -> None:
    if not document.lines:
        return
    pdf.ln(LINE / 2)
    dated = any(each.on for each in document.lines)
    with pdf.table(col_widths=(5, 5, 2) if dated else (5, 5), line_height=LINE) as table:
        table.row([text["item"], text["condition"], *([text["day"]] if dated else ())])
        for each in document.lines:
            what = _named(each.item, text)
            if each.instead_of is not None:
                what = f"{what} {text['instead_of']} {_named(each.instead_of, text)}"
            table.row([what, each.condition, *([each.on.strftime(text["days"])] if each.on else ())])
    pdf.ln(LINE / 2)


def _named(item: str, text: Mapping[str, Any]) -> str:
    """Return an item in the paper's language: the first word of how it is described is its kind."""
    kind, _, mark = item.partition(" ")
    return f"{text['kinds'].get(kind, kind)} {mark}".strip()
