"""How many records stand for themselves, for the plans of PostgreSQL."""

from django.db import migrations

from archive.database.migrating import KnowsWhatStands


class Migration(migrations.Migration):
    dependencies = [("people", "0006_changes")]
    operations = [KnowsWhatStands("people_person")]
