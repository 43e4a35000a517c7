import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

IMPORTED = re.compile(r"""(?:from|import)\s*["']([^"']+)["']""")
NAMED_ANEW = re.compile(r"\.[0-9a-f]{12}\.js$")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The static files as `collectstatic` leaves them for production."""
    root = tmp_path_factory.mktemp("static")
    storage = {"staticfiles": {"BACKEND": "archive.serving.static_files.Storage"}}
    with override_settings(STATIC_ROOT=root, STORAGES=settings.STORAGES | storage):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield root


def modules(root: Path) -> list[Path]:
    return [path for path in (root / "desk").glob("*.js") if NAMED_ANEW.search(path.name)]


def test_each_module_stands_there_once_under_a_name_of_its_own(collected: Path) -> None:
    names = sorted(re.sub(NAMED_ANEW, ".js", path.name) for path in modules(collected))
    assert names == sorted(path.name for path in (settings.BASE_DIR / "static" / "desk").glob("*.js"))


def test_what_modules_import_changes_its_name_with_what_it_holds(collected: Path) -> None:
    imports = [(path, name) for path in modules(collected) for name in IMPORTED.findall(path.read_text())]
    imported = {(path.parent / name).resolve() for path, name in imports}
    assert len(imported) > 40
    assert [path.name for path in imported if not NAMED_ANEW.search(path.name) or not path.exists()] == []
