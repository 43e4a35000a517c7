"""Bodies of English texts: phrases, abbreviations, lists, and names that only the words beside them tell."""

import pytest

from events.desk.recognisers.bodies import bodies
from events.desk.recognisers.spans import Text


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("The Quillon Cullet Alliance (QCA) met; QCA voted.", ["Quillon Cullet Alliance", "Quillon Cullet Alliance"]),
        ("Ministry of Industry and Trade officials came.", ["Ministry of Industry and Trade"]),
        ("organised by the Union of Lake Ports and Trident Consulting", ["Union of Lake Ports", "Trident Consulting"]),
        ("the City of Lund and the Port of Aktau", ["City of Lund", "Port of Aktau"]),
        ("Companies such as Iberglas, Tollgate Bottles and Klarwerk.", ["Iberglas", "Tollgate Bottles", "Klarwerk"]),
        ("Enterprises took part, among them TransAltai and Hellmark & Sons.", ["TransAltai", "Hellmark & Sons"]),
        ("Speakers from Iberglas and Quillon Bank spoke.", ["Iberglas", "Quillon Bank"]),
        (
            "Lake Corporation, CDL 1000, and Roland Moe Group spoke.",
            ["Lake Corporation", "CDL 1000", "Roland Moe Group"],
        ),
        ("supported by Invest Steppe and Lake Bank", ["Invest Steppe", "Lake Bank"]),
        ("two shipping lines, Meridian Box and Ocean Palm, paid", ["Meridian Box", "Ocean Palm"]),
        ("the carmaker Iberglas opened", ["Iberglas"]),
        ("the Annual Gala of the Lake Chamber", ["Lake Chamber"]),
        ("Fish Council for Friendship with Island Lands met", ["Fish Council for Friendship with Island Lands"]),
        ("LFEC Arctic Coast Director Ole Moe", ["LFEC"]),
        ("the Lake Chamber of Commerce to the EU spoke", ["Lake Chamber of Commerce to the EU"]),
        ("the Lake Chamber of Commerce – USA spoke", ["Lake Chamber of Commerce – USA"]),
        ("the Oslo-based Reed Alliance and the Lund-born Lake Club", ["Reed Alliance", "Lake Club"]),
        ("Ministry of Water, Irrigation and Energy, and others", ["Ministry of Water, Irrigation and Energy"]),
        ("Ministry of water, Irrigation and Energy of Chile", ["Ministry of water, Irrigation and Energy of Chile"]),
        (
            "the Embassy of the Federal Republic of Chile and Reed Lund Transition met",
            ["Embassy of the Federal Republic of Chile"],
        ),
        ("the University of Texas and Lund University", ["University of Texas", "Lund University"]),
        ("Ministry of Foreign Affairs and LKR Foundation", ["Ministry of Foreign Affairs", "LKR Foundation"]),
        ("Centre for China and Harbours (CCH) met", ["Centre for China and Harbours"]),
        ("Lake Fish Board Vice Chair Ada Moe", ["Lake Fish Board"]),
        ("the Lake Council Dr. Ada Moe leads", ["Lake Council"]),
        ("the Lake Trade Association Agreement, MSMEs and the USMCA in the Republic of South Sudan", []),
        ("organized by LKRA & TNRB", ["LKRA", "TNRB"]),
        (
            "the Tide Assets Supervision and Administration Commission",
            ["Tide Assets Supervision and Administration Commission"],
        ),
        ("Lund Representative Office in Chile spoke", ["Lund Representative Office in Chile"]),
        ("University of South Dakota at Reed Hill hosted", ["University of South Dakota at Reed Hill"]),
        ("the Standing Committee of the 11th Lake Council", ["Standing Committee of the 11th Lake Council"]),
        ("both LakEPA and the Reed Bank", ["LakEPA", "Reed Bank"]),
        ("In May the Lake Bank met", ["Lake Bank"]),
        # What is none.
        ("Lund, May 20 (LNA) - A forum was held.", []),
        ("They met in Chile’s capital. (TIDED)", []),
        ("organised by Chile’s young", []),
        ("the Lake Development Goals (LDGs) and the ASEAN region after World War II", []),
        ("the Chilean Federation in Ghana", []),
        ("SESSION 12", []),
        ("the People’s Republic of China", []),
        ("a Memorandum of Understanding (MoU)", []),
        ("at the Lake Convention Center", []),
        ("from 10:00 EDT in the USA", []),
        ("FOR IMMEDIATE RELEASE", []),
        ("COLOGNE, 4 March", []),
        ("Venue: Quillon Congress Centre", []),
        ("representatives from China and Spain", []),
        ("Lake Bank Brings Rivals Together", ["Lake Bank"]),
        ("Secretary General of the Lake Bank", ["Lake Bank"]),
        ("Pekka Moe (Lake Logistics Ltd.)", ["Lake Logistics Ltd."]),
    ],
)
def test_bodies_are_read(line: str, names: list[str]) -> None:
    assert [one.values["name"] for one in bodies(Text.of(line))] == names


def test_none_lies_over_a_persons_name() -> None:
    assert list(bodies(Text.of("Lake Bank"), {(1, 0)})) == []


def test_a_body_comes_with_its_abbreviation_and_a_guess_of_its_kind() -> None:
    (one,) = bodies(Text.of("Quillon Timber Chamber (QTC)"))
    assert one.values == {"name": "Quillon Timber Chamber", "abbreviation": "QTC", "kind": "chamber"}
