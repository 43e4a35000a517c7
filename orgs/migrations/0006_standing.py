"""How many records stand for themselves, for the plans of PostgreSQL."""

from django.db import migrations

from archive.database.migrating import KnowsWhatStands


class Migration(migrations.Migration):
    dependencies = [("orgs", "0005_changes")]
    operations = [KnowsWhatStands("orgs_organization"), KnowsWhatStands("orgs_place")]
