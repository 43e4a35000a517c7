"""One site, as a user starts and stops it: the tests of this file run in order, in one process (--dist=loadfile)."""

import os
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served import Site, free_port


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def site(common_ground: Path, port: int) -> Iterator[Site]:
    site = Site(common_ground, port).wait_for("once:\n").wait_for("/sign-in/")
    yield site
    site.patience.cancel()
    if site.process.poll() is None:
        site.kill()
    site.cluster.stop()


def follow(site: Site, link: str) -> tuple[int, str]:
    token, *_ = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', site.get(link)[1])
    return site.post(link, csrfmiddlewaretoken=token)


def manage(site: Site, *arguments: str) -> tuple[str, str]:
    """What a command says, and what it complains of."""
    env = os.environ | {"ROSTRUM_DATA": str(site.cluster.folder)}
    done = subprocess.run([*site.program, *arguments], cwd=site.folder, env=env, capture_output=True, text=True)
    return done.stdout.strip(), done.stderr


def test_it_says_where_it_is(site: Site) -> None:
    assert f"The archive is at {site.address}/  (Ctrl-C stops it)\n" in site.said
    assert site.get("/admin/login/")[0] == 200


def test_static_files_are_small_and_never_asked_for_again(site: Site) -> None:
    page = site.get("/admin/login/")[1]
    (style,) = re.findall(r'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', page)
    status, _, headers = site.get(style, **{"Accept-Encoding": "gzip"})
    assert (status, headers["Content-Encoding"], headers["Cache-Control"]) == (
        200,
        "gzip",
        "max-age=315360000, public, immutable",
    )


def test_the_first_start_prints_a_link_that_signs_in(site: Site) -> None:
    assert follow(site, site.link) == (200, f"{site.address}/admin/")


def test_the_keeper_signs_a_user_out_by_a_process_of_its_own(site: Site) -> None:
    follow(site, manage(site, "sign_in_link", "--address", site.address)[0])
    assert "login-form" not in site.get("/admin/")[1]
    said, complaints = manage(site, "forget_factors", "curator")
    assert (said.split(";")[0], complaints) == ("curator: 0 taken away", "")
    assert "login-form" in site.get("/admin/")[1]


def test_the_key_is_for_its_owner_only(site: Site) -> None:
    assert (site.cluster.folder / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_second_one_on_the_same_port_is_refused_in_a_sentence(site: Site, port: int, common_ground: Path) -> None:
    second = Site(common_ground, port)
    assert second.ended() == 1
    assert second.said == (
        f"CommandError: Port {port} of 127.0.0.1 is in use: stop what uses it, "
        f"or choose another (make serve PORT={port + 123}).\n"
    )


def test_after_a_kill_it_comes_back_on_the_same_port_and_ctrl_c_ends_everything(
    site: Site, port: int, common_ground: Path
) -> None:
    site.kill()
    again = Site(common_ground, port).wait_for("The archive is at")
    assert again.get("/admin/")[0] == 200
    assert again.end(signal.SIGINT) == 0
    assert again.left() == (False, False)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_other_signals_end_everything_too(site: Site, common_ground: Path, number: signal.Signals) -> None:
    third = Site(common_ground, free_port()).wait_for("The archive is at")
    assert third.end(number) == 0
    assert third.left() == (False, False)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_so_do_they_while_code_changes_are_watched(site: Site, common_ground: Path, number: signal.Signals) -> None:
    watching = Site(common_ground, free_port(), "--dev").wait_for("Quit the server with CONTROL-C")
    watching.end(number)
    assert watching.left() == (False, False)
