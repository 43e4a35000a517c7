"""What anybody may ask: every address with every question, the API, harvesting, corrections, headers."""

from typing import Any
from urllib.parse import quote

from hypothesis import strategies as some

from archive.facets.sets import BESIDE, find
from archive.identity.registers import SCHEMES
from events.interop.api.kinds import KINDS
from events.interop.oai.asking import LIST, TOKEN, VERBS
from events.staff import ADMINISTRATOR, CURATOR
from tests.fuzzing.asking import FORM, MULTIPART, Ask, answered, headers, multipart, queries, sent
from tests.fuzzing.kit import Parser
from tests.fuzzing.nasty import encoded, spoilt, spoilt_bytes, words
from tests.test_addresses import TABLE

PUBLIC = sorted({f"/{row.at or address}" for address, row in TABLE.items() if not address.startswith("admin/")})
STAFF = sorted(
    {f"/{(row.at or address).split('?')[0]}" for address, row in TABLE.items() if address.startswith("admin/")}
)
FACETS = sorted({name for kind in KINDS for name in kind.page.facets.base_filters})
BY_PAGES = ["page", "kind", "fields", "limit", "within", "one", "other", "q", "lines", "format"]
NAMES = [*FACETS, *map(find, FACETS), *sorted(BESIDE), *BY_PAGES, *BY_PAGES]
OF_ADMIN = ["q", "o", "p", "_facets", "all", "e", "id__exact", "slug__in", "pk__lt", "_to_field", "_popup", "app_label"]
OF_ADMIN += [
    "model_name",
    "field_name",
    "term",
    "canonical__id__exact",
    "changed_at__gte",
    "_changelist_filters",
    "next",
]
KNOWN = [
    *("2024", "2023..2024", "..2023", "unknown", "-unknown", "beijing", "-beijing", "ccpit", "ccpit*", "-ccpit*"),
    *("speaker", "spoke", "forum", "news", "en", "zh-Hans", "cleantech-forum", "cleantech-twice", "li-xiang-again"),
    *("json", "csv", "jsonl", "jsonld", "atom", "ics", "popolo", "suggestions", "graph", "csl", "ris", "bibtex"),
    *(
        "name",
        "-name",
        "date",
        "-date",
        "added",
        "Cleantech Forum~1",
        "a~99999999999",
        "~5",
        "1",
        "2",
        "99999",
        "slug,name",
    ),
    *(
        "events",
        "appearance",
        "person",
        "1.2.-3",
        "Li Xiang",
        "李翔",
        "li xi",
        "cleantech",
        "the of and",
        "C++",
        "w8 q42",
    ),
]
some_queries = queries(NAMES, some.sampled_from(KNOWN))


@some.composite
def paths(draw: Any, sound: list[str]) -> str:
    """An address, mostly a sound one; else with a part of it something else."""
    path = draw(some.sampled_from(sound))
    if draw(some.integers(0, 4)) == 0:
        parts = path.split("/")
        at = draw(some.integers(1, len(parts) - 1))
        parts[at] = sent(draw(words), draw(some.sampled_from([0, 2])))
        path = "/".join(parts)
    return f"/zh-hans{path}" if draw(some.integers(0, 7)) == 0 else path


methods = some.sampled_from(["GET"] * 12 + ["HEAD", "OPTIONS", "POST", "DELETE", "TRACE"])
public = some.builds(Ask, paths(PUBLIC), some_queries, methods)
staff = some.builds(
    Ask,
    paths(STAFF),
    queries([*NAMES, *OF_ADMIN, *OF_ADMIN], some.sampled_from(KNOWN)),
    some.sampled_from(["GET", "GET", "GET", "POST"]),
    who=some.sampled_from([CURATOR, ADMINISTRATOR]),
)
with_headers = some.builds(Ask, some.sampled_from(PUBLIC), some_queries, headers=headers())

