"""Rounds of killing in the archive at hand: `python -m tests.faults.rounds FOLDER ROUNDS SEED KINDS`."""

import os
import sys
import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path
from random import Random

import django
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings
from tqdm import tqdm

os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
django.setup()

from archive.embedded.postgres import CONFIGURATION, cluster  # noqa: E402
from tests.faults.kinds import Kind, kinds, prepare  # noqa: E402
from tests.faults.scratch import BACKENDS, BASE, WORK, WRITING, Unquiet, begin, beside, kill, quiet, servers, use  # noqa: E402
from tests.faults.state import difference, faults, state  # noqa: E402
from tests.faults.victims import NOW, Application  # noqa: E402

CONFIGURATION["fsync"] = "off"  # processes are killed, the machine is not: what they wrote is with its kernel
PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
VICTIMS = ("application", "server", "postmaster", "one backend", "both")
A_MOMENT = 0.01  # seconds, at most, from the statement to the kill
ALONE = "application without its helpers"  # who may outlive it


@dataclass
class Round:
    """What was killed when, and what was found afterwards."""

    kind: Kind
    victim: str
    moment: str = ""
    there: str = ""
    lost: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0


class Rounds:
    def __init__(self, folder: Path, seed: int, only: Collection[str]) -> None:
        self.chance = Random(seed)
        begin(BASE)
        call_command("migrate", verbosity=0)
        prepare(folder)
        self.kinds = [kind for kind in kinds(folder) if not only or kind.name in only]
        self.expected: dict[tuple[str, frozenset[str]], str] = {}
        self.statements: dict[str, int] = {}
        use(WORK)

    def undisturbed(self, kind: Kind, steps: Collection[str]) -> str:
        """What the archive says when these steps are done and nobody is killed."""
        key = kind.name, frozenset(steps)
        if key not in self.expected:
            begin(WORK, BASE)
            application = Application(kind, [step for step in kind.steps if step in steps])
            application.end()
            quiet()
            assert not (found := list(application.complaints)), found
            self.statements.setdefault(kind.name, application.statements)
            self.expected[key] = state()
        return self.expected[key]

    def play(self, kind: Kind) -> Round:
        self.undisturbed(kind, kind.steps)
        start = time.perf_counter()
        victims = (*VICTIMS, ALONE) if "jobs" in kind.name else VICTIMS
        one = Round(kind, self.chance.choice(victims))
        begin(WORK, BASE)
        try:
            self._kill(one, self._moment(kind), self.chance.uniform(0, A_MOMENT))
        except Unquiet as unquiet:
            one.wrong.append(str(unquiet))
        one.seconds = time.perf_counter() - start
        return one

    def _moment(self, kind: Kind) -> int:
        """A statement at which to kill, more often a late one: what is written comes after what is looked up."""
        return 1 + int(self.statements[kind.name] * (1 - self.chance.random() ** 2))

    def _kill(self, one: Round, moment: int, later: float) -> None:
        with beside() as link:
            pids = servers()
            application = Application(one.kind, one.kind.steps, moment)
            goes_on = application.listen(word=NOW) and application.listen(later)
            [(writing,)] = link.execute(WRITING).fetchall()
            backends = [pid for (pid,) in link.execute(BACKENDS)]
            if one.victim in ("application", "both", ALONE):
                application.kill(group=one.victim != ALONE)
            kill({"postmaster": pids[:1], "one backend": backends[:1]}.get(one.victim, []))
            if one.victim in ("server", "both"):
                kill([*pids, *backends])
        application.end()
        quiet()
        done = self._look(one, application)
        one.moment = "writing" if writing else "after" if not goes_on else "between" if done else "before"

    def _look(self, one: Round, application: Application) -> set[str]:
        """Hold what is there against what could be, and go on where it stopped; which steps were there."""
        kind, done, found = one.kind, one.kind.done(), state()
        one.there = "all" if done == set(kind.steps) else "some" if done else "none"
        one.lost = application.acknowledged - done
        one.wrong += [*application.complaints, *faults()]
        left = [step for step in kind.steps if step not in done]
        kind.do(left, lambda step: None)
        for said, steps in ((found, done), (state(), kind.steps)):
            if said != (wanted := self.undisturbed(kind, steps)):
                one.wrong.append(f"with {len(steps)} steps done it says {difference(said, wanted)}")
        return done


def table(rounds: list[Round], names: list[str]) -> Iterator[str]:
    heads = ["killed while", "rounds", "before", "writing", "between", "after", "there: none", "some", "all"]
    yield " | ".join([*heads, "acknowledged and lost", "wrong", "seconds"])
    for name in [*names, ""]:
        those = [one for one in rounds if name in ("", one.kind.name)]
        moments = [sum(one.moment == moment for one in those) for moment in ("before", "writing", "between", "after")]
        there = [sum(one.there == much for one in those) for much in ("none", "some", "all")]
        ends = [sum(len(one.lost) for one in those), sum(bool(one.wrong) for one in those)]
        numbers = [len(those), *moments, *there, *ends, round(sum(one.seconds for one in those))]
        yield " | ".join([name or "in all", *map(str, numbers)])


def main(folder: str, many: str, seed: str, only: str) -> int:
    start = time.perf_counter()
    cluster().ensure()
    say(f"Seed {seed}.")
    stage = Rounds(Path(folder), int(seed), set(filter(None, only.split(","))))
    rounds = []
    for kind in tqdm(islice(cycle(stage.kinds), int(many)), total=int(many), unit=" rounds", disable=None):
        rounds.append(one := stage.play(kind))
        for said in [*one.wrong, *(f"acknowledged, and lost: {step}" for step in one.lost)]:
            say(f"{kind.name}, {one.victim} killed ({one.moment}): {said}")
    for line in table(rounds, [kind.name for kind in stage.kinds]):
        say(line)
    say(f"{time.perf_counter() - start:.0f} seconds in all.")
    return int(any(one.wrong or one.lost for one in rounds))


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with override_settings(STORAGES=settings.STORAGES | PLAIN):
        sys.exit(main(*sys.argv[1:]))
