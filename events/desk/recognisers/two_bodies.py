"""Two bodies under one title, or behind one name: of the LFB (…) and the LCB (…); of LFB and Lake Centre."""

from events.desk.recognisers.bodywords import bodylike
from events.desk.recognisers.tokens import Token
from events.desk.recognisers.words import LEGAL, SURE


def of_two(body: list[Token]) -> list[list[list[Token]]]:
    """Two bodies under one title, where each has its letters, or "of", before it: of the LFB (…) and the LCB (…)."""
    for at, token in enumerate(body[1:-2], start=1):
        if token.text == "and" and body[at - 1].text == ")" and body[-1].text == ")":
            past = at + 1 + (body[at + 1].text == "the")
        elif token.text == "and" and body[at - 1].text == ")" and body[at - 2].text != ")" and _lists_shares(body[:at]):
            past = at + 1
        elif token.text == "and" and body[at + 1].text == "of":
            past = at + 2 + (body[at + 2].text == "the")
        elif token.text == "and" and at == 1 and _is_letters_and_name(body):
            past = 2
        else:
            continue
        if bodylike(body[:at]) and bodylike(body[past:]):
            return [[body[:at]], [body[past:]]]
    return [[body]]


def _is_letters_and_name(body: list[Token]) -> bool:
    """Whether letters for a body stand before "and", and another with a word of its own behind: LFB and Lake Centre."""
    letters = body[0].text.isupper() and bodylike(body[:1])
    return letters and body[2].capital and body[-1].bare in SURE and len(body) > 3


def _lists_shares(words: list[Token]) -> bool:
    """Whether a company and where its shares are traded stand here: Reed Inc. (NASDAQ:RD)."""
    return any(":" in word.text for word in words[-4:]) and any(word.bare in LEGAL for word in words)
