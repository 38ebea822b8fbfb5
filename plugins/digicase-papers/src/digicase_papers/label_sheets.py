"""Labels with QR codes, on sheets of A4 as shops sell them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import segno
from fpdf import FPDF

from digicase import InvalidData, Problem
from digicase_papers.sheets import FAMILY, new_sheet

QUIET = 4
"""The empty modules around a QR code that readers need (ISO/IEC 18004)."""


@attrs.frozen(kw_only=True)
class LabelSheet:
    """A sheet of labels, in millimetres: how many there are, how large, and where the first one begins."""

    columns: int = 3
    rows: int = 8
    width: float = 70.0
    height: float = 36.0
    left: float = 0.0
    top: float = 4.5


def labels(
    given: Sequence[str],
    *,
    link: str = "{label}",
    sheet: LabelSheet | None = None,
    skip: int = 0,
    made_on: dt.date = dt.date(2026, 1, 1),
) -> bytes:
    """Return a PDF with a label for each of the texts given, in order: its QR code, and the text beside it.

    `link` is what the code holds, such as `https://lending.example.org/scan/{label}`. `skip` leaves out labels that
    were used before from a sheet's beginning. InvalidData where there is nothing to print or a text is too long.
    """
    form = sheet or LabelSheet()
    problems = [Problem("labels", "give at least one label")] if not given else []
    problems += [Problem(f"labels.{n}", "must not be empty") for n, label in enumerate(given) if not label.strip()]
    if "{label}" not in link:
        problems.append(Problem("link", "must hold {label}, or all codes say the same"))
    if problems:
        raise InvalidData(problems)
    on_a_page = form.columns * form.rows
    with new_sheet(title="Labels", language="en", made_on=made_on) as pdf:
        pdf.set_auto_page_break(False)
        for number, label in enumerate(given, skip):
            place = number % on_a_page
            if place == 0 or number == skip:
                pdf.add_page()
            row, column = divmod(place, form.columns)
            _label(pdf, form, form.left + column * form.width, form.top + row * form.height, label, link)
        return bytes(pdf.output())


def _label(pdf: FPDF, form: LabelSheet, x: float, y: float, label: str, link: str) -> None:
    code = segno.make_qr(link.replace("{label}", label), error="m")
    modules = [list(row) for row in code.matrix]
    side = min(form.height, form.width / 2)
    step = side / (len(modules) + 2 * QUIET)
    pdf.set_fill_color(0)
    for i, row in enumerate(modules):
        for j, dark in enumerate(row):
            if dark:
                pdf.rect(x + (QUIET + j) * step, y + (QUIET + i) * step, step, step, style="F")
    pdf.set_font(FAMILY, style="B", size=14)
    room = form.width - side - 2
    while pdf.get_string_width(label) > room and pdf.font_size_pt > 5:
        pdf.set_font_size(pdf.font_size_pt - 1)
    if pdf.get_string_width(label) > room:
        raise InvalidData([Problem("labels", f"{label!r} is too long for a label of {form.width} mm")])
    pdf.set_xy(x + side, y + form.height / 2 - 4)
    pdf.cell(room, 8, label)
