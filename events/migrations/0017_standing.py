"""How many records stand for themselves, for the plans of PostgreSQL."""

from django.db import migrations

from archive.database.migrating import KnowsWhatStands


class Migration(migrations.Migration):
    dependencies = [("events", "0016_changes_noted")]
    operations = [KnowsWhatStands("events_forum"), KnowsWhatStands("events_session")]
