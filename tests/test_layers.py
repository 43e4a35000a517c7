"""Imports point one way: kit ← orgs ← people ← events ← the rest of archive; models ← filters ← views ← urls."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("archive", "orgs", "people", "events")
TOP = {"archive.settings", "archive.urls", "archive.wsgi"}
# Inside the kit and inside events, each package may use those before it.
PACKAGES = {
    "archive": (
        "embedded", "database", "history", "identity", "serving", "access", "facets", "formats", "pages", "citing",
        "admin", "backups", "doctor",
    ),
    "events": ("reportfile", "identity", "desk", "interop"),
}  # fmt: skip
# Modules of the kit that stand beside its packages, and start or join what is in them.
STARTING = {"archive.__main__", "archive.apps", *TOP}
STEPS = ("models", "filters", "views", "urls")
MODULES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.relative_to(ROOT).parts
)


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it: at the top, in a function, for types only."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import hides where it points"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def package_of(module: str) -> int | None:
    """Where a package of the kit or of events stands among the others there."""
    app, *parts = module.split(".")[:2]
    packages = PACKAGES.get(app, ())
    return packages.index(parts[0]) if parts and parts[0] in packages else None


def step_of(module: str) -> int | None:
    """Where a module stands within its app; None where it has no such place."""
    return next((STEPS.index(part) for part in module.split(".")[1:2] if part in STEPS), None)


# Packages within events, each with those that it may not know.
APART = {
    "events.models": ("events.reportfile", "events.desk"),
    "events.reportfile": ("events.desk", "events.views", "events.admin"),
    "events.desk.recognisers": ("events.models", "events.reportfile", "django.db"),
    "events.views": ("events.desk",),
    "events.admin": ("events.desk",),
}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_packages_know_only_what_is_below_them(path: Path) -> None:
    module = f"{name_of(path)}."
    strange = [one for package, many in APART.items() if module.startswith(f"{package}.") for one in many]
    assert [target for target in imported(path) if f"{target}.".startswith(tuple(f"{one}." for one in strange))] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_point_down(path: Path) -> None:
    module = name_of(path)
    app, step = module.split(".")[0], step_of(module)
    for target in imported(path):
        above = target.split(".")[0]
        if above not in APPS or module in TOP:
            continue
        assert APPS.index(above) <= APPS.index(app), f"{module} imports {target}, which is above it"
        assert target not in TOP, f"{module} imports {target}, which is above everything"
        if above == app and step is not None and (other := step_of(target)) is not None:
            assert other <= step, f"{module} imports {target}, which is further up in the app"


@pytest.mark.parametrize("path", [path for path in MODULES if package_of(name_of(path)) is not None], ids=name_of)
def test_packages_use_those_before_them(path: Path) -> None:
    module = name_of(path)
    app, here = module.split(".")[0], package_of(module)
    for target in imported(path):
        there = package_of(target) if target.split(".")[0] == app else None
        assert there is None or here is None or there <= here, f"{module} imports {target}, which comes after it"


ALONE = [path for path in MODULES if path.parent == ROOT / "archive" and name_of(path) not in STARTING]


@pytest.mark.parametrize("path", ALONE, ids=name_of)
def test_modules_that_stand_alone_know_no_package(path: Path) -> None:
    assert [target for target in imported(path) if package_of(target) is not None] == []


def test_every_package_of_the_kit_has_its_place_and_says_what_it_is_for() -> None:
    found = {path.parent.name: path for path in (ROOT / "archive").glob("*/__init__.py")}
    assert set(found) - {"management", "templatetags"} == set(PACKAGES["archive"])
    assert [name for name in PACKAGES["archive"] if not ast.get_docstring(ast.parse(found[name].read_text()))] == []


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_commands_make_things_up(path: Path) -> None:
    """What is invented comes into the archive by nobody's accident."""
    if not name_of(path).startswith(("events.generating", "events.management")):
        assert not [target for target in imported(path) if target.startswith("events.generating")]


FETCHERS = {"urllib.request", "http.client", "ftplib", "smtplib", "requests", "httpx", "urllib3", "aiohttp"}


def test_nothing_fetches() -> None:
    """The archive asks nobody but its database."""
    assert [(name_of(path), one) for path in MODULES for one in imported(path) if one in FETCHERS] == []
