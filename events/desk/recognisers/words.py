"""Words that tell bodies, events, titles and people apart; the lists themselves are in words.txt."""

from pathlib import Path


def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, list[str]] = {}
    name = ""
    for line in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name = line.strip("[]")
        elif not line.startswith("#"):
            lists.setdefault(name, []).extend(line.split())
    return {name: frozenset(words) for name, words in lists.items()}


LISTS = _lists()
BODY, SURE, COMPANY_FORMS = LISTS["body"], LISTS["sure body"], LISTS["company form"]
LEGAL, UNITS, SORTS = LISTS["legal"], LISTS["unit"], LISTS["sort of body"]
AREAS, ABROAD, LANDS = LISTS["area"], LISTS["abroad"], LISTS["land"]
EVENT, HEADLINE_VERBS = LISTS["event"], LISTS["headline verb"]
FUNCTION, SMALL, TOPICAL = LISTS["function"], LISTS["small"], LISTS["topical"]
HEADS, MODIFIERS, SUBJECTS = LISTS["title head"], LISTS["title modifier"], LISTS["subject"]
OF_A_SUBJECT, OF_A_LAND, SUBJECT_ACRONYMS = LISTS["of a subject"], LISTS["of a land"], LISTS["subject acronym"]
RANKS = LISTS["rank"]
# Honorifics of offices, too: the Honourable Minister of Lakes.
HONOURED = frozenset(["excellency", "hon", "hon'ble", "hon’ble", "honorable", "honourable"])
HONORIFICS, LABELS, PARTICLES = LISTS["honorific"], LISTS["label"], LISTS["particle"]
COLLECTIVES, LISTING, HOSTING = LISTS["collective"], LISTS["listing"], LISTS["hosting"]
TEAM, OPENS = LISTS["team"], LISTS["opening a list"]
SENT, COUNTRIES, REGIONS = LISTS["sent"], LISTS["country"], LISTS["region"]
POST_NOMINALS, ASIDES = LISTS["post-nominal"], LISTS["aside"]
NO_BODIES = LISTS["no body"] | POST_NOMINALS
SPEAKING, SPOKEN, CUES = LISTS["speaking"], LISTS["spoken"], LISTS["cue"]
PINYIN_SURNAMES, POINTED, RATHER_WORDS = LISTS["pinyin surname"], LISTS["pointed"], LISTS["rather no city"]

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
