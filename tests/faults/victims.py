"""The application as a process of its own, which does some work and tells what was acknowledged, until it is killed.

The moment is a number of statements, not of seconds: a slow machine is killed in the middle of things too.
"""

import os
import select
import signal
import time
import traceback
from collections.abc import Callable, Collection, Iterator
from typing import Any

import psycopg
from django.core.management import CommandError
from django.db import connections

from archive.serving.breakdowns import trouble
from tests.faults.kinds import Kind, Refused
from tests.faults.scratch import ENOUGH, Unquiet

BEGUN, NOW, COUNTED, UNCLEAR = "begun", "now", "counted: ", "unclear: "
OURS = (BEGUN, NOW, COUNTED, UNCLEAR)


class Application:
    """It says when it has come to a number of statements."""

    def __init__(self, kind: Kind, steps: Collection[str], moment: int = 0) -> None:
        connections.close_all()
        self._pipe, writer = os.pipe()
        self.told: list[str] = []
        self._said = b""
        self.pid = os.fork()
        if self.pid == 0:
            os.close(self._pipe)
            _work(kind, steps, Telling(writer, moment))
        os.close(writer)

    def listen(self, seconds: float = ENOUGH, word: str = "") -> bool:
        """Hear what it tells for so long, or until that word, or its end; whether it goes on."""
        until = time.monotonic() + seconds
        while word not in self.told and (left := until - time.monotonic()) > 0:
            if select.select([self._pipe], [], [], left)[0]:
                if not (block := os.read(self._pipe, 65536)):
                    return False
                *lines, self._said = (self._said + block).split(b"\n")
                self.told += [line.decode() for line in lines]
        return True

    def kill(self, *, group: bool = True) -> None:
        (os.killpg if group else os.kill)(self.pid, signal.SIGKILL)

    def end(self) -> None:
        """Wait until it is over, whether it was killed or comes to its own end."""
        goes_on = self.listen()
        if goes_on:
            self.kill()
        os.waitpid(self.pid, 0)
        os.close(self._pipe)
        if goes_on:
            raise Unquiet("the application hangs")

    @property
    def acknowledged(self) -> set[str]:
        return {line for line in self.told if not line.startswith(OURS)}

    @property
    def statements(self) -> int:
        return next(int(line.removeprefix(COUNTED)) for line in self.told if line.startswith(COUNTED))

    @property
    def complaints(self) -> Iterator[str]:
        return (line for line in self.told if line.startswith(UNCLEAR))


class Telling:
    """What the application tells; it counts statements, commits and acknowledgements."""

    def __init__(self, pipe: int, moment: int) -> None:
        self.pipe, self.moment, self.many = pipe, moment, 0

    def say(self, line: str) -> None:
        os.write(self.pipe, f"{line}\n".encode())

    def acknowledge(self, step: str) -> None:
        self.say(step)
        self.count()

    def count(self) -> None:
        self.many += 1
        if self.many == self.moment:
            self.say(NOW)

    def counting(self, do: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **more: Any) -> Any:
            self.count()
            return do(*args, **more)

        return counted


def _work(kind: Kind, steps: Collection[str], telling: Telling) -> None:
    os.setsid()
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    for of, name in ((psycopg.Cursor, "execute"), (psycopg.Connection, "commit")):
        setattr(of, name, telling.counting(getattr(of, name)))
    try:
        telling.say(BEGUN)
        kind.do(steps, telling.acknowledge)
        telling.say(f"{COUNTED}{telling.many}")
    except (Refused, CommandError):
        pass
    except BaseException as error:
        if not trouble(error):
            last = " ".join(traceback.format_exc().splitlines()[-3:])
            telling.say(f"{UNCLEAR}{last[:500]}")
    finally:
        os._exit(0)
