"""People with the title and the body printed around them."""

import pytest

from events.desk.recognisers import chinese, people

Told = list[tuple[str, str | None, str | None]]


def told(paragraph: str, following: str = "") -> Told:
    found = [*people.find_people(paragraph, [following] if following else ()), *chinese.find_people(paragraph)]
    return [(one.name, capacity.title, capacity.body) for one in found for capacity in one.capacities]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "Remarks came from Ana Sousa, Vice President of the Tagus Chamber of Trade, and Li Wen, Chairman of CTX.",
            [("Ana Sousa", "Vice President", "Tagus Chamber of Trade"), ("Li Wen", "Chairman", "CTX")],
        ),
        (
            "With Piet de Vries, Head of Trade at Noord Bank; Ida Holm, Director, Office of Ports, Seas Ministry.",
            [
                ("Piet de Vries", "Head of Trade", "Noord Bank"),
                ("Ida Holm", "Director", "Office of Ports, Seas Ministry"),
            ],
        ),
        ("“Yes,” said Oaks Alliance President Ruth B. Adler.", [("Ruth B. Adler", "President", "Oaks Alliance")]),
        ("Moderated by Dr. An Bo, the session began.", [("An Bo", None, None)]),
        ("Vice Chairman of the Reed Society Xu Fang spoke.", [("Xu Fang", "Vice Chairman", "Reed Society")]),
        ("The mayor of Arles, Luc Morel, opened it.", [("Luc Morel", "mayor of Arles", None)]),
        ("10:00 Keynote: Noor Haddad, Partner, Cedar & Co.", [("Noor Haddad", "Partner", "Cedar & Co.")]),
        ("Zeng Yi, founder and CEO of Kite Co., Ltd., agreed.", [("Zeng Yi", "founder and CEO", "Kite Co., Ltd.")]),
        (
            "中国茶业协会副会长李明、东山大学教授王小红出席会议。",
            [("李明", "副会长", "中国茶业协会"), ("王小红", "教授", "东山大学")],
        ),
        ("中国工学院院士、湖滨大学教授何平认为", [("何平", "院士", "中国工学院"), ("何平", "教授", "湖滨大学")]),
        (
            "茶商会会长李明和某某银行国际部经理毛宁分享",
            [("李明", "会长", "茶商会"), ("毛宁", "经理", "某某银行国际部")],
        ),
        (
            "Bank of Douro CEO Ana Sousa, and Li Wen of the Tea Guild met.",
            [
                ("Ana Sousa", "CEO", "Bank of Douro"),
                ("Li Wen", None, "Tea Guild"),
            ],
        ),
        (
            "former U.S. Secretary of Trade Tom Oak and Ambassador Ada Brandt",
            [("Tom Oak", "former U.S. Secretary of Trade", None), ("Ada Brandt", "Ambassador", None)],
        ),
        ("主持人：赵青，南湖银行行长", [("赵青", "行长", "南湖银行")]),
        ("The Joint Committee of the Green Ports Forum met in New Delhi.", []),
    ],
)
def test_a_person_is_found_with_title_and_body(paragraph: str, expected: Told) -> None:
    assert told(paragraph) == expected


def test_a_name_on_a_line_of_its_own_has_the_title_below() -> None:
    assert told("Maria Petrova", "Director, Volga Institute") == [("Maria Petrova", "Director", "Volga Institute")]
