"""Settings, the key, folders and the files that are served."""

import os
import shutil
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core import checks

from archive.doctor import Check, Finding, Findings

LEAST_FREE = 1_000_000_000  # bytes


def deployment() -> Findings:
    """What `check --deploy` says; on a developer's machine, where pages come by HTTP, what `check` says."""
    for said in checks.run_checks(include_deployment_checks=settings.PRODUCTION, databases=["default"]):
        if said.level >= checks.WARNING:
            mend = said.hint or "see the settings in README"
            yield Finding(f"{said.id}: {said.msg}".rstrip(".:"), mend.rstrip("."))


def key() -> Findings:
    file = settings.ROSTRUM_DATA / "secret_key"
    if not os.environ.get("SECRET_KEY") and file.exists() and file.stat().st_mode & 0o077:
        yield Finding(f"Others may read {file}, which signs sessions", f"chmod 600 {file}")


def static_files() -> Findings:
    """Each file that pages name is there, under the name that it has by what it holds."""
    if not isinstance(staticfiles_storage, ManifestFilesMixin):
        return
    lacking = [
        path
        for finder in get_finders()
        for path, storage in finder.list([])
        if not _is_collected(path, storage.path(path))
    ]
    if lacking:
        what = f"Static files are not collected, or of another version ({len(lacking)}, such as {min(lacking)})"
        yield Finding(what, "run manage.py collectstatic --noinput and restart")


def _is_collected(path: str, source: str) -> bool:
    """What is copied is as it was; what refers to others is written anew, so the plain copies are compared."""
    name = staticfiles_storage.hashed_files.get(path)  # type: ignore[attr-defined]
    copy = Path(staticfiles_storage.path(path))
    return (
        bool(name)
        and staticfiles_storage.exists(name)
        and copy.exists()
        and copy.read_bytes() == Path(source).read_bytes()
    )


def disk() -> Findings:
    for folder in {settings.ROSTRUM_DATA if settings.EMBEDDED else settings.DUMP_FOLDER, settings.DUMP_FOLDER}:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        if (free := shutil.disk_usage(there).free) < LEAST_FREE:
            mend = "make room, or name a folder on another disk (ROSTRUM_DATA, DUMP_FOLDER)"
            yield Finding(f"{there} has room for {free // 1_000_000} MB more", mend)


def writable(folder: Path, setting: str) -> Findings:
    there = next(path for path in (folder, *folder.parents) if path.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        yield Finding(f"{there} can't be written", f"give it to the account that runs this, or set {setting}")


CHECKS = (
    Check("settings", deployment),
    Check("secret key", key),
    Check("static files", static_files),
    Check("disk", disk),
)
