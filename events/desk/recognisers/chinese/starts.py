"""Where the body that stands before a title begins: Chinese has no blanks."""

import re

from events.desk.recognisers.chinese.words import BODY, STARTS, TITLED

SEPARATORS = re.compile(r"[，,。；;！？!?：:“”\"（）()\s|｜]|——|兼|《[^《》]*$|》(?=.*《)|》(?![^\W\d_]{0,6}$)")
# After these a body surely begins, whatever stands before.
LED = re.compile(
    r"邀请(?:到了?)?|会见了?|受到|(?<=[会式坛动议])由|来自|供职于|人为|(?:代表|领袖|嘉宾)(?:有|包括)|"
    r"(?<=[长官授员监裁席任])[和与及]"
)
LEGAL = ("有限", "股份", "集团", "控股", "责任")
JOINING = re.compile(r"(?:先生|女士|博士|教授)?(?:以及|和|与|及|、)?")
PAST = re.compile(rf"^(?:{STARTS.pattern}|、|和|与|及|是|的|在|等|为|中共|了|该(?![会院校所]$)|并|有|对|向)+")


def body_start(paragraph: str, end: int, covered: int) -> int:
    """Where the body before a title begins: after the last mark, or after a word that a body follows."""
    window = max(0, end - 50, covered)
    if window == covered and (joining := JOINING.match(paragraph, window, end)):
        window = joining.end()
    marks = [match.end() for match in SEPARATORS.finditer(paragraph, window, end)]
    start = _before_bracket(paragraph, window, max([window, *marks]))
    if led := [match.end() for match in LED.finditer(paragraph, start, end) if match.end() < end]:
        start = max(led)
    listed = paragraph.rfind("、", start, end)
    if listed >= 0 and not (TITLED.fullmatch(paragraph[listed + 1 : end]) or listed + 1 == end):
        start = listed + 1
    words = [match.end() for match in STARTS.finditer(paragraph, start, end) if match.end() < end]
    if words and not BODY.fullmatch(paragraph[start:end]):
        start = max(words)
    elif (past := PAST.match(paragraph[start:end])) and past.end() < end - start:
        start += past.end()
    return start


def _before_bracket(paragraph: str, window: int, start: int) -> int:
    """A body's abbreviation in brackets ends no body: 世界自然基金会（WWF）北京代表处."""
    bracket = re.search(r"[（(][A-Za-z -]{2,20}[）)]$|[（(][^（()）]{2,6}[）)](?=$)", paragraph[window:start])
    if not bracket or (not bracket[0].isascii() and not paragraph.startswith(LEGAL, start)):
        return start
    marks = [match.end() for match in SEPARATORS.finditer(paragraph, window, window + bracket.start())]
    listed = paragraph.rfind("、", window, window + bracket.start()) + 1
    return max([window, listed, *marks])
