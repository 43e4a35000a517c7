"""The role that a list gives its members."""

from events.desk.recognisers.spans import Text
from events.desk.suggesting import suggest


def roles(*lines: str) -> dict[str, object]:
    return {one.printed: one.values["role"] for one in suggest(Text(lines)) if one.kind == "person"}


def test_lines_below_a_colon_take_the_role_named_above_them() -> None:
    said = roles(
        "The panellists were:",
        "Henrik Lindqvist, Chief Engineer, Skagerrak Cable Company",
        "Priya Raghunathan, Senior Researcher, Chennai Ocean Institute",
    )
    assert said == {"Henrik Lindqvist": "panellist", "Priya Raghunathan": "panellist"}


def test_the_list_ends_with_the_next_sentence() -> None:
    said = roles(
        "The panellists were:",
        "Henrik Lindqvist, Chief Engineer, Skagerrak Cable Company",
        "Coffee was served in the hall.",
        "Priya Raghunathan, Senior Researcher, Chennai Ocean Institute",
    )
    assert said == {"Henrik Lindqvist": "panellist", "Priya Raghunathan": None}


def test_people_parted_by_semicolons_share_the_role_before_the_first() -> None:
    said = roles(
        "Opening remarks were delivered by Callum Strachan, Chairman of the Aberdeen Harbour Board;"
        " Marguerite Delacroix, Director of the European Tidal Institute;"
        " and Tomasz Wilczek, Vice President of Baltic Turbines."
    )
    assert said == dict.fromkeys(("Callum Strachan", "Marguerite Delacroix", "Tomasz Wilczek"), "opening-remarks")
