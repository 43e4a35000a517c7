"""What the program that reads files and the server that runs it have to agree on."""

from enum import IntEnum

MOST_PAGES = 300
SECONDS = 10


class Fault(IntEnum):
    """Why a file gives no words."""

    NOT_TEXT = 11
    NOT_UTF8 = 12
    OLD_WORD = 13
    NOT_WORD = 14
    BROKEN = 15
    LOCKED = 16
    PAGES = 17
    LARGE = 18
    NO_WORDS = 19
