"""A report as a list of statements: each fact under its key, with this report's citations of it.

Import, export and the difference between two versions all work on this list; the nested file is one way to write it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from events.reportfile.reading import Loc, Problem, Source
from events.reportfile.schema import CitationItem, ForumItem, Item, ReportFile, SessionItem
from events.roles import BodyRole, PersonRole

Key = tuple[str | int | None, ...]

# The lists of a file that state facts of a forum or session: kind of fact, and the fields that make its key.
LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "details": ("detail", ("property", "value")),
    "places": ("location", ("place",)),
    "figures": ("figure", ("counted", "low", "high")),
    "involvements": ("involvement", ("organization", "role")),
    "appearances": ("appearance", ("person", "role")),
}
ROLES = {"involvements": frozenset(BodyRole.values), "appearances": frozenset(PersonRole.values)}


@dataclass(frozen=True)
class Statement:
    """One fact that the report states.

    Keys, by kind: forum (forum), session (forum, key), agreement (agreement), party (agreement, organization, person,
    role), mention (organization, person, role); all others (forum, key or None, …the fields in LISTS); a detail of an
    agreement (None, None, property, value, agreement).
    """

    kind: str
    key: Key
    citations: tuple[CitationItem, ...]
    loc: Loc = ()
    language: str = ""

    @property
    def is_of_a_person(self) -> bool:
        person = {"appearance": 2, "party": 2, "mention": 1}.get(self.kind)
        return person is not None and self.key[person] is not None

    def __str__(self) -> str:
        return f"{self.kind} {' · '.join(str(part) for part in self.key if part is not None)}"


def statements(file: ReportFile) -> Iterator[Statement]:
    """The facts of a file, in its order."""
    for i, forum in enumerate(file.forums):
        loc: Loc = ("forums", i)
        yield from _cited(Statement("forum", (forum.forum,), forum.citations, loc))
        yield from _facts(forum, (forum.forum, None), loc)
        for j, session in enumerate(forum.sessions):
            where = (*loc, "sessions", j)
            yield from _cited(Statement("session", (forum.forum, session.session), session.citations, where))
            yield from _facts(session, (forum.forum, session.session), where)
    for i, agreement in enumerate(file.agreements):
        loc = ("agreements", i)
        yield from _cited(Statement("agreement", (agreement.agreement,), agreement.citations, loc))
        for j, detail in enumerate(agreement.details):
            key = (None, None, detail.property, detail.value, agreement.agreement)
            yield Statement("detail", key, detail.citations, (*loc, "details", j), detail.language)
        for j, party in enumerate(agreement.parties):
            key = (agreement.agreement, party.organization, party.person, party.role)
            yield Statement("party", key, party.citations, (*loc, "parties", j))
    for i, mention in enumerate(file.mentions):
        yield Statement(
            "mention", (mention.organization, mention.person, mention.role), mention.citations, ("mentions", i)
        )


def _cited(statement: Statement) -> Iterator[Statement]:
    """A forum, session or agreement that is only referred to is not stated."""
    if statement.citations:
        yield statement


def _facts(holder: ForumItem | SessionItem, subject: Key, loc: Loc) -> Iterator[Statement]:
    for name, (kind, fields) in LISTS.items():
        for i, item in enumerate(getattr(holder, name)):
            key = (*subject, *(getattr(item, field) for field in fields))
            key = (*key, None) if kind == "detail" else key
            yield Statement(kind, key, item.citations, (*loc, name, i), getattr(item, "language", ""))


def document(said: Iterable[Statement]) -> dict[str, list[dict[str, Any]]]:
    """The nested lists of a file from its statements: the inverse of `statements`."""
    nest = _Nest()
    for statement in sorted(said, key=lambda statement: statement.kind not in HOLDERS):
        nest.add(statement)
    return nest.lists


def as_written(file: ReportFile) -> ReportFile:
    """The file with its lists in the order in which the archive writes them, each forum in one place."""
    head = file.report.model_copy(
        update={"links": tuple(sorted(file.report.links, key=lambda link: (link.kind, link.to)))}
    )
    nested = ReportFile.model_validate({"format": file.format, "report": head} | document(statements(file)))
    return file.model_copy(
        update={name: getattr(nested, name) for name in ("report", "forums", "agreements", "mentions")}
    )


HOLDERS = ("forum", "session", "agreement")


class _Nest:
    """Puts each statement into the forum, session or agreement it is about."""

    def __init__(self) -> None:
        self.lists: dict[str, list[dict[str, Any]]] = {"forums": [], "agreements": [], "mentions": []}
        self.holders: dict[Key, dict[str, Any]] = {}

    def add(self, statement: Statement) -> None:
        key, kind = statement.key, statement.kind
        item: dict[str, Any] = {"citations": statement.citations}
        if kind in HOLDERS:
            self.holder(kind, *key).update(item)
        elif kind == "mention":
            self.lists["mentions"].append(_named(("organization", "person", "role"), key) | item)
        elif kind == "party":
            parties = self.holder("agreement", key[0]).setdefault("parties", [])
            parties.append(_named(("organization", "person", "role"), key[1:]) | item)
        else:
            self.add_to_list(statement, item)

    def add_to_list(self, statement: Statement, item: dict[str, Any]) -> None:
        key, kind = statement.key, statement.kind
        name, fields = next((name, fields) for name, (named, fields) in LISTS.items() if named == kind)
        if kind == "detail":
            item["language"] = statement.language
        holder = self.holder("agreement", key[4]) if key[0] is None else self.holder("session", *key[:2])
        holder.setdefault(name, []).append(_named(fields, key[2:]) | item)

    def holder(self, kind: str, slug: Any, session: Any = None) -> dict[str, Any]:
        """The mapping of a forum, session or agreement, made where it is not there yet."""
        key = (kind == "agreement", slug, session)
        if key not in self.holders:
            if session is not None:
                self.holders[key] = {"session": session}
                self.holder("forum", slug).setdefault("sessions", []).append(self.holders[key])
            else:
                name = "agreement" if kind == "agreement" else "forum"
                self.holders[key] = {name: slug}
                self.lists[f"{name}s"].append(self.holders[key])
        return self.holders[key]


def _named(fields: tuple[str, ...], values: Key) -> dict[str, Any]:
    return dict(zip(fields, values, strict=False))


def with_known_roles(file: ReportFile) -> tuple[ReportFile, list[tuple[Loc, str]]]:
    """The file with each unknown role as `other`, its word kept as printed; and where that was done."""
    unknown: list[tuple[Loc, str]] = []

    def mended(holder: Any, loc: Loc) -> Any:
        changes: dict[str, Any] = {}
        for name, roles in ROLES.items():
            items = list(getattr(holder, name))
            for i, item in enumerate(items):
                if item.role not in roles:
                    unknown.append(((*loc, name, i, "role"), item.role))
                    items[i] = _other(item)
                    changes[name] = tuple(items)
        return holder.model_copy(update=changes) if changes else holder

    forums = []
    for i, forum in enumerate(file.forums):
        sessions = tuple(mended(session, ("forums", i, "sessions", j)) for j, session in enumerate(forum.sessions))
        forums.append(mended(forum.model_copy(update={"sessions": sessions}), ("forums", i)))
    return (file.model_copy(update={"forums": tuple(forums)}) if unknown else file), unknown


def _other(item: Any) -> Item:
    citations = tuple(
        citation if citation.role else citation.model_copy(update={"role": item.role}) for citation in item.citations
    )
    return item.model_copy(update={"role": "other", "citations": citations})


def check(file: ReportFile, said: list[Statement], source: Source, slug: str | None) -> list[Problem]:
    """What is wrong with a file apart from its shape and apart from the archive."""
    problems = (
        []
        if slug in (None, file.report.slug)
        else [
            source.problem(
                ("report", "slug"), f"is {file.report.slug}, but the file is named {slug}.yaml: make them equal"
            )
        ]
    )
    seen: dict[tuple[str, Key], Statement] = {}
    last = file.text.paragraphs if file.text else None
    for statement in said:
        if (first := seen.setdefault((statement.kind, statement.key), statement)) is not statement:
            line = source.line(first.loc)
            problems.append(
                source.problem(statement.loc, f"states a fact twice, as on line {line}: put its citations together")
            )
        problems += _check_citations(statement, last, source)
    for i, link in enumerate(file.report.links):
        if link.to == file.report.slug:
            problems.append(source.problem(("report", "links", i, "to"), "is this report itself: name another"))
        if link in file.report.links[:i]:
            problems.append(source.problem(("report", "links", i), "repeats an earlier link: take it out"))
    for name in ("publisher", "published"):
        item = getattr(file.report, name)
        if item and item.paragraph and last and item.paragraph > last:
            problems.append(source.problem(("report", name, "paragraph"), _beyond(item.paragraph, last)))
    return problems


def _check_citations(statement: Statement, last: int | None, source: Source) -> Iterator[Problem]:
    seen: set[Any] = set()
    for i, citation in enumerate(statement.citations):
        loc = (*statement.loc, "citations", i)
        if last and max(citation.paragraphs) > last:
            yield source.problem((*loc, "paragraphs"), _beyond(max(citation.paragraphs), last))
        if citation.mode and statement.kind != "appearance":
            yield source.problem((*loc, "mode"), "only an appearance has a mode: take it out")
        if citation.basis and not (statement.kind == "detail" and statement.key[2] == "date"):
            yield source.problem((*loc, "basis"), "only a date has a basis: take it out")
        if citation.capacities and not statement.is_of_a_person:
            yield source.problem((*loc, "capacities"), "only a person has capacities: take them out")
        if citation.unique in seen:
            yield source.problem(loc, "repeats an earlier citation of the fact: take it out")
        seen.add(citation.unique)


def _beyond(paragraph: int, last: int) -> str:
    return f"names paragraph {paragraph}, but the text has {last} (text.paragraphs)"
