"""What is wrong with a URL is told in our words, by what opens it and by the commands, and no secret of it is shown."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

import digicase
from digicase import DigicaseError, InvalidData, StorageError
from digicase.commands import main

SERVER = "127.0.0.1:1"
WRONG = {
    "postgresql://u@nohost.invalid/x": "there is no host of that name. Mend the host in the URL",
    f"postgresql://u@{SERVER}/x?connect_timeout=abc": "the URL sets something to what the driver does not take",
    f"postgresql://u@{SERVER}/x?sslmode=banana": "the URL sets something to what the driver does not take",
    f"postgresql://u@{SERVER}/x?schema={'a' * 64}": "?schema=gent",
    f"postgresql+nothing://u@{SERVER}/x": "the URL cannot be used. Write it as engine://",
    "mariadb://root@127.0.0.1": "it names no database. Write mariadb://user:password@host/database",
    f"mariadb://u@{SERVER}/x?charset=banana": "its driver cannot connect",
    f"mariadb://u@{SERVER}/x?ssl_ca=/nowhere": "its driver cannot connect (FileNotFoundError)",
    "sqlite+nothing:///{folder}/x.db": "the URL cannot be used",
    "postgres://u@h/x": "is written postgresql://",
    "gent.db": "for a file write sqlite:///gent.db",
}
SECRET = "s3cret"
SECRETS = [
    f"postgresql://me:a@{SECRET}@{SERVER}/x",
    f"postgresql://me:a@b/{SECRET}@{SERVER}/x",
    f"postgresql://me:a/{SECRET}@{SERVER}/x",
    f"postgresql://{SERVER}/x?PASSWORD={SECRET}&token={SECRET}",
    f"redis://:a/{SECRET}@{SERVER}/0",
    f"redis://:a#{SECRET}@{SERVER}/0",
    f"memory://me:{SECRET}@x",
    f"host={SERVER} password={SECRET}",
]


@pytest.fixture(autouse=True)
def nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no name be known, whatever the resolver of this machine would say."""
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **more: Any) -> Any:
        if str(host).endswith(".invalid"):
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return real(host, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("url", WRONG)
def test_a_wrong_url_is_told_with_the_remedy(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url, told = url.format(folder=tmp_path), WRONG[url]
    for use in (digicase.open, digicase.migrate):
        with pytest.raises(DigicaseError) as error:
            use(url)
        assert isinstance(error.value, InvalidData | StorageError)
        assert told in str(error.value)
    assert main(["migrate", url]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("url", SECRETS)
def test_a_secret_is_shown_by_nothing(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DigicaseError) as error:
        digicase.open(url)
    assert main(["check", url]) == 2
    assert SECRET not in str(error.value) + capsys.readouterr().err


def test_a_file_whose_path_has_signs_of_urls_is_opened(tmp_path: Path) -> None:
    folder = tmp_path / "a@b:c@d"
    folder.mkdir()
    digicase.open(f"sqlite:///{folder}/x@y.db").close()
    assert (folder / "x@y.db").exists()


def test_what_the_url_tells_the_server_holds(postgresql: str) -> None:
    url = sa.make_url(postgresql).update_query_dict({"options": "-c search_path=theirs"})
    engine = sa.create_engine(postgresql)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE SCHEMA theirs")
    digicase.open(url.set(drivername="postgresql").render_as_string(hide_password=False)).close()
    assert sa.inspect(engine).has_table("digicase_case", schema="theirs")
    engine.dispose()


def test_what_is_no_store_is_refused_when_it_is_opened() -> None:
    engine = sa.create_engine("sqlite://")
    with engine.connect() as connection:
        for given in (engine, connection, b"memory://"):
            kind = type(given).__name__
            with pytest.raises(InvalidData, match=f"must be a URL such as .* or a Storage, and is of type {kind}"):
                digicase.open(given)  # type: ignore[arg-type]  # the mistake under test
    engine.dispose()
