"""What each transaction touches is noted for an hour, so that what is kept of lists is brought up to date by that alone.

A note is of a kind: a table, with the ids of its rows that may stand in lists otherwise than before; all that is said
of a forum touches the forum. `….told` are records whose rows say something else of all that refers to them, `*` is
everything. Notes are by writing transaction, and `archive_moved` says which edition each one made.
"""

from django.db import migrations

from archive.database.migrating import NotesChanges, differ

TABLES = """
CREATE TABLE archive_moved (number bigint PRIMARY KEY, writer xid8 NOT NULL);
CREATE TABLE archive_change (writer xid8 NOT NULL, kind text NOT NULL, ids bigint[]);
CREATE INDEX archive_change_writer ON archive_change (writer);
INSERT INTO archive_moved SELECT number, pg_current_xact_id() FROM archive_edition;

CREATE OR REPLACE FUNCTION edition_to_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('archive.moves', true) IS DISTINCT FROM 'yes' THEN
        PERFORM set_config('archive.moves', 'yes', true);
        INSERT INTO archive_moving VALUES (pg_current_xact_id());
    END IF;
    IF TG_OP = 'TRUNCATE' THEN
        INSERT INTO archive_change VALUES (pg_current_xact_id(), '*');
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION edition_moves() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moved bigint;
BEGIN
    IF current_setting('archive.waits', true) = 'yes' THEN
        RETURN NULL;
    ELSIF TG_OP = 'DELETE' THEN
        UPDATE archive_edition SET number = greatest(number + 1, extract(epoch FROM clock_timestamp()) * 1000000)
            RETURNING number INTO moved;
        WITH past AS (
            DELETE FROM archive_moved WHERE number < (  -- the edition of an hour ago stays, however old it was then
                SELECT number FROM archive_moved WHERE number <= moved - 3600000000 ORDER BY number DESC LIMIT 1
            ) RETURNING writer
        )
            DELETE FROM archive_change USING past WHERE archive_change.writer = past.writer;
        INSERT INTO archive_moved VALUES (moved, OLD.writer);
    ELSE
        DELETE FROM archive_moving WHERE writer = NEW.writer;
    END IF;
    RETURN NULL;
END $$;
"""
UNDONE = """
CREATE OR REPLACE FUNCTION edition_to_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('archive.moves', true) IS DISTINCT FROM 'yes' THEN
        PERFORM set_config('archive.moves', 'yes', true);
        INSERT INTO archive_moving VALUES (pg_current_xact_id());
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION edition_moves() RETURNS trigger LANGUAGE plpgsql AS $$
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
DROP TABLE archive_moved, archive_change;
"""

ID, FORUM = "SELECT id FROM changed", "SELECT forum_id FROM changed"
PERSON, ORGANIZATION = "SELECT person_id FROM changed", "SELECT organization_id FROM changed"
SAME = "SELECT unnest(ARRAY[id, canonical_id]) FROM changed"
CITED = " UNION ALL ".join(
    [
        FORUM,
        *(
            f"SELECT fact.forum_id FROM events_{fact} fact JOIN changed ON changed.{fact}_id = fact.id"
            for fact in ("session", "appearance", "involvement", "location")
        ),
    ]
)
APPEARED = """
    SELECT appearance.forum_id FROM changed JOIN events_citation cited ON cited.id = changed.citation_id
    JOIN events_appearance appearance ON appearance.id = cited.appearance_id
"""
CAPACITIES = "SELECT capacity.id FROM events_capacity capacity JOIN changed ON changed.id = capacity.citation_id"
BODY = ("slug", "name", "abbreviation", "kind", "country_id", "canonical_id")
HAS_UNITS = """EXISTS (
    SELECT FROM orgs_organization part JOIN orgs_organization whole ON whole.id = part.parent_id
    WHERE whole.id = now.id OR whole.canonical_id IN (was.canonical_id, now.canonical_id)
)"""

NOTES = [
    NotesChanges("events_forum", {"events_forum": SAME}),
    NotesChanges("events_session", {"events_session": SAME, "events_forum": FORUM}),
    NotesChanges("events_location", {"events_forum": FORUM}),
    NotesChanges("events_forumtopic", {"events_forum": FORUM}),
    NotesChanges("events_appearance", {"events_appearance": ID, "events_forum": FORUM, "people_person": PERSON}),
    NotesChanges("events_involvement", {"events_involvement": ID, "events_forum": FORUM, "orgs_organization": ORGANIZATION}),
    NotesChanges("events_citation", {"events_capacity": CAPACITIES, "events_forum": CITED}),
    NotesChanges("events_capacity", {"events_capacity": ID, "events_forum": APPEARED, "orgs_organization": ORGANIZATION}),
    NotesChanges("events_mention", {"people_person": PERSON, "orgs_organization": ORGANIZATION}),
    NotesChanges("events_party", {"people_person": PERSON, "orgs_organization": ORGANIZATION}),
    NotesChanges("people_person", {"people_person": SAME}, {"people_person.told": differ("slug", "name", "canonical_id")}),
    NotesChanges(
        "orgs_organization",
        {"orgs_organization": SAME},
        {
            "orgs_organization.told": differ(*BODY),
            "*": f"{differ('parent_id')} OR {differ(*BODY)} AND {HAS_UNITS}",
        },
    ),
    NotesChanges(
        "events_report",
        {"events_report": ID, "orgs_organization": "SELECT publisher_id FROM changed"},
        {"events_report.told": differ("slug", "title", "label")},
    ),
    NotesChanges("orgs_place", {}, {"*": differ("slug", "name", "kind", "country_id", "parent_id", "canonical_id")}),
    NotesChanges("events_topic", {}, {"*": differ("slug", "name")}),
    NotesChanges("events_series", {}, {"*": differ("slug", "name")}),
]


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0015_changes"),
        ("orgs", "0005_changes"),
        ("people", "0006_changes"),
    ]

    operations = [migrations.RunSQL(TABLES, UNDONE), *NOTES]
