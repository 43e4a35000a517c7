"""The command that generates: kept from real records, all or nothing."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from events.generating.making import generate, holds
from events.management.commands import generate_archive
from events.models import Draft
from people.models import Person
from tests import records as make
from tests.events.reportfile.keeping import exported

pytestmark = pytest.mark.django_db

Command = Callable[..., None]


@pytest.fixture
def command() -> Command:
    return lambda *words: call_command("generate_archive", "--forums", "3", *words, verbosity=0)


def test_a_real_archive_is_left_alone_unless_somebody_says_so(command: Command) -> None:
    make.person("li-qingshuang")
    assert (holds(real=True), holds(real=False)) == (True, False)
    for words in ([], ["--clear"], ["--clear", "--into-a-real-archive"]):
        with pytest.raises(CommandError, match="The archive holds real records"):
            command(*words)
    command("--into-a-real-archive")
    assert (holds(real=True), holds(real=False)) == (True, True)
    with pytest.raises(CommandError, match="The archive holds real records too, and --clear would take them away"):
        command("--clear")
    assert Person.objects.filter(slug="li-qingshuang").exists()


def test_a_draft_is_real_work(command: Command) -> None:
    command()
    Draft.objects.create(owner=get_user_model().objects.create_user("ann"))
    with pytest.raises(CommandError, match="The archive holds real records too, and --clear would take them away"):
        command("--clear")


def test_what_was_generated_is_taken_away_only_when_told(command: Command) -> None:
    command()
    first = exported()
    with pytest.raises(CommandError, match="The archive holds generated records already: --clear takes them away"):
        command()
    command("--clear")
    assert exported() == first


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(CommandError, match="--forums: give how many, 0 or more"):
        call_command("generate_archive", "--forums", "-1")


def test_a_run_that_is_stopped_leaves_nothing_and_says_so(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(forums: int, seed: int, done: Callable[[int], object]) -> None:
        generate(forums, seed, stopping)

    def stopping(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(generate_archive, "generate", stop)
    with pytest.raises(CommandError, match="Nothing was written: the same command begins anew") as stopped:
        command()
    assert stopped.value.returncode == 130
    assert not holds(real=False)
