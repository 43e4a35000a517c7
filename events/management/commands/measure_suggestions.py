from argparse import ArgumentParser, RawDescriptionHelpFormatter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from events.desk import measuring
from events.desk.measuring import KINDS, KeyRefused, Scores, measure, total


class Command(BaseCommand):
    help = measuring.__doc__ or ""
    requires_system_checks = ()

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR", help="The folder with the texts and their keys.")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"{folder} is not a folder.")
        try:
            scores = measure(folder)
        except KeyRefused as refused:
            raise CommandError(str(refused)) from refused
        for name, one in scores.items():
            self._write(name, one)
        self._write(f"all {len(scores)} texts", total(scores.values()))

    def _write(self, name: str, scores: Scores) -> None:
        self.stdout.write(f"{name}\n{'':24}precision    recall  right/proposed  found/expected")
        for kind in KINDS:
            one = scores[kind]
            shares = f"{_share(one.precision):>9} {_share(one.recall):>9}"
            counts = f"{f'{one.right}/{one.proposed}':>14}  {f'{one.found}/{one.expected}':>14}"
            self.stdout.write(f"  {kind:22}{shares}  {counts}")


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"
