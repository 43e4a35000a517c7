"""The work that is killed: each kind in steps, of which every one is there wholly or not at all."""

import json
import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import sleep
from typing import Any

from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import close_old_connections
from django.http import HttpResponse
from django.test import Client

from archive.access.roles import give
from archive.identity.edges import version
from events.desk.outline import from_file
from events.models import Draft, Report
from events.reportfile import loading as loading_files
from events.reportfile.writing import digest, write
from events.staff import CURATOR
from people.models import Person, PersonDecision
from tests.faults.state import Silence

Told = Callable[[str], None]  # hears of each step that is acknowledged
Document = dict[str, Any]
FEW, MANY, SAVES = 6, 24, 20
loading_files.WORTH_A_PROCESS = MANY // 3  # else hundreds of files would be loaded in each round
HELD, OURS = "held-report", "our-report"


class Refused(Exception):
    """The archive said, as it should, that it cannot be done just now."""


class Unclear(Exception):
    """It said something else."""


def report(slug: str, people: int, title: str = "") -> Document:
    """A report about a forum of its own, where so many people spoke."""
    speakers = [
        {"person": f"{slug}-{n}", "role": "speaker", "citations": [{"paragraphs": [1], "name": f"Ann {n}"}]}
        for n in range(people)
    ]
    names = [{"slug": f"{slug}-{n}", "name": f"Ann {slug} {n}"} for n in range(people)]
    detail = {"property": "title", "value": f"Forum {slug}", "citations": [{"paragraphs": [1]}]}
    forum = f"{slug}-forum"
    return {
        "format": "rostrum-report/1",
        "report": {"slug": slug, "kind": "news", "title": title or f"News {slug}", "language": "en"},
        "text": {"file": "news.txt", "sha256": "0" * 64, "paragraphs": 1},
        "definitions": {"persons": names, "forums": [{"slug": forum, "kind": "forum", "label": slug}]},
        "forums": [
            {"forum": forum, "citations": [{"paragraphs": [1]}], "details": [detail], "appearances": speakers},
        ],
    }


def written(folder: Path, *documents: Document) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = [folder / f"{document['report']['slug']}.yaml" for document in documents]
    for path, document in zip(paths, documents, strict=True):
        path.write_text(write(document))
    return paths


def prepare(folder: Path) -> None:
    """What every round begins with: a curator, a report, two people who may be one, a decision, two drafts."""
    call_command("load_reports", *written(folder, report(HELD, 5)), stdout=Silence())
    anna = User.objects.create_user("anna", is_staff=True)
    give(anna, [CURATOR])
    people = list(Person.objects.order_by("slug"))
    PersonDecision.objects.create(record=people[2], other=people[3], judgement="same", reason="One.", decided_by=anna)
    document = from_file({name: said for name, said in report(OURS, 60).items() if name not in ("format", "text")})
    (folder / "document").write_text(json.dumps(document))
    for _ in range(2):
        Draft.objects.create(document=document, owner=anna)
    client = Client()
    client.force_login(anna)
    (folder / "session").write_text(client.cookies["sessionid"].value)


@dataclass(frozen=True)
class Kind:
    """Work in steps: doing some of them, in order, and looking which are there."""

    name: str
    steps: tuple[str, ...]
    do: Callable[[Collection[str], Told], None]
    done: Callable[[], set[str]]


class Lines:
    """What the command says; a line that it ends is told."""

    def __init__(self, told: Told) -> None:
        self.told = told

    def write(self, said: str) -> None:
        status, _, file = said.strip().partition(" ")
        if status in ("new", "changed", "unchanged"):
            self.told(Path(file.strip()).stem)


def loading(name: str, folder: Path, many: int, jobs: int) -> Kind:
    """A file for each step, and one that changes a report."""
    documents = [report(f"news-{number:03}", 20 if jobs == 1 else 2) for number in range(many)]
    mended = {**report(HELD, 9, title="News, mended"), "based_on": digest(report(HELD, 5))}
    paths = {path.stem: path for path in written(folder, mended, *documents)}

    def do(steps: Collection[str], told: Told) -> None:
        if steps:
            call_command("load_reports", *(paths[step] for step in steps), jobs=jobs, stdout=Lines(told))

    def done() -> set[str]:
        there = Report.objects.exclude(title=f"News {HELD}")
        return set(there.values_list("slug", flat=True)) & set(paths)

    return Kind(name, tuple(paths), do, done)


