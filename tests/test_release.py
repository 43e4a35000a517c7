"""What is released starts from an empty folder, without the checkout."""

import json
import os
import signal
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from shutil import rmtree
from zipfile import ZipFile

import pytest
from django.conf import settings

import archive
from tests.served import Site, free_port, ground_of_its_own

NAME = f"rostrum-{archive.__version__}"
# Nothing of the checkout may be found by accident.
ALONE = {"PYTHONPATH": "", "PYTHONSAFEPATH": "1"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)],
        cwd=settings.BASE_DIR,
        check=True,
        capture_output=True,
    )
    return folder


def wheel(built: Path) -> Path:
    return built / f"{NAME}-py3-none-any.whl"


def installed(built: Path, folder: Path) -> Path:
    """The wheel in an environment of its own, which borrows the libraries of ours."""
    venv.create(folder, symlinks=True)
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    Path(paths["purelib"], "libraries.pth").write_text(sysconfig.get_path("purelib"))
    python = Path(paths["scripts"], "python")
    offline = ["--quiet", "--no-index", "--no-deps", "--disable-pip-version-check"]
    line = [sys.executable, "-m", "pip", "--python", str(python), "install", *offline, str(wheel(built))]
    subprocess.run(line, check=True, capture_output=True)
    return python.with_name("rostrum")


def test_it_is_a_wheel_and_a_source_of_one_version(built: Path) -> None:
    assert sorted(path.name for path in built.iterdir()) == [wheel(built).name, f"{NAME}.tar.gz"]


def test_the_wheel_holds_all_that_pages_are_made_of(built: Path) -> None:
    inside = set(ZipFile(wheel(built)).namelist())
    for part in ("templates", "static", "fixtures", "locale"):
        files = {path for path in (settings.BASE_DIR / part).rglob("*") if path.is_file()}
        assert {f"archive/parts/{path.relative_to(settings.BASE_DIR)}" for path in files} - inside == set()
    assert {name.split("/")[0] for name in inside} == {"archive", "orgs", "people", "events", f"{NAME}.dist-info"}


@pytest.mark.slow
def test_it_serves_the_five_reports_from_an_empty_folder(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with ground_of_its_own() as ground:
        monkeypatch.setattr(Site, "program", [str(installed(built, ground / "environment"))])
        monkeypatch.setattr(Site, "folder", ground)
        site = Site(ground, free_port(), **ALONE)
        try:
            site.wait_for("The archive is at ")
            reports = json.loads(site.get("/reports/?format=json")[1])
            assert (reports["count"], site.get("/zh-hans/")[0], site.get("/static/rostrum.css")[0]) == (5, 200, 200)
        finally:
            site.end(signal.SIGINT)
        assert {path.name for path in ground.iterdir()} == {".archive", "environment", "static"}
        rmtree(ground / ".archive" / "dump")
        looked = [*Site.program, "doctor"]
        said = subprocess.run(looked, cwd=ground, env=os.environ | ALONE, capture_output=True, text=True).stdout
        assert said.splitlines()[-1].endswith("/dump holds no dump: run rostrum dump, daily.")


@pytest.mark.parametrize(
    ("told", "why"),
    [
        (
            "",
            f"CHANGELOG.md has nothing under “## {archive.__version__}”: say there what changes for those who use it.",
        ),
        (
            f"\n## {archive.__version__}, 2026-11-22\n\n- All of it.\n",
            "The checkout has changes that are not committed: a release is made of what is.",
        ),
    ],
)
def test_what_is_not_told_or_not_committed_is_not_released(told: str, why: str, tmp_path: Path) -> None:
    for name, text in (
        (".ci/release.py", (settings.BASE_DIR / ".ci/release.py").read_text()),
        ("archive/__init__.py", (settings.BASE_DIR / "archive/__init__.py").read_text()),
        ("CHANGELOG.md", f"# Changelog\n\n## Unreleased\n{told}"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    refused = subprocess.run([sys.executable, ".ci/release.py"], cwd=tmp_path, capture_output=True, text=True)
    assert refused.stderr == f"{why}\n"
