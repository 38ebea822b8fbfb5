"""Sheets of A4 on which any name prints, the same bytes for the same content."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

FONTS = Path(str(resources.files("digicase_papers"))) / "fonts"
FAMILY = "DejaVu"
LINE = 5.5
"""The height of a line, in millimetres."""


@contextmanager
def new_sheet(*, title: str, language: str, made_on: dt.date, fonts: Sequence[Path] = ()) -> Iterator[FPDF]:
    """Open an empty document in our font; letters that it lacks are looked for in `fonts`, in order.

    Names are shaped and ordered as their script wants it, also from right to left.
    """
    pdf = FPDF(format="A4")
    pdf.add_font(FAMILY, fname=FONTS / "DejaVuSans.ttf")
    pdf.add_font(FAMILY, style="B", fname=FONTS / "DejaVuSans-Bold.ttf")
    for number, font in enumerate(fonts):
        pdf.add_font(f"more{number}", fname=font)
    if fonts:
        pdf.set_fallback_fonts([f"more{number}" for number in range(len(fonts))], exact_match=False)
    pdf.set_text_shaping(use_shaping_engine=True)
    pdf.set_title(title)
    pdf.set_lang(language)
    pdf.set_creation_date(dt.datetime.combine(made_on, dt.time(), dt.UTC))
    pdf.set_font(FAMILY, size=10)
    try:
        yield pdf
    finally:  # fpdf2 keeps the files of its fonts open
        for used in pdf.fonts.values():
            if isinstance(used, TTFFont):
                used.ttfont.close()
