"""Half-typed drafts: whatever stands in a field, every page and answer of the desk works and says what is wrong."""

import copy
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from events.desk.drafts import save
from events.desk.outline import Unfit, nearest
from events.desk.publishing import plan, problems, report_file
from events.desk.replacing import moves
from events.desk.suggestions import suggestions
from events.reportfile.writing import write
from tests.events.desk.test_publishing import TEXT, a_draft, harbour

pytestmark = pytest.mark.django_db

scalars = st.none() | st.booleans() | st.integers(-1, 2**70) | st.floats(allow_nan=False, allow_infinity=False)
anything = st.recursive(
    scalars | st.text("a -\n\t\u202e北.", max_size=5) | st.sampled_from(["2024", "harbour-forum", "x" * 700]),
    lambda parts: (
        st.lists(parts, max_size=3) | st.dictionaries(st.sampled_from(["key", "slug", "a"]), parts, max_size=2)
    ),
    max_leaves=4,
)


def places(value: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every single value, but for keys, which the page makes."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if parts is None:
        return [] if way[-1] == "key" else [way]
    return [one for name, part in parts for one in places(part, (*way, name))]


@settings(
    derandomize=True,
    max_examples=60,
    phases=[Phase.generate],
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_whatever_stands_in_a_field_the_desk_goes_on(admin_client: Client, data: st.DataObject) -> None:
    document = harbour(text={"openings": ["The Harbour Forum"]}, mentions=[])
    for _ in range(data.draw(st.integers(1, 3))):
        *way, last = data.draw(st.sampled_from(places(document)))
        holder: Any = document
        for part in way:
            holder = holder[part]
        holder[last] = data.draw(anything)
    draft = a_draft({})
    try:
        save(draft.pk, copy.deepcopy(document), 1, "one", None)
    except Unfit:
        return
    draft.refresh_from_db()
    found = plan(draft)
    assert found.is_refused == bool(found.outcome.problems)
    assert all(one["key"] is None or isinstance(one["key"], str) for one in problems(draft, found.outcome))
    write(report_file(draft))
    moves(draft, f"New\n{TEXT}")
    suggestions(draft)
    for page in (reverse("desk:drafts"), draft.get_absolute_url()):
        assert admin_client.get(page).status_code == 200
    draft.delete()


def test_a_place_that_is_not_there_has_no_key() -> None:
    assert nearest({"report": "a"}, ("report", 0, "b")) == {}
