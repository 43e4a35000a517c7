"""Which mention introduces a person: later ones that add nothing only name them again."""

from events.desk.recognisers.found import Found
from events.desk.recognisers.groups import SEVERAL
from events.desk.recognisers.syllables import is_pinyin
from events.desk.recognisers.tokens import tokenize


def introductions(found: list[tuple[int, Found]]) -> list[tuple[int, Found, bool]]:
    """Each mention, and whether it introduces the person: later ones that add nothing only name them again."""
    first: dict[str, tuple[tuple[int, int], int]] = {}
    for number, (_, one) in enumerate(found):
        key, told = one.name.casefold(), (one.told, len(one.capacities))
        if (
            key not in first
            or told > first[key][0]
            or (told == first[key][0] and _longer(one, found[first[key][1]][1]))
        ):
            first[key] = (told, number)
    chosen = {number for _, number in first.values()}
    kept = []
    for number, (paragraph, one) in enumerate(found):
        best = found[first[one.name.casefold()][1]][1]
        new_title = one.told == 2 and titles_of(one).isdisjoint(titles_of(best))
        kept.append(
            (
                paragraph,
                one,
                (number in chosen or new_title)
                and not _shorter(one, [other for _, other in found[:number]])
                and not any(_is_surname_of(one, other) for _, other in found)
                and not any(one.told < 2 and _within(one.name.casefold().split(), other) for _, other in found),
            )
        )
    return kept


def _longer(one: Found, other: Found) -> bool:
    """Whether a title goes on where the former one ends: Deputy Minister, then Deputy Minister of Lakes."""
    title, former = one.capacities[0].title or "", other.capacities[0].title or ""
    return bool(former) and title.startswith(f"{former} of")


def _shorter(one: Found, before: list[Found]) -> bool:
    """Whether a name is a surname or a short form of someone named before: Minister Brown, Bob for Robert Brown."""
    words = _words(one)
    if len(words) == 1 and any(
        other.name.casefold().split()[0] == words[0] != other.name.casefold() for other in before
    ):
        return True
    same = [other for other in before if _words(other)[-1] == words[-1] and other.name != one.name]
    same = [other for other in same if not (one.reason == other.reason == SEVERAL and len(words) > 1)]
    if is_pinyin(tokenize(one.name)):
        return False
    return any(len(words) == 1 or _same_office(one, other) or _within(words, other) for other in same)


def _is_surname_of(one: Found, other: Found) -> bool:
    """Whether a lone family name is that of somebody told in full: Governor Brown, where Ada Brown has a title."""
    words, full = _words(one), _words(other)
    return len(words) == 1 and len(full) > 1 and full[-1] == words[0] and other.told >= one.told


def _words(one: Found) -> list[str]:
    """The words of a name, without Jr."""
    words = [word.strip(".,") for word in one.name.casefold().split()]
    return words[:-1] if len(words) > 1 and words[-1] in {"jr", "sr", "ii", "iii"} else words


def _within(words: list[str], other: Found) -> bool:
    """Whether a name leaves out what stands in another: Ada Moe or Luz Moe for Ada Luz Moe."""
    longer = other.name.casefold().split()
    return 1 < len(words) < len(longer) and (
        (words[0], words[-1]) == (longer[0], longer[-1]) or words == longer[-len(words) :]
    )


def _same_office(one: Found, other: Found) -> bool:
    """Whether two names with one surname share a title and either the first letter or the body."""
    bodies = {(a.body, b.body) for a in one.capacities for b in other.capacities if a.body and b.body}
    alike = one.name[0] == other.name[0] or any(b.endswith(a) or a.endswith(b) for a, b in bodies)
    return bool(alike and titles_of(one) & titles_of(other) - {""})


def titles_of(found: Found) -> set[str]:
    return {(capacity.title or "").casefold() for capacity in found.capacities}
