"""From a draft to a published report and back: through the loader, exactly as a report file would go."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.functions import Now
from django.utils.translation import gettext
from pydantic import ValidationError

from archive.history.recording import reason
from archive.texts import LONGEST_LIST
from events.desk.drafts import Why, keep
from events.desk.effects import Effects
from events.desk.naming import Names
from events.desk.outline import FORMAT, KEY, Document, bare, from_file, nearest, undecided
from events.desk.texts import digest as text_digest
from events.models import Draft, Report, ReportText, Withdrawn
from events.paragraphs import split
from events.reportfile.defining import changes
from events.reportfile.definitions import in_order
from events.reportfile.difference import Words
from events.reportfile.loader import Loader, Outcome
from events.reportfile.reading import FileRefused, Loc, Problem, Source, read
from events.reportfile.schema import ReportFile
from events.reportfile.statements import as_written, with_known_roles
from events.reportfile.stored import stored
from events.reportfile.verifying import opening_of, verify
from events.reportfile.writing import digest, minimal

# What history keeps as the reason.
PUBLISHED = "published at the desk"
WITHDRAWN = "withdrawn at the desk"


@dataclass(frozen=True)
class Plan:
    """What publishing does, or why it does not."""

    outcome: Outcome
    creates: list[dict[str, str]]
    changes: list[dict[str, Any]]
    warnings: list[str]
    unnamed: list[str]

    @property
    def is_refused(self) -> bool:
        return self.outcome.status == "refused"


class Stale(Exception):
    """The draft was saved since the caller saw it."""


class NotPublished(Exception):
    """Nothing was published; the outcome says why."""

    def __init__(self, outcome: Outcome) -> None:
        self.outcome = outcome
        super().__init__(outcome.file)


def report_file(draft: Draft) -> Document:
    """The report file that a draft is: without the desk's marks, with what is known of its text."""
    said = bare(draft.document)
    said.pop("based_on", None)
    based_on = {"based_on": draft.based_on} if draft.based_on else {}
    text = {"text": text_item(draft)} if draft.text_frozen else {}
    return {"format": FORMAT} | said | based_on | text


def text_item(draft: Draft) -> Document:
    """What a report file says of the draft's text; openings that would be more than it holds are left out."""
    openings = [opening_of(paragraph) for paragraph in split(draft.text)]
    fits = sum(map(len, openings)) <= LONGEST_LIST
    said = {"file": draft.file or "text.txt", "sha256": draft.sha256, "paragraphs": len(openings)}
    return said | ({"openings": openings} if fits else {})


def plan(draft: Draft, *, overwrite: bool = False) -> Plan:
    """What publishing the draft would do: it is done, looked at, and undone."""
    with transaction.atomic():
        effects = Effects()
        creates = _creates(draft)
        outcome = _load(draft, overwrite, names(draft).of)
        found = Plan(outcome, creates, effects.since(), outcome.warnings, [])
        transaction.set_rollback(True)
    if found.is_refused:
        return Plan(outcome, [], [], outcome.warnings, [])
    return _verified(draft, found)


def _verified(draft: Draft, found: Plan) -> Plan:
    """With the phrases that do not stand where the draft says, and the names in the text that it does not use."""
    if not draft.text_frozen:
        return found
    verdict = verify(read(_source(draft), ReportFile), draft.text.encode())
    return Plan(found.outcome, found.creates, found.changes, [*found.warnings, *verdict.misses], verdict.names)


def _source(draft: Draft) -> Source:
    return Source(gettext("the draft"), report_file(draft), {})


def names(draft: Draft) -> Names:
    """What the draft's records are called, and those of the report that it was published as."""
    return Names(*([minimal(stored(draft.report).file)] if draft.report else []), draft.document)


def _load(draft: Draft, overwrite: bool, words: Words = str) -> Outcome:
    source = _source(draft)
    head = source.data.get("report") or {}
    problems = list(_problems(draft, source, head))
    if problems:
        return Outcome(source.name, "refused", problems=problems)
    return Loader(overwrite=overwrite, words=words).load(source, str(head.get("slug", "")), PUBLISHED)


def _problems(draft: Draft, source: Source, head: Document) -> Iterator[Problem]:
    """What only the desk knows to be wrong."""
    for loc in undecided(draft.document):
        yield source.problem(loc, gettext("is not decided: say whether it is new or known"))
    address: Loc = ("report", "slug")
    if draft.report and head.get("slug") != draft.report.slug:
        says = gettext("is published as %(slug)s, and addresses stay: write that") % {"slug": draft.report.slug}
        yield source.problem(address, says)
    elif not draft.report and not draft.based_on and Report.objects.filter(slug=head.get("slug")).exists():
        yield source.problem(address, gettext("belongs to another report: choose one that is free, or reopen that one"))
    elif not draft.report and draft.based_on and Draft.objects.filter(report__slug=head.get("slug", "")).exists():
        yield source.problem(address, gettext("is being corrected in another draft: go on with that one"))
    if draft.text and not draft.text_frozen:
        yield source.problem(("text",), gettext("is not looked at yet: say which of its lines belong together"))


