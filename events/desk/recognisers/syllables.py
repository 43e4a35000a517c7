"""Names that their syllables tell: pinyin in either order, given names of two syllables joined."""

import re

from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import PINYIN_SURNAMES

SYLLABLE = (
    r"(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ueng|ang|eng|ing|ong|ian|iao|uai|uan|[aeiu]i|ao|ou|an|en|in|"
    r"un|ia|ie|iu|ua|uo|ui|ue|ve|üe|er|a|o|e|i|u|v|ü)"
)
# Korean and Taiwanese given names: Ji-hoon, Wen-tsan; not Co-operation.
JOINED = re.compile(
    r"(?!(?:co|non|pre|post|multi|inter|sub|low|high|hi|long|mid|self|cross|win)[-‐‑–])[A-Z][a-z]{1,6}[-‐‑–][a-z]{2,6}",
    re.I,
)
GIVEN = re.compile(rf"(?:{SYLLABLE}){{1,2}}(?:['’-]?{SYLLABLE})?", re.IGNORECASE)


def is_pinyin(tokens: list[Token]) -> bool:
    """Whether a name is surely Chinese in pinyin: Zhang Wei, Wei ZHANG, Li Xiao-ming."""
    words = [token.bare for token in tokens]
    if not 2 <= len(words) <= 3:
        return False
    if len(words) == 2 and is_joined(tokens[1]) and len(words[0]) < 7:
        return True
    first, last = words[0], words[-1]
    return (first in PINYIN_SURNAMES and all(map(GIVEN.fullmatch, words[1:]))) or (
        last in PINYIN_SURNAMES and all(map(GIVEN.fullmatch, words[:-1]))
    )


def is_joined(token: Token) -> bool:
    """Whether two syllables are joined to a given name: Ji-hoon."""
    return bool(JOINED.fullmatch(token.text)) and token.text.istitle() is False and token.text[0].isupper()
