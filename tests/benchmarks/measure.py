"""Measure one part on the archive at hand: `python -m tests.benchmarks.measure PART FILE [WORD…]` writes it as JSON."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from tqdm import tqdm

os.environ["DJANGO_SETTINGS_MODULE"] = "archive.settings"
django.setup()

from events.models import Appearance, Forum  # noqa: E402
from tests.benchmarks.asking import Server  # noqa: E402
from tests.benchmarks.copies import copied  # noqa: E402
from tests.benchmarks.flat import write_tables  # noqa: E402
from tests.benchmarks.pages import every_page  # noqa: E402
from tests.benchmarks.serving import throughput  # noqa: E402


def size() -> dict[str, int]:
    return {"forums": Forum.objects.count(), "appearances": Appearance.objects.count()}


def pages(only: str = "") -> dict[str, Any]:
    """What each page costs, by name."""
    call_command("collectstatic", interactive=False, verbosity=0)
    server = Server()
    server.warm_up()
    chosen = [(name, address) for name, address in every_page(server, only) if name.startswith(only)]
    return {name: server.cost(address).as_json() for name, address in tqdm(chosen, unit=" pages", disable=None)}


PARTS = {"size": size, "pages": pages, "flat": write_tables, "serving": throughput, "copies": copied}

if __name__ == "__main__":
    part, file, *words = sys.argv[1:]
    Path(file).write_text(json.dumps(PARTS[part](*words), indent=1))
