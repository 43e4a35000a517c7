"""People and bodies in Chinese texts."""

from events.desk.recognisers.chinese.bodies import any_of, find_bodies
from events.desk.recognisers.chinese.people import find_people

__all__ = ["any_of", "find_bodies", "find_people"]
