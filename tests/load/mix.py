"""What readers and programs ask for: each kind of request with its share, over records that the archive has."""

import json
import time
from collections.abc import Iterator
from http.client import SERVICE_UNAVAILABLE, HTTPConnection
from random import Random
from typing import Any
from urllib.parse import quote

from tests.load.site import HOST, Site

LISTS = ("forums", "sessions", "speakers", "organizations", "places", "reports")
# How many of a hundred requests are of each kind.
SHARES = {
    "browse: records": 30,
    "browse: lists": 15,
    "facets": 20,
    "search": 10,
    "suggestions": 5,
    "API": 8,
    "JSON": 8,
    "feeds": 2,
    "not modified": 2,
}


class Mix:
    def __init__(self, site: Site, seed: int) -> None:
        self.chance = Random(seed)
        self.asking = HTTPConnection(HOST, site.port, timeout=120)
        said = {name: self._said(f"/{name}/?format=json") for name in LISTS}
        self.records = {name: self._slugs(name, said[name]) for name in LISTS}
        self.values = {name: _values(said[name]) for name in LISTS}
        self.words = sorted({word for name in LISTS for word in _words(said[name])})
        self.asking.close()

    def requests(self) -> Iterator[tuple[str, str]]:
        """Kinds and addresses, for ever."""
        kinds, shares = list(SHARES), list(SHARES.values())
        while True:
            kind = self.chance.choices(kinds, shares)[0]
            yield kind, self.address(kind)

    def address(self, kind: str) -> str:
        name = self.chance.choice(LISTS)
        match kind:
            case "browse: records":
                return f"/{name}/{self.chance.choice(self.records[name])}/"
            case "browse: lists":
                return self.chance.choice([f"/{name}/", f"/zh-hans/{name}/", f"/{name}/?q={self._word()}"])
            case "facets":
                return f"/{name}/?{self._choices(name)}"
            case "search":
                return f"/search/?q={self._word()}"
            case "suggestions":
                return f"/search/?q={self._word()[:4]}&format=json"
            case "API":
                return f"/api/v1/{name}/?{self._choices(name)}"
            case "JSON":
                return f"/{name}/?{self._choices(name)}&format=json"
            case "feeds":
                return f"/{name}/?format=atom&q={self._word()}"
            case _:
                return "/en/"

    def _choices(self, name: str) -> str:
        """One or two choices of a list's facets."""
        many = self.chance.choice([1, 1, 2])
        facets = self.chance.sample(sorted(self.values[name]), min(many, len(self.values[name])))
        return "&".join(f"{facet}={quote(self.chance.choice(self.values[name][facet]))}" for facet in facets)

    def _word(self) -> str:
        return quote(self.chance.choice(self.words))

    def _said(self, address: str) -> Any:
        """What it answers, once it does: an archive that has just started may ask who comes to return."""
        while True:
            self.asking.request("GET", address)
            answer = self.asking.getresponse()
            said = json.loads(answer.read())
            if answer.status != SERVICE_UNAVAILABLE:
                return said
            self.asking.close()
            time.sleep(int(answer.headers["Retry-After"]))

    def _slugs(self, name: str, said: Any, pages: int = 5) -> list[str]:
        """Records from the first pages of the list; sessions are known by their forum's name and a key."""
        found = [str(one.get("id") or one["slug"]) for one in said["results"]]
        if said.get("next") and pages:
            address = said["next"].partition(f"{HOST}:{self.asking.port}")[2]
            found += self._slugs(name, self._said(address), pages - 1)
        return found


def _values(said: Any) -> dict[str, list[str]]:
    facets = said.get("facets", {}).items()
    named = {facet: [one["value"] for one in values if one["count"] and one["value"]] for facet, values in facets}
    return {facet: values for facet, values in named.items() if values}


def _words(said: Any) -> Iterator[str]:
    for one in said["results"]:
        name = str(one.get("name") or one.get("title") or "")
        yield from (word for word in name.split() if len(word) > 3)
