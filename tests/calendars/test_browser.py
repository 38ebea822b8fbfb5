"""The page on which somebody subscribes, as Chromium shows it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path

import attrs
import pytest
import zxingcpp
from PIL import Image
from tests.calendars.year import Subscription

pytestmark = pytest.mark.slow

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--enable-logging=stderr",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)  # fmt: skip
BUTTON = (0x00, 0x5A, 0x9C)
SAYS = {
    "nl": ("Neem een abonnement op deze agenda", "Openen in mijn agenda"),
    "fr": ("Abonnez-vous à cet agenda", "Ouvrir dans mon agenda"),
    "en": ("Subscribe to this calendar", "Open in my calendar"),
}


class Elements(HTMLParser):
    """The elements of a page, each with its attributes and the text inside."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, Mapping[str, str | None], list[str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs), []))

    def handle_data(self, data: str) -> None:
        if self.found:
            self.found[-1][2].append(data)

    def texts(self, *tags: str) -> list[str]:
        return ["".join(text).strip() for tag, _, text in self.found if tag in tags]

    def values(self, name: str) -> list[str]:
        return [value for _, given, _ in self.found if (value := given.get(name))]


@attrs.frozen(kw_only=True)
class Seen:
    """What came of opening a page: its elements, its picture, what was requested for it, and what was logged."""

    language: str
    address: str
    elements: Elements
    picture: Path
    requested: Sequence[str]
    log: str


def opened(address: str, language: str, folder: Path, width: int) -> Seen:
    """Open a page in a Chromium of its own, once for what is on it, and once for its picture."""
    home = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"}
    started = ["chromium", *FLAGS, f"--accept-lang={language}", f"--user-data-dir={folder}/data"]
    picture, net = folder / "page.png", folder / "net.json"
    shown = subprocess.run(
        [*started, f"--log-net-log={net}", "--dump-dom", address], env=home, capture_output=True, encoding="utf-8"
    )
    screen = [f"--window-size={width},1250", f"--screenshot={picture}"]
    subprocess.run([*started, *screen, address], env=home, capture_output=True, check=True)
    events = [event.get("params", {}) for event in json.loads(net.read_text())["events"]]
    asked = [e["url"] for e in events if str(e.get("network_isolation_key", "")).startswith("http://127.0.0.1")]
    return Seen(
        language=language,
        address=address,
        elements=Elements(shown.stdout),
        picture=picture,
        requested=asked,
        log=shown.stderr,
    )


@pytest.fixture(scope="module", params=["nl", "fr", "en"])
def seen(
    request: pytest.FixtureRequest, subscriptions: Sequence[Subscription], tmp_path_factory: pytest.TempPathFactory
) -> Seen:
    """The page of a consultant's calendar in one of our languages; skips where Chromium is not installed."""
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    mine = next(each for each in subscriptions if each.feed.audience == "consultant")
    address = mine.url.removesuffix(".ics")
    return opened(address, request.param, tmp_path_factory.mktemp("browser"), 820)


def test_it_speaks_the_language_of_the_browser(seen: Seen) -> None:
    title, button = SAYS[seen.language]
    assert seen.elements.texts("h1") == [title]
    assert button in seen.elements.texts("a")
    assert seen.elements.values("lang") == [seen.language]


def test_it_says_which_calendar_it_is(seen: Seen) -> None:
    assert "Afspraken van C-01" in seen.elements.texts("p")
    assert seen.elements.texts("title") == [f"{SAYS[seen.language][0]}: Afspraken van C-01"]


def test_its_button_opens_the_calendar_and_its_address_is_to_be_copied(seen: Seen) -> None:
    assert seen.elements.values("href") == [seen.address.replace("http:", "webcal:") + ".ics"]
    assert seen.elements.texts("code") == [f"{seen.address}.ics"]


def test_its_code_is_read_from_the_screen_and_opens_the_page(seen: Seen) -> None:
    with Image.open(seen.picture) as picture:
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [seen.address]


def test_it_is_drawn_with_its_style(seen: Seen) -> None:
    with Image.open(seen.picture) as picture:
        colours = {colour: number for number, colour in picture.convert("RGB").getcolors(maxcolors=1 << 24) or ()}
    assert colours[BUTTON] > 5_000
    assert "Content Security Policy" not in seen.log


def test_it_has_no_script_and_asks_nobody_else_for_anything(seen: Seen) -> None:
    assert not {tag for tag, _, _ in seen.elements.found} & {"script", "iframe", "link", "img", "object", "form"}
    assert seen.address in seen.requested
    server = seen.address.rpartition("/")[0]
    assert [url for url in seen.requested if not url.startswith(f"{server}/")] == []


def test_a_screen_reader_finds_its_way(seen: Seen) -> None:
    tags = [tag for tag, _, _ in seen.elements.found]
    assert [tag for tag in tags if tag in ("h1", "h2", "h3")] == ["h1", "h2", "h2", "h3", "h3", "h3", "h3", "h2"]
    assert seen.elements.texts("h3") == ["Outlook", "Google Calendar", "Apple Calendar", "Thunderbird"]
    assert ("main" in tags, seen.elements.values("role"), len(seen.elements.values("aria-label"))) == (True, ["img"], 1)


def test_it_fits_in_the_narrowest_window(subscriptions: Sequence[Subscription], tmp_path: Path) -> None:
    """Of 500 pixels: Chromium makes none that is narrower."""
    if shutil.which("chromium") is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    address = subscriptions[0].url.removesuffix(".ics")
    narrow = opened(address, "fr", tmp_path, 500)
    with Image.open(narrow.picture) as picture:
        edge = picture.convert("L").crop((picture.width - 8, 0, picture.width, picture.height))
        assert edge.getextrema() == (255, 255)
