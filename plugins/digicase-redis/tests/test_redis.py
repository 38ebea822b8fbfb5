"""The storage on a real Redis keeps the contract, and tells what is wrong."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
import redis
from tests.house import TODAY, new_case

import digicase
from digicase import CaseQuery, ConnectionLost, DataWarning, OutcomeUnknown, Storage, StorageError, UnreadableRow
from digicase.testing import StorageContract
from digicase_redis.storage import open

NUMBERS = count()


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
    return port


def start(folder: Path, port: int) -> subprocess.Popen[bytes]:
    settings = ["--port", str(port), "--dir", str(folder), "--appendonly", "yes", "--appendfsync", "always"]
    server = subprocess.Popen(["redis-server", *settings, "--requirepass", "s3cret"], stdout=subprocess.DEVNULL)
    client = redis.Redis(port=port, password="s3cret")
    for _ in range(100):
        try:
            client.ping()
            break
        except redis.exceptions.ConnectionError:
            time.sleep(0.05)
    client.close()
    return server


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A Redis of the tests' own; skips where Debian's package is not installed."""
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed: apt-get install redis-server")
    port = free_port()
    running = start(tmp_path_factory.mktemp("redis"), port)
    yield f"redis://:s3cret@127.0.0.1:{port}/0"
    running.terminate()
    running.wait(30)


@pytest.fixture
def url(server: str) -> str:
    return f"{server}?prefix=t{next(NUMBERS)}"


class TestRedis(StorageContract):
    durable = multi_process = creates = True

    @pytest.fixture
    def url(self, server: str) -> str:
        return f"{server}?prefix=t{next(NUMBERS)}"

    @pytest.fixture
    def storage(self, url: str) -> Iterator[Storage]:
        storage = open(url, None)
        yield storage
        storage.close()


def refusal(url: str, create: bool | None = None) -> str:
    with pytest.raises(StorageError) as error:
        digicase.open(url, create=create)
    assert "s3cret" not in str(error.value)
    return str(error.value)


def test_a_wrong_password_is_told(url: str) -> None:
    assert "refuses this user and password" in refusal(url.replace("s3cret", "other"))


def test_a_redis_that_is_down_is_told() -> None:
    assert "Redis cannot be reached. Start it" in refusal("redis://:s3cret@127.0.0.1:1/0")


def test_what_is_no_number_of_a_database_is_told(server: str) -> None:
    for wrong, told in ("abc", "its path is not the number of a database"), ("99999", "there is no database of that"):
        with pytest.raises(StorageError, match=told):
            digicase.open(server.removesuffix("0") + wrong)


def test_a_redis_without_memory_is_told_and_keeps_what_it_has(url: str, server: str) -> None:
    with digicase.open(url, today=lambda: TODAY) as gent, redis.Redis.from_url(server) as client:
        new_case(gent, "J-1")
        client.config_set("maxmemory", 1)
        try:
            with pytest.raises(StorageError, match=r"Redis has no memory left\. Give it more"):
                new_case(gent, "J-2")
        finally:
            client.config_set("maxmemory", 0)
        assert gent.count(CaseQuery()) == 1


def test_an_error_of_the_callers_own_redis_stays_the_callers(url: str) -> None:
    gent = digicase.open(url)
    with pytest.raises(redis.exceptions.ConnectionError, match="mine"), gent.begin():
        raise redis.exceptions.ConnectionError("mine")
    gent.close()


def test_an_argument_that_nothing_knows_is_told(url: str) -> None:
    assert "sets something that is not known. Write it as redis://" in refusal(f"{url}&nope=1")


def test_a_store_that_is_not_there_is_not_made_when_none_is_to_be(url: str) -> None:
    assert "no digicase under this prefix" in refusal(url, create=False)


def test_a_newer_store_says_to_upgrade(url: str, server: str) -> None:
    digicase.open(url).close()
    client = redis.Redis.from_url(server)
    client.set(f"{url.rpartition('=')[2]}:schema", "99")
    client.close()
    assert "its schema is 99; this plugin knows 1. Upgrade it" in refusal(url)


def test_a_key_that_is_somebody_elses_is_left_alone(url: str, server: str) -> None:
    client = redis.Redis.from_url(server)
    client.rpush(f"{url.rpartition('=')[2]}:schema", "a list")
    assert "is something else's. Give another prefix" in refusal(url)
    assert client.lrange(f"{url.rpartition('=')[2]}:schema", 0, -1) == [b"a list"]
    client.close()


def test_prefixes_keep_organisations_apart(url: str) -> None:
    with digicase.open(url) as gent, digicase.open(f"{url}-other") as other:
        gent.cases.open("J-1", consultant="C-1", guidance_from=gent.house.today())
        assert (gent.count(CaseQuery()), other.count(CaseQuery())) == (1, 0)


BAD = {"no JSON": b"{", "no such member": b'"home_internet":"pigeon"', "no UTF-8": b"\xff"}


@pytest.fixture(params=BAD)
def hurt(request: pytest.FixtureRequest, url: str, server: str) -> tuple[str, str]:
    """The URL of a store with two cases, of which J-2 is malformed, and the id of that."""
    with digicase.open(url) as gent:
        for reference in ("J-1", "J-2"):
            case = gent.cases.open(reference, consultant="C-1", guidance_from=gent.house.today())
    bad = BAD[request.param]
    client = redis.Redis.from_url(server)
    name = f"{url.rpartition('=')[2]}:case"
    text = client.hget(name, case.id.hex)
    assert isinstance(text, bytes)
    client.hset(name, case.id.hex, text.replace(b'"home_internet":null', bad) if b":" in bad else bad)
    client.close()
    return url, f"case {case.id.hex}: the row cannot be read"


def test_a_list_leaves_out_a_record_that_cannot_be_read_and_names_it(hurt: tuple[str, str]) -> None:
    url, named = hurt
    with digicase.open(url) as gent:
        for query in (CaseQuery(), CaseQuery(consultant="C-1")):
            with pytest.warns(DataWarning, match=named):
                assert [case.reference for case in gent.find(query)] == ["J-1"]


def test_a_check_names_a_record_that_cannot_be_read(hurt: tuple[str, str]) -> None:
    url, named = hurt
    with digicase.open(url) as gent:
        assert [named in told for told in gent.check().unreadable] == [True]


def test_who_would_rely_on_a_record_that_cannot_be_read_is_refused(hurt: tuple[str, str]) -> None:
    url, named = hurt
    with digicase.open(url) as gent, pytest.raises(UnreadableRow, match=named):
        gent.cases.close("J-2", outcome="job")


def test_a_server_that_goes_away_is_told_and_found_again(server: str, tmp_path: Path) -> None:
    port = free_port()
    running = start(tmp_path, port)
    with digicase.open(f"redis://:s3cret@127.0.0.1:{port}/0") as gent:
        gent.cases.open("J-1", consultant="C-1", guidance_from=gent.house.today())
        running.kill()
        running.wait(30)
        with pytest.raises((ConnectionLost, OutcomeUnknown)):
            gent.cases.get("J-1")
        running = start(tmp_path, port)
        assert gent.cases.get("J-1").reference == "J-1"
    running.terminate()
    running.wait(30)
