"""Headings of sessions: a short line without a full stop that names a part of a programme."""

import re
from collections.abc import Iterator

from events.desk.recognisers.spans import Suggestion, Text

LONGEST = 90
PART = re.compile(
    r"^(?:[\d:：.–—-]{4,12}\s+)*(?P<name>(?:[\w&’'–—:,/-]+\s){0,9}?"
    r"(?:session|panel|sub-?forum|round-?\s?table|keynotes?|opening|closing|showcase|"
    r"matchmaking|site visits?|plenary|fireside chat|breakout|dialogue)\b.*)$",
    re.IGNORECASE,
)
PART_ZH = re.compile(
    r"^(?:[\d:：.–—-]{4,12}\s+)*(?P<name>.{0,30}(?:开幕式|开幕致辞|主旨演讲|分论坛|平行论坛|圆桌|专题|环节|对话|闭幕式).{0,20})$"
)
SENTENCE = re.compile(r"[.!?。！？；;:：]\s*$")
VERB = re.compile(
    r"\b(?:was|were|is|are|will|has|have|had|held|hosts?|delivered|moderated|opens?|concludes?)\b", re.IGNORECASE
)


def headings(text: Text) -> Iterator[Suggestion]:
    for number, paragraph in text.numbered:
        match = PART.match(paragraph) or PART_ZH.match(paragraph)
        if (
            number > 1
            and match
            and len(paragraph) <= LONGEST
            and not SENTENCE.search(paragraph)
            and not VERB.search(paragraph)
        ):
            name = match["name"]
            yield Suggestion("session", number, *match.span("name"), name, {"name": name}, "a heading of a session")