class Browser(Client):
    """A curator's, who was signed in before."""

    def __init__(self, folder: Path) -> None:
        super().__init__(raise_request_exception=False)
        self.cookies["sessionid"] = (folder / "session").read_text()

    def request(self, **asked: Any) -> Any:
        close_old_connections()  # as between the requests of a server
        answer = super().request(**asked)
        if answer.status_code == 503 and answer.headers.get("Retry-After"):
            raise Refused
        if answer.status_code >= 400:
            raise Unclear(f"{asked['PATH_INFO']} answers {answer.status_code}: {answer.content[:500]!r}")
        return answer


def by_hand(name: str, folder: Path, press: Callable[[Browser], Any], is_done: Callable[[], bool]) -> Kind:
    """One press of a button."""

    def do(steps: Collection[str], told: Told) -> None:
        for step in steps:
            press(Browser(folder))
            told(step)

    return Kind(name, ("done",), do, lambda: {"done"} if is_done() else set())


def send(browser: Browser, way: str, draft: Draft, method: str = "post", **said: Any) -> HttpResponse:
    address = f"/admin/desk/{draft.pk}/{way}.json"
    return getattr(browser, method)(address, json.dumps(said), content_type="application/json")


def publish(browser: Browser) -> None:
    draft = Draft.objects.order_by("pk")[0]
    send(browser, "publish", draft, version=draft.version)


def merge(browser: Browser) -> None:
    browser.post("/admin/identity/person/merge/", {"one": f"{HELD}-0", "other": f"{HELD}-1", "reason": "The same."})


def undo(browser: Browser) -> None:
    decision = PersonDecision.objects.get(record__slug=f"{HELD}-2")
    sent = {"reason": "Two after all.", "seen": version(decision)}
    browser.post(f"/admin/identity/person/decisions/{decision.pk}/", sent)


def bring(browser: Browser) -> None:
    lines = ["slug,name,native", *(f"listed-{number},Bo {number},波{number}" for number in range(150))]
    file = SimpleUploadedFile("people.csv", "\n".join(lines).encode())
    shown = browser.post("/admin/sheets/", {"kind": "people", "file": file})
    [sheet] = re.findall(r'name="sheet" value="([^"]+)"', shown.content.decode())
    browser.post("/admin/sheets/", {"sheet": sheet, "why": "A list.", "bring": "all"})


def autosave(folder: Path) -> Kind:
    def do(steps: Collection[str], told: Told) -> None:
        browser = Browser(folder)
        for step in steps:
            _save(browser, folder, int(step))
            told(step)

    def done() -> set[str]:
        return {str(number) for number in range(1, Draft.objects.order_by("pk")[1].version)}

    return Kind("autosave", tuple(str(number) for number in range(1, SAVES + 1)), do, done)


def _save(browser: Browser, folder: Path, number: int) -> None:
    """As the desk does: again and again, until it is acknowledged."""
    document = json.loads((folder / "document").read_text())
    document["report"]["notes"] = ["word " * 40 * number]
    for _ in range(200):
        try:
            send(browser, "draft", Draft(pk=2), "put", document=document, version=number, tab="one")
            return
        except Refused:
            sleep(0.05)
    raise Unclear("the server never came back")


def kinds(folder: Path) -> Sequence[Kind]:
    decided = PersonDecision.objects.filter
    return [
        loading("load_reports", folder / "few", FEW, 1),
        loading("load_reports --jobs 2", folder / "many", MANY, 2),
        by_hand("publish", folder, publish, lambda: Report.objects.filter(slug=OURS).exists()),
        by_hand("merge", folder, merge, lambda: decided(record__slug=f"{HELD}-1").exists()),
        by_hand("undo", folder, undo, lambda: not decided(record__slug=f"{HELD}-2").exists()),
        by_hand("sheet", folder, bring, lambda: Person.objects.filter(slug="listed-0").exists()),
        autosave(folder),
    ]