def _creates(draft: Draft) -> list[dict[str, str]]:
    """The records that the draft would make."""
    try:
        file = read(_source(draft), ReportFile)
    except FileRefused:
        return []
    new = [change for change in changes(in_order(file.definitions)) if change.before is None]
    made = [{"kind": one.kind.kind, "name": _name(one.item), "slug": one.item.slug} for one in new]
    is_known = draft.report or (draft.based_on and Report.objects.filter(slug=file.report.slug).exists())
    return made if is_known else [{"kind": "report", "name": _name(file.report), "slug": file.report.slug}, *made]


def _name(item: Any) -> str:
    return next((said for name in ("name", "title", "label") if (said := getattr(item, name, ""))), item.slug)


def problems(draft: Draft, outcome: Outcome) -> list[dict[str, Any]]:
    """The problems of an outcome, each with the item of the draft that it is nearest to, and what that is called."""
    document, called = draft.document, names(draft)
    return [
        {
            "path": one.field,
            "key": nearest(document, one.loc).get(KEY),
            "name": called.nearest(document, one.loc),
            "says": one.says,
        }
        for one in outcome.problems
    ]


@transaction.atomic
def publish(draft: int, version: int, *, overwrite: bool = False) -> Draft:
    """Publish in one transaction; NotPublished where it is refused, Stale where the draft is another by now."""
    row = Draft.objects.select_for_update(of=("self",)).select_related("report").get(pk=draft)
    if row.version != version:
        raise Stale
    outcome = _load(row, overwrite)
    if outcome.status == "refused":
        raise NotPublished(outcome)
    row.report = Report.objects.get(slug=row.document["report"]["slug"])
    row.based_on = digest(minimal(stored(row.report).file))
    _give_text(row, row.report)
    row.document = row.document | {"definitions": {}}  # the archive knows them now
    row.version += 1
    row.editor_tab = ""  # what a tab still holds was written before
    row.ready = False
    row.save()
    Withdrawn.objects.filter(slug=row.report.slug).delete()
    return row


def _give_text(row: Draft, report: Report) -> None:
    """Let the report's text be the draft's; without one, the text it has stays if it is still the one digested.

    So does a text that somebody was removed from, until there is another.
    """
    if row.text_frozen:
        said: dict[str, Any] = {"text": row.text}
        if text_digest(row.text) == report.sha256:
            said["redacted"] = False
        ReportText.objects.update_or_create(report=report, defaults=said)
    for other in ReportText.objects.filter(report=report, redacted=False):
        if text_digest(other.text) != report.sha256:
            other.delete()


@transaction.atomic
def reopen(report: Report, user: Any) -> Draft:
    """The draft of a published report: the one it has, brought up to date where nobody has written in it since."""
    Report.objects.select_for_update().get(pk=report.pk)  # two presses open one draft; it may be withdrawn meanwhile
    row = Draft.objects.select_for_update().filter(report=report).first() or Draft(report=report, owner=user)
    file = stored(report).file
    current = digest(minimal(file))
    if row.pk and not row.text_frozen:
        _take_text(row, report)
        row.save(update_fields=["text", "text_frozen", "file", "sha256"])
    if row.based_on == current or (row.pk and _is_written_in(row)):
        return row
    if row.pk:
        keep(row, row.document, row.version, row.editor_tab, row.editor, Why.REPLACED)
        row.version += 1
        row.editor_tab = ""
    row.document, row.based_on = from_file(minimal(file)), current
    _take_text(row, report)
    row.save()
    return row


def _is_written_in(row: Draft) -> bool:
    """Whether a published draft says other than what it was published as."""
    try:
        file, _ = with_known_roles(ReportFile.model_validate(report_file(row)))
    except ValidationError:
        return True
    return digest(minimal(as_written(file))) != row.based_on


def _take_text(row: Draft, report: Report) -> None:
    try:
        text = report.text.text
    except ObjectDoesNotExist:
        text = ""
    if text and text_digest(text) == report.sha256:
        row.text, row.text_frozen, row.file, row.sha256 = text, True, report.file, report.sha256


class Linked(Exception):
    """Other reports refer to the one to be withdrawn."""


@transaction.atomic
def withdraw(draft: int, version: int) -> Draft:
    """Take the report out of the archive: its citations go, and the facts that no other report states."""
    row = Draft.objects.select_for_update(of=("self",)).select_related("report").get(pk=draft)
    if row.version != version:
        raise Stale
    if row.report is None:
        return row
    head = stored(row.report).file.model_copy(update={"forums": (), "agreements": (), "mentions": ()})
    outcome = Loader(overwrite=True).load(Source(row.report.slug, minimal(head), {}), row.report.slug, WITHDRAWN)
    if outcome.status == "refused":
        raise NotPublished(outcome)
    slug = row.report.slug
    try:
        with reason(WITHDRAWN):
            row.report.delete()
    except ProtectedError as error:
        raise Linked(", ".join(sorted(str(one.report) for one in error.protected_objects))) from error
    row.report, row.based_on, row.version, row.editor_tab = None, "", row.version + 1, ""
    row.save()
    # The loader may have brought it back meanwhile: then it was withdrawn once before.
    Withdrawn.objects.update_or_create(slug=slug, defaults={"on": Now()})
    return row
