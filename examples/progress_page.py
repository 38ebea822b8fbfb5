"""A page that shows somebody's progress: a radar as SVG, and beside it the same figures as a table for everybody."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from digicase import Progress, SkillFramework

SIZE, RADIUS = 320, 110
WORDS = {
    "nl": ("Vooruitgang", "Gebied", "Eerst", "Nu", "niet gevraagd"),
    "fr": ("Progrès", "Domaine", "Avant", "Maintenant", "pas demandé"),
    "en": ("Progress", "Area", "Before", "Now", "not asked"),
}


def progress_page(reference: str, progress: Progress, framework: SkillFramework, *, language: str = "nl") -> str:
    """Return a whole HTML page: no scripts, nothing from elsewhere, readable without the picture."""
    heading, area, before, now, blank = WORDS[language]
    titles = {each.code: each.titles.get(language, each.titles["en"]) for each in framework.areas}
    shown = {titles[code]: scores for code, scores in progress.areas.items()}
    rows = "\n".join(
        f'<tr><th scope="row">{escape(title)}</th>'
        + "".join(f"<td>{_percent(each, blank)}</td>" for each in scores)
        + "</tr>"
        for title, scores in shown.items()
    )
    return f"""<!doctype html>
<html lang="{language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{heading} {escape(reference)}</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 2rem; max-width: 50rem; color: #1a1a1a; background: #fff; }}
main {{ display: flex; flex-wrap: wrap; gap: 2rem; align-items: center; }}
table {{ border-collapse: collapse; }}
th, td {{ text-align: left; padding: .3rem .8rem; border-bottom: 1px solid #767676; }}
</style>
<h1>{heading} {escape(reference)}</h1>
<main>
{_radar(heading, shown, before, now)}
<table>
<thead><tr><th scope="col">{area}</th><th scope="col">{before}</th><th scope="col">{now}</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</main>
</html>
"""


def _percent(score: int | None, blank: str) -> str:
    return blank if score is None else f"{score} %"


def _radar(heading: str, shown: Mapping[str, tuple[int | None, int | None]], before: str, now: str) -> str:
    """Return the picture: one axis per area, a dashed line for what was, a filled one for what is."""
    turns = [2 * math.pi * place / len(shown) - math.pi / 2 for place in range(len(shown))]

    def points(scores: list[int]) -> str:
        return " ".join(",".join(_at(turn, score)) for turn, score in zip(turns, scores, strict=True))

    rings = "".join(f'<polygon points="{points([ring] * len(turns))}" class="ring"/>' for ring in (25, 50, 75, 100))
    ends = [_at(turn, 100) for turn in turns]
    axes = "".join(f'<line x1="0" y1="0" x2="{x}" y2="{y}" class="ring"/>' for x, y in ends)
    places = [(*_at(turn, 112), _anchor(turn)) for turn in turns]
    labels = "".join(
        f'<text x="{x}" y="{y}" text-anchor="{anchor}">{escape(title)}</text>'
        for (x, y, anchor), title in zip(places, shown, strict=True)
    )
    was, is_now = ([scores[which] or 0 for scores in shown.values()] for which in (0, 1))
    reached = [_at(turn, score) for turn, score in zip(turns, is_now, strict=True)]
    dots = "".join(f'<circle cx="{x}" cy="{y}" r="4" fill="#005fcc"/>' for x, y in reached)
    wide, high = 1.5 * SIZE, SIZE
    box = f"{-wide / 2} {-high / 2} {wide} {high}"
    return f"""<svg role="img" aria-labelledby="title key" width="{wide:.0f}" viewBox="{box}">
<title id="title">{heading}</title>
<desc id="key">{before}: - - -; {now}: ——. </desc>
<style>.ring {{ fill: none; stroke: #c4c4c4 }} text {{ font: 11px system-ui, sans-serif }}
.was {{ fill: none; stroke: #5b5b5b; stroke-width: 2; stroke-dasharray: 5 4 }}
.now {{ fill: #005fcc33; stroke: #005fcc; stroke-width: 2.5 }}</style>
{rings}{axes}
<polygon points="{points(was)}" class="was"/>
<polygon points="{points(is_now)}" class="now"/>
{dots}
{labels}
</svg>"""


def _anchor(turn: float) -> str:
    """Return on which side of its point a label stands, so that it lies outside of the picture."""
    across = round(math.cos(turn), 3)
    return "middle" if across == 0 else "start" if across > 0 else "end"


def _at(turn: float, percent: float) -> tuple[str, str]:
    """Return where a percentage lies on an axis, as SVG writes it."""
    length = RADIUS * percent / 100
    return f"{length * math.cos(turn):.1f}", f"{length * math.sin(turn):.1f}"
