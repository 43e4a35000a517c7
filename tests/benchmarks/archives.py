"""Archives that are measured, each in a folder of its own, and the commands that are run on them."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
# What `ru_maxrss` counts in.
UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds, and the most memory that one of its processes had, in bytes."""

    seconds: float
    memory: int

    def as_json(self) -> dict[str, float]:
        return asdict(self)


class Archive:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.environment = {**os.environ, "ROSTRUM_DATA": str(folder), "STATIC_ROOT": str(folder / "static")}
        self.environment.pop("DATABASE_URL", None)

    def manage(self, *words: str) -> Spent:
        return self.run("manage.py", *words)

    def measured(self, part: str, *words: str) -> Any:
        """What a part of the benchmarks says of this archive."""
        file = self.folder / f"{part}.json"
        file.unlink(missing_ok=True)
        self.run("-m", "tests.benchmarks.measure", part, str(file), *words)
        return json.loads(file.read_text())

    def run(self, *words: str) -> Spent:
        """Run Python with these words; it shows what it says where it is a complaint."""
        start = time.perf_counter()
        process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.terminate()
            process.wait()
            raise
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, words)
        return Spent(time.perf_counter() - start, usage.ru_maxrss * UNIT)

    @contextmanager
    def running(self) -> Iterator[None]:
        """With the server up, so that no command pays for its start, and all its tables there."""
        was_kept = (self.folder / "keep").exists()
        self.manage("db", "start")
        try:
            self.manage("migrate", "--verbosity=0")
            yield
        finally:
            if not was_kept:
                self.manage("db", "stop")

    def fill(self, *words: str) -> None:
        """Fill it by a command, unless it was filled before."""
        filled = self.folder / "filled"
        if filled.exists():
            return
        if any(word == "generate_archive" for word in words) and self.measured("size")["forums"]:
            filled.touch()  # made elsewhere, and given with --data
            return
        self.manage(*words)
        filled.touch()
