"""Where forums were held: cities on a map, and the same as a table."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from archive.maps import Map, Point, world
from orgs.models import Place


@dataclass(frozen=True)
class Atlas:
    """Cities with their numbers of forums; on the map those whose coordinates are known."""

    cities: list[Place]
    map: Map

    @property
    def off_the_map(self) -> int:
        return len(self.cities) - len(self.map.circles)

    @property
    def sources(self) -> list[str]:
        """Where the coordinates are taken from."""
        return sorted({city.source for city in self.cities if city.latitude is not None and city.source})


def atlas(hosting: Iterable[Place]) -> Atlas:
    cities = list(hosting)
    return Atlas(cities, world(_point(city) for city in cities if city.latitude is not None))


def _point(city: Place) -> Point:
    address = f"{reverse('forums')}?city={city.slug}"
    return Point(city.name, city.forums, address, float(city.latitude), float(city.longitude))
