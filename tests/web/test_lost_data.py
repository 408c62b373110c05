"""The database file is deleted or swapped under a running server: nobody is told 'saved'."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

import pytest

from planner.domain.errors import WrongData
from planner.store import Database
from planner.store.opening import FILE
from tests.builders import make_office
from tests.web.conftest import WebOffice, client_of

FORM = {"first": "2021-07-05", "last": "2021-07-09"}


def delete(folder: Path) -> None:
    for file in folder.glob(f"{FILE}*"):
        file.unlink()


def swap(folder: Path) -> None:
    fresh = folder.parent / "lain"
    Database.create(fresh, kind="demo").close()
    os.replace(fresh / FILE, folder / FILE)


@pytest.mark.parametrize("harm", [delete, swap])
def test_a_form_is_refused_with_the_remedy_and_the_public_page_stays(
    web: WebOffice, harm: Callable[[Path], None]
) -> None:
    assert web.client.get("/").status_code == 200
    harm(web.office.database.folder)
    for path, form in (("/kantor/draf", FORM), ("/kantor/susun", FORM), ("/kantor/akun/sesi", {})):
        refused = web.client.post(path, data=form)
        assert refused.status_code == 503, path
        assert "hilang atau diganti sejak dibuka. Belum ada yang tersimpan" in unescape(
            refused.text
        )
        assert refused.headers["retry-after"]
    assert web.client.get("/").status_code == 200


@pytest.mark.parametrize("harm", [delete, swap])
def test_the_folder_does_not_open_again_as_an_empty_office(
    web: WebOffice, harm: Callable[[Path], None]
) -> None:
    folder = web.office.database.folder
    web.office.database.close()
    harm(folder)
    with pytest.raises(WrongData, match=r"berkas terbitan.*pulihkan cadangan terakhir"):
        make_office(folder)
    assert (folder / FILE).exists() == (harm is swap)


def test_an_office_that_was_kept_whole_opens_again(web: WebOffice, tmp_path: Path) -> None:
    web.office.database.close()
    again = make_office(Path(shutil.copytree(web.office.database.folder, tmp_path / "salinan")))
    with again.database:
        assert "Balai RW 03" in client_of(again).get("/").text
