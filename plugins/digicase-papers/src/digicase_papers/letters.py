"""Letters to print: a channel that puts each message into a folder as a PDF, for those without e-mail."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import parse_qs

from babel.dates import format_date
from fpdf import FPDF
from fpdf.enums import Align, XPos, YPos

from digicase import InvalidData, Message, Problem, Undeliverable
from digicase_papers.parts import line
from digicase_papers.sheets import FAMILY, LINE, new_sheet

WINDOW = (110.0, 45.0)
"""Where an envelope's window shows the address, in millimetres from left and top: at the right, as in Belgium."""
BODY_FROM = 95.0
OPTIONS = ("organisation", "address", "font")


class Letters:
    """Writes each message as a letter, to be printed, folded and sent by somebody."""

    def __init__(self, folder: Path, *, organisation: str = "", address: str = "", fonts: Sequence[Path] = ()) -> None:
        self._folder, self._organisation, self._address, self._fonts = folder, organisation, address, fonts

    def send(self, message: Message, /) -> None:
        """Write one letter; the same message again is the same file. No address, or no name, is `Undeliverable`."""
        if not message.to.address:
            raise Undeliverable("no postal address is known")
        if not message.to.name:
            raise Undeliverable("no name is known to write on the envelope")
        self._folder.mkdir(parents=True, exist_ok=True)
        beside = self._folder / f".{message.key}.new"
        beside.write_bytes(self._letter(message))
        os.replace(beside, self._folder / f"{message.sent_at:%Y-%m-%d}-{message.key}.pdf")

    def _letter(self, message: Message) -> bytes:
        day = message.sent_at.date()
        with new_sheet(title=message.subject, language=message.language, made_on=day, fonts=self._fonts) as pdf:
            pdf.add_page()
            line(pdf, "\n".join(filter(None, (self._organisation, *_lines(self._address)))))
            _address(pdf, [message.to.name or "", *_lines(message.to.address or "")])
            pdf.set_y(BODY_FROM)
            line(pdf, format_date(day, "long", locale=message.language))
            pdf.ln(LINE)
            line(pdf, message.subject, bold=True)
            for paragraph in message.body.strip().split("\n\n"):
                line(pdf, paragraph)
            return bytes(pdf.output())


def _lines(text: str) -> list[str]:
    """Return the lines of an address, which commas may part as well."""
    return [part.strip() for row in text.splitlines() for part in row.split(",") if part.strip()]


def _address(pdf: FPDF, rows: Sequence[str]) -> None:
    pdf.set_y(WINDOW[1])
    pdf.set_font(FAMILY, size=11)
    for row in rows:
        pdf.set_x(WINDOW[0])
        pdf.cell(80, LINE, row, align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT)


def open_letters(rest: str) -> Letters:
    """Return the channel for `letters:FOLDER?organisation=Jobteam&address=Kaai 1, 9000 Gent&font=FILE`."""
    folder, _, options = rest.partition("?")
    given = parse_qs(options, keep_blank_values=True)
    fonts = [Path(font) for font in given.get("font", [])]
    problems = [
        Problem("channel", f"unknown option {name}; there are {', '.join(OPTIONS)}")
        for name in given
        if name not in OPTIONS
    ]
    problems += [Problem("channel", f"there is no font file {str(font)!r}") for font in fonts if not font.is_file()]
    if not folder:
        problems.append(Problem("channel", 'name a folder: channel="letters:to-print"'))
    if problems:
        raise InvalidData(problems)
    organisation, address = (given.get(name, [""])[-1] for name in ("organisation", "address"))
    return Letters(Path(folder), organisation=organisation, address=address, fonts=fonts)
