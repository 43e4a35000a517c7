"""What a text of a record may hold, so that whatever the archive keeps can be written to a file and read again."""

from django.db import models
from django.db.models import F, Func, Q, TextField, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual, Regex
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# In the words of PostgreSQL's regular expressions.
CONTROLS = r"\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff"
BREAKS = r"\t\n\r\u2028\u2029"
BLANK_ENDS = r"^[ \t\n\r\f\v]|[ \t\n\r\f\v]$"
LANGUAGE = r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
LONGEST_PROSE = 5000
LONGEST_LIST = 50_000


def plain(
    model: str,
    *,
    lines: tuple[str, ...] = (),
    prose: tuple[str, ...] = (),
    lists_of_lines: tuple[str, ...] = (),
    lists_of_prose: tuple[str, ...] = (),
) -> models.CheckConstraint:
    """The rule that texts hold no control characters, and one-line texts no breaks and no blanks at their ends."""
    rule = Q()
    for column in lines:
        rule &= ~Q(**{f"{column}__regex": f"[{CONTROLS}{BREAKS}]|{BLANK_ENDS}"})
    for column in prose:
        rule &= ~Q(**{f"{column}__regex": f"[{CONTROLS}]|{BLANK_ENDS}"})
        rule &= Q(LessThanOrEqual(Length(column), LONGEST_PROSE))
    for column in (*lists_of_lines, *lists_of_prose):
        joined = Func(F(column), Value(""), function="array_to_string", output_field=TextField())
        rule &= ~Q(Regex(joined, f"[{CONTROLS}{BREAKS if column in lists_of_lines else ''}]"))
        rule &= Q(LessThanOrEqual(Length(joined), LONGEST_LIST))
    return models.CheckConstraint(
        condition=rule,
        name=f"{model}_plain_text",
        violation_error_message=format_lazy(
            _(
                "A text holds no control characters, a text of one line no line breaks, and none begins or ends with a "
                "blank; {most} characters are the most."
            ),
            most=LONGEST_PROSE,
        ),
    )


def in_a_language(model: str) -> models.CheckConstraint:
    """The rule that `language` is a language tag, or empty where it is not known."""
    return models.CheckConstraint(
        condition=Q(language="") | Q(language__regex=LANGUAGE),
        name=f"{model}_language_tag",
        violation_error_message=_("Write a language tag: en, fr, zh-Hans."),
    )
