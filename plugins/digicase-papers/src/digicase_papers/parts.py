"""What the papers have in common: their head, paragraphs, fields to sign, and foot."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from digicase import InvalidData, Problem
from digicase_papers.sheets import FAMILY, LINE


def foot(pdf: FPDF, text: str) -> None:
    """Write a line at the foot of the last page: what the paper is, and the version of its text."""
    pdf.set_auto_page_break(False)
    pdf.set_y(-20)
    pdf.set_font(FAMILY, size=8)
    pdf.cell(text=text)


def other_version(there: str, wanted: str) -> InvalidData:
    """Return the error that the words in use are of another version than was approved."""
    reason = f"the words are version {there}, not {wanted}; have the new text approved, or install the version before"
    return InvalidData([Problem("text_version", reason)])


def head(pdf: FPDF, title: str, organisation: str, address: str) -> None:
    """Write whose paper it is, and its title."""
    pdf.set_font(FAMILY, size=10)
    line(pdf, " · ".join(filter(None, (organisation, address))))
    pdf.set_font(FAMILY, style="B", size=16)
    pdf.multi_cell(0, 10, title, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.set_font(FAMILY, size=10)


def signatures(pdf: FPDF, name: str, organisation: str, text: Mapping[str, Any]) -> None:
    """Write a field to sign for each side, both on one page."""
    if pdf.will_page_break(55):
        pdf.add_page()
    pdf.ln(LINE * 2)
    with pdf.table(col_widths=(1, 1), first_row_as_headings=False, line_height=LINE, padding=2) as table:
        table.row((name, organisation))
        table.row([f"{text['place_and_day']}:\n\n{text['signed']}:\n\n\n"] * 2)


def line(pdf: FPDF, text: str, *, bold: bool = False) -> None:
    """Write a paragraph."""
    pdf.set_font(FAMILY, style="B" if bold else "", size=10)
    pdf.multi_cell(0, LINE, text, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
    pdf.ln(LINE / 3)
    pdf.set_font(FAMILY, size=10)
