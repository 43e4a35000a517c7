"""Measure every page of the archive at hand: `python -m tests.benchmarks.measure FILE` writes the costs as JSON."""

import json
import os
import sys
from pathlib import Path

import django
from django.core.management import call_command
from tqdm import tqdm

os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
django.setup()

from tests.benchmarks.asking import Server  # noqa: E402
from tests.benchmarks.pages import every_page  # noqa: E402


def main(file: Path, only: str = "") -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    server = Server()
    pages = [(name, address) for name, address in every_page(server) if name.startswith(only)]
    costs = {}
    for name, address in tqdm(pages, unit=" pages", disable=None):
        costs[name] = server.cost(address).as_json()
        file.write_text(json.dumps(costs, indent=1))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
