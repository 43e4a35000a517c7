import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from events.reportfile.schema import AuthorityFile, ReportFile

SHAPES = {"report": ReportFile, "authority": AuthorityFile}


class Command(BaseCommand):
    help = "Print the JSON Schema of report files, or of authority files."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("shape", nargs="?", choices=SHAPES, default="report", help="Which file.")

    def handle(self, *args: Any, **options: Any) -> None:
        schema = SHAPES[options["shape"]].model_json_schema()
        self.stdout.write(json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema, indent=2))
