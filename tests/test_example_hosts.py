"""The example hosts, each a process of its own: their rows and ours are kept together, and lost together."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest

import digicase
from tests.served import HOSTS, Served, rows

pytestmark = pytest.mark.slow

OURS = ("digicase_case", "digicase_loan", "digicase_notice")
PASSWORD = "correct horse battery staple"
DJANGO = {"SECRET_KEY": "of the tests", "DJANGO_SUPERUSER_PASSWORD": PASSWORD}


@attrs.frozen(kw_only=True)
class Host:
    """A host that is served: how to sign in, to send an intake, and which tables are its own."""

    name: str
    server: Served
    database: Path
    tables: tuple[str, str]

    @contextmanager
    def sign_in(self, name: str) -> Iterator[httpx.Client]:
        with httpx.Client(base_url=self.server.url) as browser:
            if self.name == "django":
                form = {"username": name, "password": PASSWORD, "next": "/admin/"}
                browser.headers["X-CSRFToken"] = browser.get("/admin/login/").cookies["csrftoken"]
                assert browser.post("/admin/login/", data=form).status_code == 302
                browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
            else:
                browser.auth = httpx.BasicAuth(name, PASSWORD)
            yield browser

    def take_in(self, reference: str, *, by: str = "CO-1", package: str = "DP-001", contract: str = "1") -> Any:
        form = {"reference": reference, "name": "An De Smet", "package": package, "contract": contract}
        with self.sign_in(by) as browser:
            if self.name == "fastapi":
                return browser.post("/intakes", json={**form, "guidance_from": dt.date.today().isoformat()})
            return browser.post("/intakes", data=form)

    def state(self) -> dict[str, int]:
        return rows(self.database, *self.tables, *OURS)


def stock(database: Path) -> None:
    """Register the staff and the packages that a job centre has before its site opens."""
    with digicase.open(f"sqlite:///{database}") as gent:
        gent.staff.register("CO-1", role="coordinator")
        gent.staff.register("C-04", role="consultant")
        for label in ("DP-001", "DP-002"):
            gent.packages.register(label, device="laptop", model="L15", acquired_on=dt.date(2025, 1, 10))


def serve_flask(database: Path, log: Path) -> Served:
    passwords = f'{{"CO-1": "{PASSWORD}", "C-04": "{PASSWORD}", "nobody": "{PASSWORD}"}}'
    settings = {"DATABASE": f"sqlite:///{database}", "PASSWORDS": passwords}
    command = ["gunicorn", "--threads", "4", "--bind", "127.0.0.1:0", "flask_host:create_app()"]
    return Served(command, folder=HOSTS, settings=settings, log=log)


def serve_fastapi(database: Path, log: Path) -> Served:
    passwords = f'{{"CO-1": "{PASSWORD}", "C-04": "{PASSWORD}", "nobody": "{PASSWORD}"}}'
    settings = {"DATABASE": f"sqlite:///{database}", "PASSWORDS": passwords}
    command = ["uvicorn", "--no-access-log", "--port", "0", "--factory", "fastapi_host:create_app"]
    return Served(command, folder=HOSTS, settings=settings, log=log)


def serve_django(database: Path, log: Path) -> Served:
    settings = {**DJANGO, "DATABASE": str(database)}
    manage(settings, "migrate", "--verbosity", "0")
    for name in ("CO-1", "C-04", "nobody"):
        manage(settings, "createsuperuser", "--noinput", "--username", name, "--email", f"{name}@example.org")
    command = ["gunicorn", "--threads", "4", "--bind", "127.0.0.1:0", "jobcentre.wsgi"]
    return Served(command, folder=HOSTS / "django_host", settings=settings, log=log)


def manage(settings: dict[str, str], *command: str) -> None:
    run = [sys.executable, "manage.py", *command]
    subprocess.run(run, cwd=HOSTS / "django_host", env={**os.environ, **settings}, check=True, capture_output=True)


SERVE: dict[str, tuple[Callable[[Path, Path], Served], tuple[str, str]]] = {
    "flask": (serve_flask, ("client", "contract")),
    "fastapi": (serve_fastapi, ("client", "contract")),
    "django": (serve_django, ("jobcentre_client", "jobcentre_contract")),
}


ENDS = {
    "flask": (0, "Shutting down: Master"),
    "fastapi": (-signal.SIGTERM, "Application shutdown complete."),  # uvicorn closes all, and then ends by the signal
    "django": (0, "Shutting down: Master"),
}
"""How each server ends when it is asked to: its exit code, and what it says when all is closed."""


@pytest.fixture(scope="module", params=SERVE)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """A site that is open; what one test leaves in it the next one finds."""
    folder = tmp_path_factory.mktemp(request.param)
    serve, tables = SERVE[request.param]
    stock(folder / "jobcentre.db")
    server = serve(folder / "jobcentre.db", folder / "log.txt")
    yield Host(name=request.param, server=server, database=folder / "jobcentre.db", tables=tables)
    server.kill()


@pytest.fixture
def host(site: Host) -> Host:
    """The site after its first intake, which handed DP-001 over under contract 1."""
    if site.state()["digicase_case"] == 0:
        answer = site.take_in("J-0001")
        assert answer.status_code == 201, answer.text
    return site


def test_the_hosts_rows_and_ours_are_committed_together(host: Host) -> None:
    assert list(host.state().values())[:4] == [1, 1, 1, 1]


def test_nothing_is_left_of_either_when_we_refuse_half_way(host: Host) -> None:
    before = host.state()
    answer = host.take_in("J-0002", contract="2")
    assert (answer.status_code, answer.json()["objections"][0]["code"]) == (409, "already_on_loan")
    assert host.state() == before


def test_nothing_is_left_of_either_when_the_hosts_own_table_refuses_at_the_end(host: Host) -> None:
    before = host.state()
    answer = host.take_in("J-0002", package="DP-002", contract="1")
    assert (answer.status_code, "contract number is taken" in answer.text) == (409, True)
    assert host.state() == before


@pytest.mark.parametrize("by", ["C-04", "nobody"])
def test_who_may_not_lend_is_told_so_and_nothing_is_left(host: Host, by: str) -> None:
    before = host.state()
    answer = host.take_in("J-0002", by=by, package="DP-002", contract="2")
    assert (answer.status_code, answer.json()["error"]) == (403, "NotPermitted")
    assert host.state() == before


def test_who_has_not_signed_in_is_sent_to_do_so(host: Host) -> None:
    answer = (
        httpx.get(f"{host.server.url}/calendar") if host.name == "django" else httpx.post(f"{host.server.url}/calendar")
    )
    assert answer.status_code in (302, 401)


def test_a_calendar_program_fetches_the_feed_that_is_mounted(host: Host) -> None:
    with host.sign_in("C-04") as browser:
        url = browser.post("/calendar").json()["url"]
    feed = httpx.get(url)
    assert (feed.status_code, feed.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert feed.text.startswith("BEGIN:VCALENDAR")
    again = httpx.get(url, headers={"If-None-Match": feed.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_token_of_a_feed_is_not_in_the_servers_log(host: Host) -> None:
    with host.sign_in("C-04") as browser:
        url = browser.post("/calendar").json()["url"]
    httpx.get(url)
    assert url.rpartition("/")[2] not in host.server.log


def test_the_page_that_tells_how_to_subscribe_names_the_address_under_which_it_is_mounted(host: Host) -> None:
    with host.sign_in("C-04") as browser:
        url = browser.post("/calendar").json()["url"]
    page = httpx.get(url.removesuffix(".ics"))
    assert (page.status_code, url in page.text) == (200, True)


def test_a_token_that_nobody_has_gives_nothing(host: Host) -> None:
    assert httpx.get(f"{host.server.url}/calendars/{'x' * 32}.ics").status_code == 404


@pytest.mark.parametrize("site", ["django"], indirect=True)
def test_the_admin_lists_packages_and_loans_by_reference(host: Host) -> None:
    with host.sign_in("CO-1") as browser:
        packages = browser.get("/admin/digicase_pages/package/?state=available").text
        loans = browser.get("/admin/digicase_pages/loan/?q=J-0001&returned_on__isempty=1").text
    assert ("DP-001" in packages, "DP-002" in packages) == (False, True)
    assert ("DP-001" in loans, "J-0001" in loans, "De Smet" in loans) == (True, True, False)


@pytest.mark.parametrize("site", ["django"], indirect=True)
def test_nobody_changes_packages_and_loans_in_the_admin(host: Host) -> None:
    with digicase.open(f"sqlite:///{host.database}") as gent:
        pages = ["package/add/", f"package/{gent.packages.get('DP-001').id}/delete/", "loan/add/"]
    with host.sign_in("CO-1") as browser:
        assert [browser.get(f"/admin/digicase_pages/{page}").status_code for page in pages] == [403, 403, 403]
        seen = browser.get(f"/admin/digicase_pages/{pages[1].removesuffix('delete/')}change/")
        assert (seen.status_code, "DP-001" in seen.text, 'name="_save"' in seen.text) == (200, True, False)


def test_of_many_who_ask_for_one_package_at_once_exactly_one_gets_it(host: Host) -> None:
    before = host.state()
    with ThreadPoolExecutor(6) as pool:
        asked = [pool.submit(host.take_in, f"J-1{n}", package="DP-002", contract=f"1{n}") for n in range(6)]
    assert sorted(answer.result().status_code for answer in asked) == [201, 409, 409, 409, 409, 409]
    assert [after - first for after, first in zip(host.state().values(), before.values(), strict=True)][:4] == [1] * 4


def test_all_is_well_in_the_store_when_the_site_has_stopped(host: Host) -> None:
    code, last_words = ENDS[host.name]
    assert (host.server.stop(), last_words in host.server.log) == (code, True)
    assert "Traceback" not in host.server.log
    with digicase.open(f"sqlite:///{host.database}") as gent:
        assert gent.check().ok
