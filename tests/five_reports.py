"""The archive as it is served at first."""

from django.conf import settings
from django.core.management import call_command
from django.db import connection


def five_reports() -> None:
    """Load the five reports. Plans made by the numbers of another test's thousands of rows would take seconds."""
    call_command("load_reports", settings.FIXTURES, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
