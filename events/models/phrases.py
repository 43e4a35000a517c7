"""What records are found by: every name, title and summary, folded and indexed."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import MD5, Left, Mod
from django.db.models.lookups import Exact

NAME = Q(weight__in=("A", "B"))
ONE_IN_SIXTEEN = NAME & Exact(Mod(F("id"), 16), 0)


class Phrase(models.Model):
    """A text that a record is found by; kept by triggers of the database (migration 0002), whoever writes the record.

    One row for each text of a record, however many citations print it: to print it once more costs a look-up. No
    foreign key ties it to its record, which is of any kind; the triggers let it go with the last row that says it.
    """

    class Weight(models.TextChoices):
        KNOWN = "A", "a name or title the archive gives it"
        PRINTED = "B", "a name or title that reports print"
        BESIDE = "C", "what is printed beside it: capacities, themes, venues, notes"
        PROSE = "D", "prose"

    NAMES = (Weight.KNOWN, Weight.PRINTED)

    kind = models.CharField(max_length=20, editable=False, help_text="The kind of record, as its model is named.")
    record = models.BigIntegerField(editable=False, help_text="The record's id; it may be the same as another.")
    text = models.TextField(editable=False, help_text="The text as it is written.")
    weight = models.CharField(max_length=1, choices=Weight, editable=False, help_text="How much it counts: A most.")
    forms = models.TextField(
        editable=False,
        help_text="The text without accents and case; after a stroke, other spellings: unspaced, turned round, pinyin…",
    )
    vector = models.GeneratedField(
        expression=Func(F("forms"), function="search_vector"),
        output_field=SearchVectorField(),
        db_persist=True,
        help_text="Its words, as they stand and by their English stems.",
    )
    # Trigrams answer no query of one or two Chinese characters.
    grams = models.GeneratedField(
        expression=Func(F("forms"), function="search_grams"),
        output_field=ArrayField(models.TextField()),
        db_persist=True,
        help_text="Its Chinese characters, one by one and in pairs.",
    )

    class Meta:
        constraints = [models.UniqueConstraint("kind", "record", MD5("text"), name="events_phrase_once")]
        indexes = [
            models.Index(MD5("text"), name="events_phrase_text"),
            GinIndex(fields=["vector"], name="events_phrase_vector"),
            GinIndex(OpClass("forms", "gin_trgm_ops"), name="events_phrase_forms", condition=~Q(weight="D")),
            GinIndex(fields=["grams"], name="events_phrase_grams", condition=Q(grams__isnull=False)),
            # For somebody who is still typing: names by their first letters, and the words of a sixteenth of the names.
            models.Index(
                "kind", OpClass(Left("forms", 40), "text_pattern_ops"), name="events_phrase_start", condition=NAME
            ),
            GinIndex(fields=["vector"], name="events_phrase_some", condition=ONE_IN_SIXTEEN),
        ]

    def __str__(self) -> str:
        return self.text
