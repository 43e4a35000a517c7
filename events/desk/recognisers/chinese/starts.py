"""Where the body that stands before a title begins: Chinese has no blanks."""

import re

from events.desk.recognisers.chinese.words import BODY, STARTS, SUFFIX, TITLED

SEPARATORS = re.compile(r"[，,。；;！？!?：:“”\"（）()\s|｜]|——|兼|《[^《》]*$|》(?=.*《)|》(?![^\W\d_]{0,6}$)")
# After these a body surely begins, whatever stands before.
LED = re.compile(
    r"邀请(?:到了?)?|会见了?|受到|(?<![自理缘])由(?!于)|来自|供职于|人为|主席单位|主宾国|分别[是为与同]|拜[会访]了?|"
    r"(?:代表|领袖|嘉宾|成员|人员|[会席加办动]的|还)(?:有|包括)|"
    r"(?<=[长官授员监裁席任])[和与及]"
)
LEGAL = ("有限", "股份", "集团", "控股", "责任")
JOINING = re.compile(r"(?:先生|女士|博士|教授)?(?:以及|和|与|及|、)?")
PAST = re.compile(
    rf"^(?:{STARTS.pattern}|、|和|与|及|是|的|在|等|为|中共(?!中央)|了|该(?![会院校所]$)|并|有|对|向|率|以(?!色列)|我[校院市省县区])+"
)


def body_start(paragraph: str, end: int, covered: int) -> int:
    """Where the body before a title begins: after the last mark, or after a word that a body follows."""
    window = max(0, end - 50, covered)
    if window == covered and (joining := JOINING.match(paragraph, window, end)):
        window = joining.end()
    marks = [match.end() for match in SEPARATORS.finditer(paragraph, window, end)]
    start = _before_bracket(paragraph, window, max([window, *marks]), end)
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
    return _before_quote(paragraph, window, start)


def _before_quote(paragraph: str, window: int, start: int) -> int:
    """What is quoted at its beginning is of the body: “一带一路”茶业联盟; not the name of an event."""
    quoted = re.search(r"(?:^|[，,。；;、])(“[^“”]{2,12}(?<![会坛])”)$", paragraph[window:start])
    return window + quoted.start(1) if quoted else start


def _before_bracket(paragraph: str, window: int, start: int, end: int) -> int:
    """What is in brackets ends no body: 世界自然基金会（WWF）北京代表处, 东山大学（湖滨）校长."""
    bracket = re.search(r"[（(][A-Za-z -]{2,20}[）)]$|[（(][^（()）]{2,30}[）)](?=$)", paragraph[window:start])
    if not bracket:
        return start
    whole = start == end or re.search(rf"(?:{SUFFIX})$", paragraph[start:end])
    closes = whole and re.search(rf"(?:{SUFFIX}|[部处局司院])$", paragraph[window : window + bracket.start()])
    if not (bracket[0].isascii() or closes or paragraph.startswith(LEGAL, start)):
        return start
    marks = [match.end() for match in SEPARATORS.finditer(paragraph, window, window + bracket.start())]
    listed = paragraph.rfind("、", window, window + bracket.start()) + 1
    return max([window, listed, *marks])
