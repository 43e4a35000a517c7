"""Addresses that are gone travel with the files: an archive made of an export answers 410 where the first one did."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.test import Client

from events.desk.publishing import reopen, withdraw
from events.models import Report
from events.removing import Removing
from people.models import Person, Removal
from tests import records as make
from tests.events.reportfile.keeping import dump, exported, loaded, said, statuses, undone, write

pytestmark = pytest.mark.django_db

GONE = "authority/gone.yaml"


def something_gone() -> None:
    """A report that was withdrawn, a person whose data was removed."""
    make.appears(make.person("Li Xiang", slug="li-xiang"), make.forum("Forum", by=make.report("kept")))
    user, report = User.objects.create(username="ann"), make.report("gone")
    draft = reopen(report, user)
    withdraw(draft.pk, draft.version)
    Removing(Person.objects.get()).carry_out(["Li Xiang"], "asked for it", user)


def test_what_is_gone_is_gone_in_an_archive_made_of_the_export(tmp_path: Path, client: Client) -> None:
    with undone():
        something_gone()
        files = exported()
    digest = sha256(b"li-xiang").hexdigest()
    assert (files[GONE].count("slug: gone"), files[GONE].count(f"digest: {digest}")) == (1, 1)
    assert "li-xiang" not in "".join(files.values())
    loaded(write(tmp_path, files))
    assert [client.get(address).status_code for address in ("/reports/gone/", "/speakers/li-xiang/")] == [410, 410]
    assert exported() == files
    before = dump()
    assert set(statuses(loaded(tmp_path))) == {"unchanged"}
    assert dump() == before


def test_a_report_that_is_there_again_is_not_gone(tmp_path: Path) -> None:
    something_gone()
    files = exported()
    Report.objects.create(slug="gone", kind="news", title="Again", language="en")
    assert "slug: gone" not in exported()[GONE]
    assert statuses(loaded(write(tmp_path, {GONE: files[GONE]}))) == ["unchanged"]


def test_a_file_removes_nobody_and_brings_nobody_back(tmp_path: Path) -> None:
    make.person("Li Xiang", slug="li-xiang")
    digest = sha256(b"li-xiang").hexdigest()
    text = f"format: rostrum-authority/1\nremoved:\n- digest: {digest}\n  on: 2024-05-04\n"
    refused = loaded(write(tmp_path, {GONE: text}))
    assert said(refused, tmp_path) == [
        f"{GONE}:3: removed.1.digest: is the address of a person whom the archive has: remove the person there"
    ]
    Person.objects.all().delete()
    both = text + "persons:\n- {slug: li-xiang, name: Li Xiang}\n"
    assert statuses(loaded(write(tmp_path, {GONE: both}))) == ["refused"]
    assert (Person.objects.count(), Removal.objects.count()) == (0, 0)
    assert statuses(loaded(write(tmp_path, {GONE: text}))) == ["new"]
    assert Removal.objects.get().removed_at.isoformat() == "2024-05-04T00:00:00+00:00"
