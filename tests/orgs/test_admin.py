from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from orgs.models import Organization, OrganizationName, Place
from tests import records as make
from tests.filling import added, errors, page_of, page_to_add

pytestmark = pytest.mark.django_db


def suggested(client: Client, model: str, field: str, term: str) -> list[str]:
    asked = {"app_label": "orgs", "model_name": model, "field_name": field, "term": term}
    return [result["text"] for result in client.get(reverse("admin:autocomplete"), asked).json()["results"]]


def test_an_organization_is_added_with_parent_country_and_names(admin_client: Client) -> None:
    country, parent, page = make.country(), make.organization(), page_to_add(Organization)
    typed = {
        "name": "Sub-Council",
        "slug": "sub-council",
        "kind": "chamber",
        "parent": parent.pk,
        "country": country.pk,
    }
    sent = added(admin_client, page, "names", {"text": "分会", "kind": "native"}, **typed)
    assert errors(admin_client.post(page, sent)) == []
    body = Organization.objects.get(slug="sub-council")
    assert (body.parent, body.country, body.names.get().text) == (parent, country, "分会")


def test_an_organization_is_found_by_abbreviation_and_other_names(admin_client: Client) -> None:
    body = make.organization("Council for the Promotion of International Trade", slug="ccpit", abbreviation="CCPIT")
    OrganizationName.objects.create(organization=body, text="贸促会", kind="native")
    make.organization("Other Body")
    found = [suggested(admin_client, "organization", "parent", term) for term in ("CCPIT", "贸促", "promotion")]
    assert found == [["Council for the Promotion of International Trade · ccpit"]] * 3


def test_only_countries_are_suggested_as_a_country(admin_client: Client) -> None:
    country = make.country("China")
    make.city("China Grove", country=country)
    assert suggested(admin_client, "organization", "country", "China") == [f"China · {country.slug}"]


def test_a_city_is_added_with_its_country(admin_client: Client) -> None:
    country, page = make.country(), page_to_add(Place)
    typed = {
        "name": "Beijing",
        "slug": "beijing",
        "kind": "city",
        "country": country.pk,
        "latitude": "39.9",
        "longitude": "116.4",
    }
    sent = added(admin_client, page, "names", {"text": "北京", "kind": "native"}, **typed)
    assert errors(admin_client.post(page, sent)) == []
    assert Place.objects.get(slug="beijing").country == country


def test_a_country_that_lies_in_a_country_is_refused_in_words(admin_client: Client) -> None:
    page = page_to_add(Place)
    sent = added(admin_client, page, "names", name="China", slug="china", kind="country", country=make.country().pk)
    assert errors(admin_client.post(page, sent)) == ["A city or region lies in a country; a country lies in nothing."]


def test_a_body_in_use_is_not_deleted_and_the_page_says_why(admin_client: Client) -> None:
    parent = make.organization("CCPIT")
    make.organization("Sub-Council", parent=parent)
    page = page_of(parent).replace("change", "delete")
    assert "Sub-Council" in admin_client.get(page).content.decode()
    admin_client.post(page, {"post": "yes"})
    assert Organization.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_one_number_of_queries(admin_client: Client, django_assert_num_queries: Any, rows: int) -> None:
    for _ in range(rows):
        make.organization(parent=make.organization(), country=make.country())
    with django_assert_num_queries(6):
        admin_client.get(reverse("admin:orgs_organization_changelist"))
