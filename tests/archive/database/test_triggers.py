import pgtrigger
import pytest
from django.db import connection

from orgs.models import Organization


def ignored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore', true)")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
def test_row_triggers_find_what_is_ignored_set_and_need_catch_no_error() -> None:
    """Each error caught makes PostgreSQL go through all that waits for the end of the transaction."""
    assert ignored() == "{}"


@pytest.mark.django_db
def test_triggers_can_still_be_ignored() -> None:
    body = Organization.objects.create(slug="cccme", name="CCCME", kind="chamber")
    with pgtrigger.ignore("orgs.Organization:fixed"):
        Organization.objects.filter(pk=body.pk).update(slug="other")
    assert [one.slug for one in Organization.objects.all()] == ["other"]
