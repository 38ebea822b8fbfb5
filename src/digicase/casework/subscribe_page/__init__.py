"""The page on which somebody subscribes: links and how-to for the clients people have, without scripts."""

from __future__ import annotations

import functools
import importlib.resources
import importlib.util
import tomllib
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

CLIENTS = (
    ("Outlook", "outlook"),
    ("Google Calendar", "google"),
    ("Apple Calendar", "apple"),
    ("Thunderbird", "thunderbird"),
)


def page(url: str, *, name: str, language: str) -> str:
    """Return the whole page for a calendar's URL and name; with a QR code of the page where segno is installed."""
    words, title = _words(language), escape(name)
    webcal = "webcal" + url[url.index("://") :] if "://" in url else url
    return f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{words["title"]}: {title}</title>
<style>{_packaged("page.css")}</style></head>
<body><main>
<h1>{words["title"]}</h1>
<p class="name">{title}</p>
<p>{words["lead"]}</p>
<p><a class="open" href="{escape(webcal)}">{words["open"]}</a></p>
<h2>{words["address"]}</h2>
<code>{escape(url)}</code>
<h2>{words["how"]}</h2>
<div class="clients">{"".join(_steps(client, words[key]) for client, key in CLIENTS)}</div>
<p>{words["late"]}</p>
{_scan(url.removesuffix(".ics"), words)}
</main></body></html>
"""


def _steps(client: str, steps: Sequence[str]) -> str:
    return f"<section><h3>{client}</h3><ol>{''.join(f'<li>{step}</li>' for step in steps)}</ol></section>"


@functools.cache
def _words(language: str) -> Mapping[str, Any]:
    return tomllib.loads(_packaged(f"{language}.toml"))


@functools.cache
def _packaged(name: str) -> str:
    return importlib.resources.files(__name__).joinpath(name).read_text("utf-8")


def _scan(url: str, words: Mapping[str, Any]) -> str:
    """Return a code that opens this page on a telephone: the calendar itself it may take for a file to import."""
    if importlib.util.find_spec("segno") is None:
        return ""
    import segno  # an extra: the page is complete without its picture

    picture = segno.make(url, micro=False).svg_inline(scale=4, border=2)
    return (
        f'<h2>{words["phone"]}</h2><p>{words["scan"]}</p><div role="img" aria-label="{words["code"]}">{picture}</div>'
    )
