"""The page on which somebody subscribes: links and how-to for the clients people have, without scripts."""

from __future__ import annotations

import functools
import importlib.resources
import importlib.util
import tomllib
from collections.abc import Mapping

LANGUAGES = ("nl", "fr", "en")
CLIENTS = (("Outlook", "outlook"), ("Google Calendar", "google"), ("Apple", "apple"), ("Thunderbird", "thunderbird"))


def page(url: str, *, language: str) -> str:
    """Return the whole page for a calendar's URL, escaped already; with a QR code where segno is installed."""
    words = _words(language)
    webcal = "webcal" + url[url.index("://") :] if "://" in url else url
    how = "".join(f"<dt>{name}</dt><dd>{words[key]}</dd>" for name, key in CLIENTS)
    return f"""<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>{words["title"]}</title><style>{_packaged("page.css")}</style></head>
<body><main>
<h1>{words["title"]}</h1>
<p>{words["lead"]}</p>
<p><a class="open" href="{webcal}">{words["open"]}</a></p>
<h2>{words["address"]}</h2>
<code>{url}</code>
{_scan(url, words["scan"])}
<dl>{how}</dl>
<p>{words["late"]}</p>
</main></body></html>
"""


@functools.cache
def _words(language: str) -> Mapping[str, str]:
    return tomllib.loads(_packaged(f"{language}.toml"))


@functools.cache
def _packaged(name: str) -> str:
    return importlib.resources.files(__package__).joinpath(name).read_text("utf-8")


def _scan(url: str, words: str) -> str:
    if importlib.util.find_spec("segno") is None:
        return ""
    import segno  # an extra: the page is complete without its picture

    return f"<p>{words}</p>{segno.make(url, micro=False).svg_inline(scale=4, title='QR')}"
