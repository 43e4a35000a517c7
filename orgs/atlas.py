"""Where forums were held: cities on a map, and the same as a table."""

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from archive.facets import Facet, FacetSet, Subjects, Values
from archive.facets.keeping import Kept, keeper
from archive.pages.maps import Map, Point, world
from orgs.models import Place, PlaceQuerySet

Location = Place._meta.get_field("locations").related_model
Forum = Location._meta.get_field("forum").related_model
FORUMS = Subjects(Forum.objects.public(), touched={"events_forum": "canonical__same_records"})


class Hosted(FacetSet):
    """Forums by the cities where they were, or were to be, held."""

    listed = FORUMS
    city = Facet(
        Values(FORUMS, Location.objects.of_forums().in_cities(), "place__canonical__slug", subject="forum__canonical")
    )


HOSTED = Kept(Hosted, FORUMS.rows, {})


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


def atlas(places: PlaceQuerySet, edition: int) -> Atlas:
    """Those of the places that are cities where forums were held; the ones with the most first."""
    hosted = _hosted(edition)
    cities = list(places.filter(slug__in=hosted).order_by().select_related("country__canonical"))
    for city in cities:
        city.forums = hosted[city.slug]
    cities.sort(key=lambda city: (-city.forums, city.sort_name, city.pk))
    return Atlas(cities, world(_point(city) for city in cities if city.latitude is not None))


def _hosted(edition: int) -> dict[str, int]:
    """How many forums were held in each city, by slug."""
    if columns := keeper.at(edition, HOSTED):
        hosted = Hosted(QueryDict(), FORUMS.rows, columns=columns)
        counted = {city.value: city.count for city in hosted.counted["city"]}
        hosted.let_go()
        return counted
    return dict(Location.objects.of_public_forums().in_cities().forums_by_city())


def _point(city: Place) -> Point:
    address = f"{reverse('forums')}?city={city.slug}"
    return Point(city.name, city.forums, address, float(city.latitude), float(city.longitude))
