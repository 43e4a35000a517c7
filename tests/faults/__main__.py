"""Makes a scratch archive below the temporary folder, and kills it over and over (`tests.faults.rounds`)."""

import os
import secrets
import subprocess
import sys
from argparse import ArgumentParser

from tests.benchmarks.archives import ROOT
from tests.served import ground_of_its_own

SAID = {"SECRET_KEY": "not-a-secret-" * 5, "ALLOWED_HOSTS": "testserver"}


def main() -> int:
    parser = ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--rounds", type=int, default=500, help="How often something is killed (500).")
    parser.add_argument("--seed", type=int, help="What decides what is killed when; any, and told, without one.")
    parser.add_argument("--only", default="", help="Only the kinds of work with these names, with commas.")
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    with ground_of_its_own() as ground:
        environment = os.environ | SAID
        environment |= {"ROSTRUM_DATA": str(ground / ".archive"), "STATIC_ROOT": str(ground)}
        environment.pop("DATABASE_URL", None)
        line = [sys.executable, "-m", "tests.faults.rounds", str(ground), str(options.rounds), str(seed), options.only]
        return subprocess.run(line, cwd=ROOT, env=environment).returncode


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("Stopped; nothing of it is kept.")
