"""Requests: addresses, queries, headers and bodies, as they come from whoever may ask anything."""

import json
import re
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, quote_plus

from django.http import HttpResponse
from hypothesis import strategies as some

from tests.fuzzing.arena import client, filled
from tests.fuzzing.kit import Wrong
from tests.fuzzing.nasty import encoded, words

SCRIPT = b"<script>alert(1)"
ANSWERS = {200, 301, 302, 304, 400, 401, 403, 404, 405, 409, 410, 413, 415, 429}


@dataclass(frozen=True)
class Ask:
    """A request as it comes off the wire; the path and the query are as they were sent, percents and all."""

    path: str
    query: str = ""
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    media_type: str = "application/octet-stream"
    who: str = ""

    def __len__(self) -> int:
        return len(self.path) + len(self.query) + len(self.body) + sum(map(len, self.headers.values()))


def unquoted(path: str) -> str:
    """The path as a server hands it on (PEP 3333): bytes of any kind, each a character."""
    return re.sub("%([0-9A-Fa-f]{2})", lambda found: chr(int(found[1], 16)), path)


def answered(ask: Ask) -> str:
    """The status; raises what the view raises, and Wrong where the answer is not fit to be sent."""
    meta = {"PATH_INFO": unquoted(filled(ask.path)), "QUERY_STRING": ask.query}
    response = client(ask.who).generic(
        ask.method, "/", ask.body, content_type=ask.media_type, headers=ask.headers, **meta
    )
    if response.status_code not in ANSWERS:
        raise Wrong(f"the status {response.status_code}")
    _check(response)
    return str(response.status_code)


def _check(response: HttpResponse) -> None:
    body, kind = response.getvalue(), response.get("Content-Type", "").partition(";")[0]
    if kind == "text/html" and SCRIPT in body:
        raise Wrong("a script came through")
    if body and kind.endswith("json"):
        json.loads(body, parse_constant=_no_number)
    if body and kind.endswith("xml"):
        ET.fromstring(body)
    if kind.startswith("text/"):
        body.decode()


def _no_number(word: str) -> None:
    raise Wrong(f"{word} is no JSON")


# --- queries ---------------------------------------------------------------------------------------------------------


def sent(text: str, how: int) -> str:
    """A value as browsers, scripts and scanners put it into an address."""
    raw = encoded(text)
    if how == 0:
        return quote(raw, safe="")
    return quote_plus(raw) if how == 1 else raw.decode("latin-1").replace("\r", "%0D").replace("\n", "%0A")


@some.composite
def queries(draw: Any, names: list[str], known: Any) -> str:
    given = draw(some.lists(some.tuples(some.sampled_from(names) | words, known | words), max_size=6))
    many = draw(some.sampled_from([1] * 30 + [40, 3000]))
    how = draw(some.sampled_from([0, 0, 1, 2]))
    pairs = [f"{sent(name, how)}={sent(value, how)}" for name, value in given]
    return "&".join(pairs * many)[:100_000]


# --- headers ---------------------------------------------------------------------------------------------------------

HEADERS = {
    "Accept": [
        *("application/json", "text/html;q=0.1, application/ld+json", "*/*;q=nan", "a/b;q=9999999999999999999"),
        *("text/html;level=" + "1" * 3000, ",".join(["a/b"] * 2000), ";;;===", "application/json;q=-1", "/", "a/b;q="),
    ],
    "Accept-Language": [
        *("zh-CN,zh;q=0.9", "*", "x" * 2000, "en;q=1e999", "zh-" * 900, ",".join(f"a{n}-b" for n in range(800)), "-;-"),
        "_" * 600,
    ],
    "Cookie": [
        "sessionid=",
        "sessionid=\x00",
        "sessionid=" + "9" * 4000,
        "messages=x; csrftoken=$",
        "a" * 9000,
        ";=;=",
    ],
    "If-None-Match": ['W/"0-0"', "*", '"' * 3000, 'W/"' + "a" * 5000, ", ".join(['W/"a"'] * 1000), '"a", b'],
    "If-Modified-Since": ["Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 99 Foo 99999 99:99:99 GMT", "0", "x" * 3000],
    "Range": ["bytes=0-", "bytes=-1", "bytes=9-1", "bytes=" + "0-1," * 900, "bytes=999999999999999999999-", "lines=1"],
    "If-Range": ["*", '"a"'],
    "X-Forwarded-For": ["::1", "999.1.1.1", "a" * 4000, ",,,", "fe80::1%eth0", "1.2.3.4, \x00"],
    "X-Forwarded-Proto": ["https", "javascript"],
    "X-Forwarded-Host": ["evil.example", "[::1", "a" * 300],
    "Host": ["evil.example", "localhost:99999", "[::1", "a" * 300, "localhost\x00", ""],
    "Origin": ["null", "//[", "https://evil.example"],
    "Referer": ["//[", "http://[::1", "a" * 5000, "\xff"],
    "HX-Request": ["true", "\xff"],
    "X-Requested-With": ["XMLHttpRequest"],
    "Content-Length": ["-1", "x", "99999999999999999999"],
    "Content-Encoding": ["gzip"],
    "Access-Control-Request-Method": ["GET\r\n", "DELETE"],
}
plain = some.text(some.characters(max_codepoint=255, blacklist_characters="\r\n"), max_size=30)


@some.composite
def headers(draw: Any) -> dict[str, str]:
    names = draw(some.lists(some.sampled_from(sorted(HEADERS)), min_size=1, max_size=4, unique=True))
    return {name: draw(some.sampled_from(HEADERS[name]) | plain) for name in names}


# --- bodies ----------------------------------------------------------------------------------------------------------


def multipart(fields: list[tuple[str, str]], files: list[tuple[str, str, bytes]], boundary: bytes = b"part") -> bytes:
    """A form as browsers send it; whatever the names and contents hold."""
    parts = [
        b'--%b\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (boundary, encoded(name), encoded(value))
        for name, value in fields
    ]
    parts += [
        b'--%b\r\nContent-Disposition: form-data; name="%b"; filename="%b"\r\nContent-Type: text/plain\r\n\r\n%b\r\n'
        % (boundary, encoded(name), encoded(called), content)
        for name, called, content in files
    ]
    return b"".join(parts) + b"--%b--\r\n" % boundary


MULTIPART = "multipart/form-data; boundary=part"
FORM = "application/x-www-form-urlencoded"
