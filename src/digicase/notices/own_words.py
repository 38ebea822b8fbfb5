"""An organisation's own words: a folder with a TOML file per language, which says only what it says otherwise."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from digicase.domain.checks import LANGUAGE, LANGUAGES
from digicase.domain.notices import Notice, NoticeKind
from digicase.domain.record import evolve
from digicase.errors import InvalidData, Problem
from digicase.hookspecs import hookimpl
from digicase.notices.wording import FALLBACK, Texts, addressed, fields, shipped, worded
from digicase.ports import Wording

PARTS = ("subject", "body")
LINES = ("greeting", "neutral_greeting", "closing")


class OwnWords:
    """The plugin that a folder of words is: what it does not say is said in ours."""

    def __init__(self, texts: Mapping[str, Texts]) -> None:
        self._texts = texts

    @hookimpl
    def digicase_wording(self, notice: Notice) -> Wording | None:
        """Word a notice where the folder has words for it in its language; a part that it lacks is ours."""
        language = notice.language or FALLBACK
        own = self._texts.get(language, {})
        parts = own.get("notices", {}).get(notice.kind.value, {}).get(notice.audience.value)
        if parts is None and (language not in LANGUAGES or not any(key in own for key in LINES)):
            return None
        ours = shipped(language if language in LANGUAGES else FALLBACK)
        whole = {**ours["notices"][notice.kind.value][notice.audience.value], **(parts or {})}
        said = worded(notice, whole, own.get("closing", ours["closing"]), language)
        return evolve(said, greeting=own.get("greeting"), neutral_greeting=own.get("neutral_greeting"))


def read_words(folder: Path) -> OwnWords:
    """Return the words in a folder: files such as `nl.toml`. InvalidData names every problem, by file and place."""
    if not folder.is_dir():
        raise InvalidData([Problem("wording", f"there is no folder {str(folder)!r}")])
    texts, problems = {}, []
    for path in sorted(folder.glob("*.toml")):
        try:
            texts[path.stem] = tomllib.loads(path.read_text("utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            problems.append(Problem(f"wording.{path.name}", f"is not TOML: {error}"))
            continue
        problems += [Problem(f"wording.{path.name}{at}", reason) for at, reason in _wrong(path.stem, texts[path.stem])]
    if not texts and not problems:
        problems.append(Problem("wording", f"{str(folder)!r} holds no file such as nl.toml"))
    if problems:
        raise InvalidData(problems)
    return OwnWords(texts)


def _wrong(language: str, texts: Texts) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the texts in a language: where, and why."""
    if not LANGUAGE.fullmatch(language):
        yield "", "must be named after a language, such as nl.toml"
    for key, value in texts.items():
        if key not in ("notices", *LINES):
            yield f".{key}", f"is not known; write {', '.join(LINES)}, and [notices.KIND.AUDIENCE]"
        elif key in LINES and not isinstance(value, str):
            yield f".{key}", "must be text"
    notices = texts.get("notices", {})
    for kind, audiences in notices.items() if isinstance(notices, Mapping) else ():
        at = f".notices.{kind}"
        if kind not in list(NoticeKind):
            yield at, f"is not known; known are {', '.join(NoticeKind)}"
        elif not isinstance(audiences, Mapping):
            yield at, "must be a table: [notices.KIND.AUDIENCE]"
        else:
            for audience, parts in audiences.items():
                yield from _wrong_parts(f"{at}.{audience}", NoticeKind(kind), audience, parts)


def _wrong_parts(at: str, kind: NoticeKind, audience: str, parts: object) -> Iterator[tuple[str, str]]:
    if audience not in addressed(kind):
        yield at, f"is not told this; choose among {', '.join(addressed(kind))}"
    if not isinstance(parts, Mapping):
        yield at, "must be a table with subject and body"
        return
    for part, text in parts.items():
        if part not in PARTS or not isinstance(text, str):
            yield f"{at}.{part}", "is not known, or no text; write subject and body"
            continue
        template = string.Template(text)
        if not template.is_valid():
            yield f"{at}.{part}", "has a $ that begins no field; write $$ for a dollar"
            continue
        for name in sorted(set(template.get_identifiers()) - set(fields(kind))):
            yield f"{at}.{part}", f"${name} is not known; known are {', '.join(f'${each}' for each in fields(kind))}"
