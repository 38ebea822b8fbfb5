"""The example keeps the whole contract."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from own_storage import FolderStorage

import digicase
from digicase import CaseQuery, Storage, StorageError, UnreadableRow
from digicase.testing import StorageContract


class TestFolderStorage(StorageContract):
    durable = multi_process = creates = True

    @pytest.fixture
    def url(self, tmp_path: Path) -> str:
        return f"folder://{tmp_path}/store"

    @pytest.fixture
    def storage(self, url: str) -> Iterator[Storage]:
        storage = FolderStorage(Path(url.removeprefix("folder://")))
        yield storage
        storage.close()


def test_a_commit_that_was_cut_off_is_named(tmp_path: Path) -> None:
    url = f"folder://{tmp_path}/store"
    with digicase.open(url) as gent:
        gent.cases.open("J-1", consultant="C-1", guidance_from=gent.house.today())
    commit = tmp_path / "store" / "0000000001.json"
    commit.write_text(commit.read_text("utf-8")[:-9], "utf-8")
    with digicase.open(url) as gent, pytest.raises(UnreadableRow, match=r"0000000001\.json: it cannot be read"):
        gent.find(CaseQuery())


def test_a_folder_that_holds_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    url = f"folder://{tmp_path}"
    with pytest.raises(StorageError, match="it holds no store of ours"):
        digicase.open(url)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_store_is_made_beside_something_else_when_asked(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Dear diary")
    with digicase.open(f"folder://{tmp_path}", create=True) as gent:
        assert gent.check().ok
