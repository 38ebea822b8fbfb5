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

import digicase
from digicase import CaseQuery, ConnectionLost, OutcomeUnknown, Storage, StorageError
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
