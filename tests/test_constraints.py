"""Every rule about rows: the database accepts what keeps it and refuses what breaks it, and the admin says why."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model
from django.test import Client

from archive.admin.rows import fixed_fields
from archive.database.refusals import message, rules
from archive.identity.decisions import Judgement
from archive.identity.identifiers import Identifier
from events.models import Correction, Draft, KeptDraft, Phrase, ReportText
from people.models import Removal
from tests import records as make
from tests.filling import errors, filled, page_of, page_to_add
from tests.valid_rows import (
    VALID,
    Values,
    a_capacity,
    a_choice,
    a_citation,
    a_correction,
    a_decision,
    a_detail,
    a_figure,
    a_forum,
    a_forum_topic,
    a_link,
    a_listed,
    a_location,
    a_mention,
    a_name,
    a_party,
    a_person,
    a_place,
    a_report,
    a_session,
    all_of_a_page,
    an_agreement,
    an_appearance,
    an_identifier,
    an_involvement,
    an_organization,
    is_prose,
    n,
    other,
    texts,
    typed,
)

pytestmark = pytest.mark.django_db

REQUIRED = "This field is required."
ADDRESS = "Write lower-case letters a to z and digits, in words joined by single hyphens (li-xiang-ccpit)."
OTHER = "The session belongs to another forum."


@dataclass(frozen=True)
class Case:
    """A row that keeps a rule, and how to break it. `words` is what a form says before the rule is asked."""

    valid: Callable[[], Values]
    breaks: Callable[[Any], Values]
    words: str = ""


def same(*names: str) -> Callable[[Any], Values]:
    return lambda valid: {name: getattr(valid, name) for name in names}


def of_address(valid: Callable[[], Values]) -> Case:
    return Case(valid, other(slug="Not an Address"), ADDRESS)


def of_other_forum(valid: Callable[[], Values]) -> Case:
    return Case(valid, other(session=make.session))


def of_names(model: str, of: str) -> dict[str, Case]:
    return {
        f"{model}_not_empty": Case(a_name(of), other(text=""), REQUIRED),
        f"{model}_once": Case(a_name(of), same(of, "kind", "text")),
    }


def of_identifiers(model: str, of: str) -> dict[str, Case]:
    valid = an_identifier(of)
    said = "“42” is no Wikidata identifier: one looks like Q42."
    return {
        f"{model}_well_formed": Case(valid, other(value="42"), said),
        f"{model}_once": Case(valid, same(of, "scheme", "value")),
    }


def of_decisions(model: str, new: Callable[[], Any]) -> dict[str, Case]:
    valid = a_decision(new)
    return {
        f"{model}_two_records": Case(valid, lambda valid: {"record": valid.record, "other": valid.record}),
        f"{model}_one_per_pair": Case(valid, lambda valid: {"record": valid.other, "other": valid.record}),
        f"{model}_has_reason": Case(valid, other(reason=""), REQUIRED),
    }


def of_splits(model: str, new: Callable[[], Any]) -> dict[str, Case]:
    return {f"{model}_split_stands": Case(a_decision(new), other(moved=[{"of": 1}], judgement="same"))}


CASES: dict[str, Case] = {
    "orgs_place_slug_is_an_address": of_address(a_place),
    "orgs_place_lies_in_a_country": Case(a_place, other(country=None)),
    "orgs_place_point_on_earth": Case(a_place, other(latitude=91, longitude=0)),
    "orgs_organization_slug_is_an_address": of_address(an_organization),
    "orgs_organization_has_name": Case(an_organization, other(name=""), REQUIRED),
    "people_person_slug_is_an_address": of_address(a_person),
    "people_person_has_name": Case(a_person, other(name=""), REQUIRED),
    "events_draft_one_of_a_report": Case(lambda: {"report": make.report()}, same("report")),
    "events_draft_frozen_text_has_a_digest": Case(dict, other(text_frozen=True)),
    **of_names("orgs_placename", "place"),
    **of_names("orgs_organizationname", "organization"),
    **of_names("people_personname", "person"),
    **of_identifiers("orgs_placeidentifier", "place"),
    **of_identifiers("orgs_organizationidentifier", "organization"),
    **of_identifiers("people_personidentifier", "person"),
    **of_decisions("orgs_placedecision", make.city),
    **of_decisions("orgs_organizationdecision", make.organization),
    **of_decisions("people_persondecision", make.person),
    **of_decisions("events_forumdecision", make.forum),
    **of_decisions("events_sessiondecision", make.session),
    "events_report_slug_is_an_address": of_address(a_report),
    "events_report_has_a_name": Case(a_report, other(title="")),
    "events_report_web_addresses": Case(a_report, other(archived_url="ftp://example.org/news")),
    "events_report_printed_publisher_is_known": Case(a_report, other(publisher=None, publisher_printed="The Paper")),
    "events_report_printed_day_is_known": Case(a_report, other(edtf="", published_printed="Monday")),
    "events_report_text_is_whole": Case(a_report, other(file="")),
    "events_report_paragraphs_of_the_text": Case(a_report, other(published_paragraph=0)),
    "events_report_sha256_is_a_digest": Case(a_report, other(sha256="f" * 63)),
    "events_report_an_opening_for_each_paragraph": Case(a_report, other(paragraphs=2, openings=["Only one paragraph"])),
    "events_reportlink_once": Case(a_link, same("report", "kind", "to")),
    "events_reportlink_two_reports": Case(a_link, lambda valid: {"report": valid.report, "to": valid.report}),
    "events_forum_slug_is_an_address": of_address(a_forum),
    "events_agreement_slug_is_an_address": of_address(an_agreement),
    "events_series_slug_is_an_address": of_address(a_listed),
    "events_topic_slug_is_an_address": of_address(a_listed),
    "events_session_key_once": Case(a_session, same("forum", "key")),
    "events_session_key_is_an_address": Case(a_session, other(key="The Opening"), ADDRESS),
    "events_session_parent_of_forum": Case(a_session, other(parent=make.session)),
    "events_forumtopic_once": Case(a_forum_topic, same("forum", "topic")),
    "events_forumtopic_session_of_forum": of_other_forum(a_forum_topic),
    "events_choice_one_per_property": Case(a_choice, same("forum", "property")),
    "events_choice_has_reason": Case(a_choice, other(reason=""), REQUIRED),
    "events_choice_session_of_forum": of_other_forum(a_choice),
    "events_detail_of_forum_or_agreement": Case(a_detail, other(agreement=make.agreement)),
    "events_detail_once": Case(a_detail, same("forum", "property", "value")),
    "events_detail_has_value": Case(a_detail, other(value=""), REQUIRED),
    "events_detail_time_of_day": Case(a_detail, other(property="start", value="9 o'clock")),
    "events_detail_session_of_forum": of_other_forum(a_detail),
    "events_location_once": Case(a_location, same("forum", "place")),
    "events_location_session_of_forum": of_other_forum(a_location),
    "events_appearance_once": Case(an_appearance, same("forum", "person", "role")),
    "events_appearance_session_of_forum": of_other_forum(an_appearance),
    "events_involvement_once": Case(an_involvement, same("forum", "organization", "role")),
    "events_involvement_session_of_forum": of_other_forum(an_involvement),
    "events_figure_once": Case(a_figure, same("forum", "counted", "low", "high")),
    "events_figure_counts_something": Case(a_figure, other(counted=""), REQUIRED),
    "events_figure_has_a_bound": Case(a_figure, other(low=None)),
    "events_figure_low_not_above_high": Case(a_figure, other(high=80)),
    "events_figure_not_negative": Case(a_figure, other(low=-1)),
    "events_figure_session_of_forum": of_other_forum(a_figure),
    "events_party_body_or_person": Case(a_party, other(person=make.person)),
    "events_party_once": Case(a_party, same("agreement", "organization", "role")),
    "events_mention_body_or_person": Case(a_mention, other(organization=make.organization)),
    "events_mention_once": Case(a_mention, same("person", "role")),
    "events_citation_one_fact": Case(a_citation, other(session=make.session)),
    "events_citation_once": Case(a_citation, same("report", "forum")),
    "events_citation_names_paragraphs": Case(a_citation, other(paragraphs=[0])),
    "events_citation_mode_of_appearance": Case(a_citation, other(mode="online")),
    "events_citation_basis_of_date": Case(a_citation, other(basis="dateline")),
    "events_capacity_order_once": Case(a_capacity, same("citation", "order")),
    "events_capacity_says_something": Case(a_capacity, other(title="", organization=None, printed="")),
    "events_capacity_printed_body_is_known": Case(a_capacity, other(organization=None)),
}
# Columns that are computed from an EDTF string whenever a row is written: no form has them, only SQL can break them.
DERIVED = {
    "starts_before_it_ends": {"edtf": "2024", "earliest": "2024-12-31", "latest": "2024-01-01"},
    "days_belong_to_a_date": {"edtf": "", "earliest": "2024-01-01", "latest": None},
}
DATED = {"report": make.report, "forum": make.forum, "session": make.session, "agreement": make.agreement}
# An id alone is unique: the first is only there for foreign keys over two columns to refer to. Triggers alone write
# phrases.
NEVER_BROKEN = {"events_session_of_forum", "events_phrase_once"}
# Readers write corrections: no page adds one, so only the database is asked.
NEVER_ADDED = {
    **of_splits("orgs_placedecision", make.city),
    **of_splits("orgs_organizationdecision", make.organization),
    **of_splits("people_persondecision", make.person),
    **of_splits("events_forumdecision", make.forum),
    **of_splits("events_sessiondecision", make.session),
    "events_correction_about_one": Case(a_correction, other(forum=make.forum, person=make.person)),
    "events_correction_bounded": Case(a_correction, other(message="x" * 2001)),
    "events_correction_answered_in_words": Case(a_correction, other(answer="slip")),
    "events_correction_answered_without_writer": Case(
        a_correction, other(answer="slip", words="Mended.", answered_at="2024-11-05T00:00Z", contact="anna@example.org")
    ),
}

NAMED = {name: rule for name, rule in rules().items() if name.split("_")[0] in ("orgs", "people", "events")}
CASES |= NEVER_ADDED | {
    name: Case(VALID[model], other(language="Chinese"))
    for name, (model, _) in NAMED.items()
    if name.endswith("_language_tag")
}
derived = [name for name in NAMED if name.endswith(tuple(DERIVED))]
about_texts = [name for name in NAMED if name.endswith("_plain_text")]
testable = sorted(NAMED.keys() - {*derived, *about_texts, *NEVER_BROKEN, *NEVER_ADDED})


def save(model: type[Model], values: Values) -> Any:
    with transaction.atomic():
        record = model(**values)
        record.save()
        connection.check_constraints()
    return record


@pytest.mark.parametrize("name", [*testable, *NEVER_ADDED])
def test_the_database_keeps_the_rule(name: str) -> None:
    model, _ = NAMED[name]
    valid = save(model, CASES[name].valid())
    with pytest.raises(IntegrityError) as refused:
        save(model, {**CASES[name].valid(), **CASES[name].breaks(valid)})
    assert refused.value.__cause__.diag.constraint_name == name


@pytest.mark.parametrize("name", [name for name in testable if NAMED[name][0] in admin.site._registry])
def test_the_admin_says_the_rule_in_words(admin_client: Client, name: str) -> None:
    model, constraint = NAMED[name]
    valid = save(model, CASES[name].valid())
    sent = all_of_a_page(admin_client, model, {**CASES[name].valid(), **CASES[name].breaks(valid)})
    before = model._default_manager.count()
    response = admin_client.post(page_to_add(model), sent)
    assert errors(response) == [CASES[name].words or message(model, constraint)]
    assert model._default_manager.count() == before


# A phrase is as plain as what the triggers take it from.
NEVER_EXPORTED = {ReportText, Phrase, Draft, KeptDraft, Correction, Removal}
COLUMNS = [pytest.param(model, field, id=str(field)) for model in VALID for field in texts(model).values()]
CONTROLS = ["a\x01b", "a\x0bb", "a\x0cb", "a\x1bb", "a\x7fb", "a\x85b", "a\ufffeb", "a\uffffb"]
BREAKS = ["a\nb", "a\r\nb", "a\tb", "a\u2028b", "a\u2029b"]
BLANK_ENDS = [" a", "a ", "\na", "a\n", "\ta", "a\r\n"]
PLAIN = ["a  b", "a\xa0b", "“贸促会” 👍🏽", "- a: #b", "'", '"', "\\", "~", "null"]


def refusing(record: Any, column: str, text: str) -> str | None:
    """The rule that refuses the text."""
    try:
        with transaction.atomic():
            type(record)._base_manager.filter(pk=record.pk).update(**{column: text})
    except IntegrityError as refused:
        return str(refused.__cause__.diag.constraint_name)
    return None


def test_every_text_is_under_a_rule() -> None:
    ours = {model for model in apps.get_models() if model._meta.app_label in ("orgs", "people", "events")}
    ours -= {model for model in ours if hasattr(model, "pgh_id")} | NEVER_EXPORTED
    assert {model for model in ours if texts(model)} == set(VALID) == {NAMED[name][0] for name in about_texts}


@pytest.mark.parametrize(("model", "field"), COLUMNS)
def test_the_database_keeps_texts_plain(model: type[Model], field: Any) -> None:
    record = save(model, VALID[model]())
    wrong = [*CONTROLS, *BLANK_ENDS, *(["x" * 5001] if is_prose(field) else BREAKS)]
    right = [*PLAIN, *(["x" * 5000, *BREAKS] if is_prose(field) else [])]
    rule = f"{model._meta.db_table}_plain_text"
    assert {text: refusing(record, field.name, text) for text in wrong} == dict.fromkeys(wrong, rule)
    assert {text: refusing(record, field.name, text) for text in right} == dict.fromkeys(right)


@pytest.mark.parametrize("model", VALID, ids=str)
def test_the_admin_says_which_texts_are_plain(admin_client: Client, model: type[Model]) -> None:
    sent = all_of_a_page(admin_client, model, VALID[model]())
    before = model._default_manager.count()
    wrong = [sent | {column: "a\x01b"} for column in texts(model)]
    wrong += [sent | {column: "x" * 5001 if is_prose(field) else "a\u2028b" for column, field in texts(model).items()}]
    said = [errors(admin_client.post(page_to_add(model), one)) for one in wrong]
    assert said == [[message(*NAMED[f"{model._meta.db_table}_plain_text"])]] * len(wrong)
    assert model._default_manager.count() == before


@pytest.mark.parametrize("model", VALID, ids=str)
def test_the_admin_takes_blank_ends_away(admin_client: Client, model: type[Model]) -> None:
    sent = all_of_a_page(admin_client, model, VALID[model]())
    response = admin_client.post(page_to_add(model), sent | dict.fromkeys(texts(model), " \r\na b\t\n"))
    assert errors(response) == []
    assert set(model._base_manager.values_list(*texts(model)).latest("pk")) == {"a b"}


@pytest.mark.parametrize("name", derived)
def test_the_database_keeps_days_with_their_date(name: str) -> None:
    model, _ = NAMED[name]
    record = DATED[model._meta.model_name]()
    values = next(values for rule, values in DERIVED.items() if name.endswith(rule))
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        model._base_manager.filter(pk=record.pk).update(**values)
    assert refused.value.__cause__.diag.constraint_name == name


MAKERS: dict[str, Callable[..., Any]] = {
    "place": make.city,
    "organization": make.organization,
    "person": make.person,
    "forum": make.forum,
    "session": make.session,
    "report": make.report,
    "agreement": make.agreement,
    "topic": make.topic,
    "series": lambda: apps.get_model("events.Series").objects.create(slug=f"series-{n()}", name="Series"),
}


def with_trigger(ending: str) -> list[tuple[type[Model], str]]:
    """Models with a trigger whose name ends so, and what stands before."""
    triggers = [(model, trigger) for model in apps.get_models() for trigger in getattr(model._meta, "triggers", ())]
    return [(model, trigger.name.removesuffix(ending)) for model, trigger in triggers if trigger.name.endswith(ending)]


@pytest.mark.parametrize(("model", "link"), with_trigger("_acyclic"), ids=str)
def test_no_record_is_its_own_ancestor(admin_client: Client, model: type[Model], link: str) -> None:
    where = {"of": make.forum()} if model._meta.model_name == "session" else {}
    above = MAKERS[model._meta.model_name](**where)
    below = MAKERS[model._meta.model_name](**where, **{link: above})
    with pytest.raises(IntegrityError), transaction.atomic():
        model._base_manager.filter(pk=above.pk).update(**{link: below})
    response = admin_client.post(page_of(above), filled(admin_client, page_of(above), **{link: below.pk}))
    [said] = errors(response)
    assert said.removesuffix(".").endswith(("in itself", "unit of itself", "part of itself"))


@pytest.mark.parametrize("model", [model for model, _ in with_trigger("settles_identity")], ids=str)
def test_a_decision_that_contradicts_others_is_refused(admin_client: Client, model: Any) -> None:
    one, two, three = (MAKERS[model._meta.get_field("record").related_model._meta.model_name]() for _ in range(3))
    for record, kept in ((one, two), (two, three)):
        model.objects.create(record=record, other=kept, judgement=Judgement.SAME, reason="They are.")
    broken = {"record": one, "other": three, "judgement": Judgement.DIFFERENT, "reason": "They are not."}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**broken)
    response = admin_client.post(page_to_add(model), filled(admin_client, page_to_add(model), **typed(broken)))
    said = "These records would be the same through others, but a decision says that two of them are not."
    assert errors(response) == [said]
    assert model.objects.count() == 2


@pytest.mark.parametrize(
    "model", [model for model, _ in with_trigger("identifier_held_once") if issubclass(model, Identifier)], ids=str
)
def test_two_records_do_not_hold_one_identifier(admin_client: Client, model: Any) -> None:
    first = save(model, VALID[model]())
    again = {**VALID[model](), "value": first.value}
    with pytest.raises(IntegrityError) as refused:
        save(model, again)
    assert refused.value.__cause__.diag.constraint_name == f"{model._meta.db_table}_held_once"
    response = admin_client.post(page_to_add(model), filled(admin_client, page_to_add(model), **typed(again)))
    [said] = errors(response)
    assert said.startswith("One identifier stands for one record") and f"wikidata {first.value}: " in said
    assert model.objects.count() == 1


FIXED = [model for model in apps.get_models() if fixed_fields(model)]


@pytest.mark.parametrize("model", FIXED, ids=str)
def test_what_addresses_are_made_of_stays(admin_client: Client, model: type[Model]) -> None:
    record = MAKERS[model._meta.model_name]()
    for name in fixed_fields(model):
        old = getattr(record, name)
        new = make.forum() if name == "forum" else "another"
        with pytest.raises(DatabaseError), transaction.atomic():
            model._base_manager.filter(pk=record.pk).update(**{name: new})
        response = admin_client.post(page_of(record), filled(admin_client, page_of(record), **typed({name: new})))
        record.refresh_from_db()
        assert (errors(response), getattr(record, name)) == ([], old)
