"""What has broken parsers before, and how sound input is spoilt with it."""

import re
from typing import Any

from hypothesis import strategies as some

WORDS = [
    *("", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "\ufeff", "\ufffe", "\u2028", "\u202eevil", "\x1b[2J", "\x85"),
    *("İ", "ß", "ﬃ", "e" + "\u0301" * 400, "𠮷", "👩‍👩‍👧", "١٢٣", "²", "１９９９", "ⅷ", "\u3000", "李" * 300),
    *("-", "--", "-1", "+1", "0", "-0", "1e400", "NaN", "Infinity", "0x10", "1_000", "1" * 19, "9" * 400, "9" * 5000),
    *("2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "1.5", "1,5", "true", "null", "None"),
    *("0000", "0000-13", "2024-02-30", "9999-12-31", "10000", "-0001", "2024-13-01", "24:00", "2024-11-04T25:61:61Z"),
    *("'", '"', "\\", "\\0", "%", "%s", "%(a)s", "%00", "%c0%af", "{}", "{0.__class__}", "{{ 7 }}", "{% csrf_token %}"),
    *("../../etc/passwd", "//evil.example/", "//[", "http://[::1", "javascript:alert(1)", "\r\nX-Evil: 1", "a\nb"),
    *('"><script>alert(1)</script>', "' OR 1=1 --", "=1+1", "@SUM(1)", "*", "ccpit*", "**", "~", "~1", "a~1", "1~a"),
    *("..", "2018..", "..2023", "9999..0001", ":", "a:b", "|", "&", "!", "( & !", "<->", "\\x00", "[", "]" * 60),
    *("a" * 5000, "-" * 3000, "a " * 1500, "A." * 700, "," * 2000, "(" * 1000, "<" * 1000, "&lt;" * 500, "\n" * 2000),
]
OF_YAML = [
    "&a [*a, *a]",
    "*a",
    "!!python/object:os.system x",
    "<<: *a",
    "\n---\n",
    "\t",
    "[" * 300,
    "{" * 300,
    "? ",
    "|",
]

words = some.sampled_from(WORDS) | some.text(max_size=40) | some.integers().map(str)
fragments = words | some.sampled_from(OF_YAML)
PIECE = re.compile(r"\w+|\s+|[^\w\s]")


@some.composite
def spoilt(draw: Any, sound: list[str], most: int = 4) -> str:
    """A sound text in which some pieces are gone, doubled, moved, or something else."""
    text: str = draw(some.sampled_from(sound))
    for _ in range(draw(some.integers(0, most))):
        start = draw(some.integers(0, len(text)))
        end = min(len(text), start + draw(some.sampled_from([0, 1, 5, 40, 400])))
        text = draw(some.sampled_from([_put, _put, _a_piece, _repeat, _cut, _move]))(draw, text, start, end)
    return text


def _put(draw: Any, text: str, start: int, end: int) -> str:
    return text[:start] + draw(fragments) + text[end:]


def _a_piece(draw: Any, text: str, start: int, end: int) -> str:
    """Another word where a word begins: the likeliest to be read as far as the rules about values."""
    found = PIECE.search(text, start)
    return text[: found.start()] + draw(fragments) + text[found.end() :] if found else text


def _repeat(draw: Any, text: str, start: int, end: int) -> str:
    return text[:end] + text[start:end] * draw(some.sampled_from([1, 2, 50])) + text[end:]


def _cut(draw: Any, text: str, start: int, end: int) -> str:
    return text[:start] + text[end:]


def _move(draw: Any, text: str, start: int, end: int) -> str:
    rest = text[:start] + text[end:]
    place = draw(some.integers(0, len(rest)))
    return rest[:place] + text[start:end] + rest[place:]


@some.composite
def spoilt_bytes(draw: Any, sound: list[bytes], most: int = 5) -> bytes:
    raw = draw(some.sampled_from(sound))
    for _ in range(draw(some.integers(0, most))):
        start = draw(some.integers(0, len(raw)))
        end = min(len(raw), start + draw(some.sampled_from([0, 1, 4, 60])))
        put = draw(some.binary(max_size=8) | some.just(raw[start:end] * 20) | words.map(encoded))
        raw = raw[:start] + put + raw[end:]
    return raw


def encoded(text: str) -> bytes:
    """As a client would send it that does not care for what is UTF-8."""
    return text.encode("utf-8", "surrogatepass")


values = some.recursive(
    some.none()
    | some.booleans()
    | some.floats(allow_nan=False)
    | words
    | some.sampled_from([0, -1, 2**31, 2**63, -(2**63) - 1, 10**30, 10**400]),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(words, inner, max_size=4),
    max_leaves=8,
)


def deep(levels: int, leaf: Any = "x") -> Any:
    for level in range(levels):
        leaf = {"a": leaf} if level % 2 else [leaf]
    return leaf


@some.composite
def spoilt_json(draw: Any, sound: list[Any], most: int = 3) -> Any:
    """Sound JSON in which some parts, at any level, are something else."""
    said = draw(some.sampled_from(sound))
    for _ in range(draw(some.integers(0, most))):
        said = _with(draw, said, draw(some.integers(0, 8)))
    return said


def _with(draw: Any, said: Any, depth: int) -> Any:
    if depth == 0 or not said or not isinstance(said, dict | list):
        return draw(
            values | some.sampled_from([deep(5), deep(60), deep(400), deep(700), deep(5000)]) | some.just([said] * 3)
        )
    if isinstance(said, list):
        at = draw(some.integers(0, len(said) - 1))
        return [*said[:at], _with(draw, said[at], depth - 1), *said[at + 1 :]]
    name = draw(some.sampled_from(sorted(said)))
    if draw(some.integers(0, 9)) == 0:
        return {**said, draw(words): draw(values)}
    return {**said, name: _with(draw, said[name], depth - 1)}