api = some.builds(
    Ask, paths([path for path in PUBLIC if path.startswith("/api")]), queries(NAMES, some.sampled_from(KNOWN))
)
TOKENS = ["oai_dc,,,,0,0", "oai_dc,2024-01-01,2024-12-31,forums,1,99", "rdf,,,,0,999999999999999999", "a,b,c,d,e,f"]
TOKENS += ["oai_dc,,,,-1,0", "oai_dc,,,,0,0,0", ",,,,,", "oai_dc,0000-00-00,9999-99-99,,0,0"]
oai_values = some.sampled_from(
    [*VERBS, "oai_dc", "2024-01-01", "2024-01-01T00:00:00Z", "9999-12-31", "0001-01-01T00:00:00Z", "forums", *TOKENS]
) | spoilt([*TOKENS, "oai:testserver:forums/cleantech-forum", "2024-01-01T00:00:00Z"], 2)


@some.composite
def harvests(draw: Any) -> Ask:
    needed = {"verb": draw(some.sampled_from([*VERBS] * 3 + ["", "Quokka"])), "metadataPrefix": "oai_dc"}
    for name in draw(some.lists(some.sampled_from(["identifier", "metadataPrefix", TOKEN, *LIST, "verb"]), max_size=3)):
        needed[name] = draw(oai_values)
        if name == TOKEN and draw(some.booleans()):
            needed.pop("metadataPrefix", None)
    query = "&".join(f"{name}={sent(value, draw(some.sampled_from([0, 2])))}" for name, value in needed.items())
    if draw(some.booleans()):
        return Ask("/oai", query)
    return Ask("/oai", method="POST", body=query.encode("latin-1", "replace"), media_type=FORM)


identifiers = some.builds(
    lambda scheme, value, how: Ask(f"/id/{scheme}/{sent(value, how)}"),
    some.sampled_from([*sorted(SCHEMES), "quokka"]),
    spoilt(["Q42", "0000-0002-1825-0097", "https://ror.org/03yrm5c26", "0000 0001 2103 2683", "4269-3"], 2),
    some.sampled_from([0, 2]),
)
searches = some.builds(
    lambda typed, beside, how: Ask("/search/", f"q={sent(typed, how)}&{beside}"),
    spoilt(
        [
            "Li Xiang",
            "李翔",
            "cleantech forum beijing",
            "GO-Biz & CCPIT",
            "Q42",
            "https://orcid.org/0000-0002-1825-0097",
        ],
        3,
    ),
    some.sampled_from(
        ["", "format=json", "format=suggestions", "kind=speaker&page=2", "kind=forum&page=99999", "format=csv"]
    ),
    some.sampled_from([0, 0, 2]),
)


@some.composite
def corrections(draw: Any) -> Ask:
    said = {
        "page": draw(some.sampled_from(PUBLIC) | words),
        "message": draw(some.just("The name is spelled another way.") | words),
        "contact": draw(words),
        "website": "",
    }
    fields = [(name, value) for name, value in said.items() if draw(some.integers(0, 9))]
    form = draw(some.integers(0, 2))
    path, beside = "/corrections/new/", draw(some.sampled_from([{}, {"X-Forwarded-For": "fe80::1%eth0, ::1"}]))
    if form == 0:
        body = "&".join(f"{quote(encoded(name))}={quote(encoded(value))}" for name, value in fields).encode()
        return Ask(path, method="POST", body=body, media_type=FORM, headers=beside)
    body = multipart(fields, [(draw(words), draw(words), draw(some.binary(max_size=20)))])
    if form == 2:
        body = draw(spoilt_bytes([body]))
    kinds = [MULTIPART] * 5 + [
        "multipart/form-data",
        "multipart/form-data; boundary=" + "b" * 300,
        f"{MULTIPART}; charset=utf-16",
    ]
    kinds += [f"{FORM}; charset=utf-7", f"{FORM}; charset=nothing", "text/plain", "multipart/form-data; boundary=\xff"]
    return Ask(path, method="POST", body=body, media_type=draw(some.sampled_from(kinds)), headers=beside)


PARSERS = [
    Parser("public addresses", public, answered, 125, calls=400_000, statements=150),
    Parser("headers", with_headers, answered, 50, calls=400_000, statements=150),
    Parser("search", searches, answered, 40, calls=400_000, statements=60),
    Parser("API", api, answered, 60, calls=400_000, statements=100),
    Parser("OAI-PMH", harvests(), answered, 60, calls=400_000, statements=100),
    Parser("identifiers", identifiers, answered, 30, calls=200_000, statements=40),
    Parser("corrections", corrections(), answered, 60, calls=200_000, statements=40),
    Parser("addresses of the staff", staff, answered, 40, calls=900_000, statements=200),
]
