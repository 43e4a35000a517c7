"""The edition: one row, moved once by each transaction that writes a public table, as the last thing that it does.

Each statement on such a table leaves a mark, the first of a transaction a row in `archive_moving`. Two constraint
triggers wait for the transaction's end: the first takes the mark away, which is what wakes the second, behind all other
checks that wait. So the row of the edition is locked for the commit alone, and no writer waits for another before.
"""

from django.db import migrations

from archive.database.migrating import MovesEdition

PUBLIC = (
    *("orgs_place", "orgs_placename", "orgs_placedecision"),
    *("orgs_organization", "orgs_organizationname", "orgs_organizationdecision"),
    *("people_person", "people_personname", "people_persondecision", "people_removal"),
    *("events_report", "events_reportlink", "events_withdrawn", "events_correction", "events_phrase"),
    *("events_series", "events_topic", "events_forum", "events_forumtopic", "events_forumdecision"),
    *("events_session", "events_sessiondecision", "events_choice"),
    *("events_detail", "events_location", "events_appearance", "events_involvement", "events_figure"),
    *("events_agreement", "events_party", "events_mention", "events_citation", "events_capacity"),
)

TABLES = """
CREATE TABLE archive_edition (number bigint NOT NULL, single boolean PRIMARY KEY DEFAULT true CHECK (single));
INSERT INTO archive_edition VALUES (extract(epoch FROM clock_timestamp()) * 1000000);

CREATE UNLOGGED TABLE archive_moving (writer xid8 PRIMARY KEY);

CREATE FUNCTION edition_to_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('archive.moves', true) IS DISTINCT FROM 'yes' THEN
        PERFORM set_config('archive.moves', 'yes', true);
        INSERT INTO archive_moving VALUES (pg_current_xact_id());
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION edition_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('archive.waits', true) = 'yes' THEN
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE archive_edition SET number = greatest(number + 1, extract(epoch FROM clock_timestamp()) * 1000000);
    ELSE
        DELETE FROM archive_moving WHERE writer = NEW.writer;
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER edition_moves AFTER INSERT OR UPDATE OR DELETE ON archive_moving
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION edition_moves();
"""
UNDONE = """
DROP TABLE archive_edition, archive_moving;
DROP FUNCTION edition_moves, edition_to_move;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0008_search_named"),
        ("orgs", "0003_identity"),
        ("people", "0004_removal"),
    ]

    operations = [migrations.RunSQL(TABLES, UNDONE), MovesEdition(*PUBLIC)]
