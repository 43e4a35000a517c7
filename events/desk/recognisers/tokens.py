"""Words and marks of a paragraph, with their places. One pass, no backtracking, whatever the paragraph holds."""

import re
from dataclasses import dataclass, field

from events.desk.recognisers.words import COUNTRIES, HEADS, POINTED

# A word with its inner hyphens, apostrophes and full stops ("U.S.", "Co-Founder", "O'Brien"), or a single mark.
PIECE = r"(?:(?:[^\W_]\.){2,}|[^\W_]+)"
# Titles and honorifics of two words, and one that ends in an apostrophe.
TOGETHER = (
    r"\b(?:H\.E\.(?=[A-Z][a-z])|(?:H\.E\.?|(?:R(?:igh)?t\.?|Most) Hon(?:ou?rable\b)?\.?|Ph\.D\.?|D\.Phil\.?|M\.Sc\.?|"
    r"Supreme Court (?:Judge|Justice)|High Court Judge|"
    r"Royal Highness|First Lady|Second Lady|First Gentleman|Tan Sri|Puan Sri|Toh Puan|Dato['’]|"
    r"(?:Lieutenant|Major|Brigadier) General|(?:Rear|Vice) Admiral|Air (?:Chief |Vice )?Marshal|Air Commodore|"
    r"[Cc]harg[eé] [dD]['’][Aa]ffaires|[Cc]hief of (?:[Mm]ission|[Ss]taff|[Pp]rotocol|[Cc]abinet|[Pp]olice)|"
    r"[Hh]ead of (?:[Mm]ission|[Dd]elegation|[Cc]hancery))(?!\w))"
)
WORD = re.compile(rf"{TOGETHER}|{PIECE}(?:(?:[-‐‑–'’&/]|\.(?![A-Z])){PIECE})*|[^\w\s]|_")

# Abbreviated titles, and the words they stand for.
SPELT = {
    "Md": "mohammad",
    "Md.": "mohammad",
    "Mohd": "mohammad",
    "Mohd.": "mohammad",
    "Amb.": "ambassador",
    "Gov.": "governor",
    "Govs.": "governors",
    "Sen.": "senator",
    "Sens.": "senators",
    "Rep.": "representative",
    "Reps.": "representatives",
    "Pres.": "president",
    "Dir.": "director",
    "Asst.": "assistant",
    "Assoc.": "associate",
    "Dep.": "deputy",
    "Exec.": "executive",
    "Sec.": "secretary",
    "Usec.": "undersecretary",
    "Asec.": "secretary",
    "Cong.": "congressman",
    "Commr.": "commissioner",
    "Jt.": "joint",
    "Addl.": "additional",
    "C.E.O.": "ceo",
    "V.P.": "vp",
}


@dataclass(slots=True)
class Token:
    """A word or mark; what is asked of it again and again is worked out once."""

    text: str
    start: int
    end: int
    capital: bool = field(init=False)
    word: bool = field(init=False)
    bare: str = field(init=False)

    def __post_init__(self) -> None:
        self.capital = any(map(str.isupper, self.text)) or self.text in SMALL_LANDS
        self.word = self.text[0].isalnum()
        self.bare = SPELT.get(self.text) or _headed(self.text.rstrip(".").lower().replace(" ", "-"))


# Lands that some print small, and that are no other word.
SMALL_LANDS = COUNTRIES - {
    *(
        "america",
        "arab",
        "chad",
        "china",
        "cuba",
        "dominican",
        "guinea",
        "jamaica",
        "jersey",
        "jordan",
        "kingdom",
        "mali",
    ),
    *("niger", "states", "sudan", "turkey", "united", "us", "uk", "usa"),
} | {"china", "cuba"}


def tokenize(text: str) -> list[Token]:
    """The tokens; the point of an initial or a known abbreviation belongs to its word."""
    tokens: list[Token] = []
    for match in WORD.finditer(text):
        last = tokens[-1] if tokens else None
        if match[0] == "." and last and last.end == match.start() and _pointed(last.text):
            tokens[-1] = Token(last.text + ".", last.start, match.end())
        else:
            tokens.append(Token(match[0], match.start(), match.end()))
    return tokens


def _headed(word: str) -> str:
    """A title with something before its hyphen is that title: ex-minister, president/ceo, mayor-elect."""
    first, slash, last = word.partition("/")
    if slash and {first, last} <= HEADS:
        return last
    former, _, standing = word.rpartition("-")
    if standing in {"designate", "elect"} and former in HEADS:
        return former
    ends = (word.partition("-")[2], standing)
    return word if word in HEADS else next((end for end in ends if end in HEADS), word)


def _pointed(word: str) -> bool:
    return word in POINTED or (len(word) == 1 and word.isupper())
