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


def test_a_person_is_read_from_lines_of_name_title_and_body() -> None:
    (one,) = people.find_people("Maïwenn Le Goff", ["Head of Stock Assessment", "Institut de la Mer", "Kwame Boateng"])
    assert [(capacity.title, capacity.body) for capacity in one.capacities] == [
        ("Head of Stock Assessment", "Institut de la Mer")
    ]


def test_a_name_above_a_title_is_no_body() -> None:
    (one,) = people.find_people("Ada Brandt", ["Chair", "Olaf Moe", "Director"])
    assert [(capacity.title, capacity.body) for capacity in one.capacities] == [("Chair", None)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Captain Rolf Moe of Helvetia Tankers spoke.", ("Rolf Moe", "Captain", "Helvetia Tankers")),
        ("Aisha Bello from the Lake Zone Company made a point.", ("Aisha Bello", None, "Lake Zone Company")),
        ("Director General at the Lake Authority, Peter Moe", ("Peter Moe", "Director General", "Lake Authority")),
        ("英国茶商联合会主席詹姆斯·哈特利围绕标准发言", ("詹姆斯·哈特利", "主席", "英国茶商联合会")),
        ("《茶周刊》总编辑吴晓棠主持", ("吴晓棠", "总编辑", "《茶周刊》")),
        ("清和供应链（厦门）有限公司创始人许念之出席", ("许念之", "创始人", "清和供应链（厦门）有限公司")),
    ],
)
def test_a_body_beside_a_person_need_not_be_named_like_one(line: str, expected: tuple[str, str, str]) -> None:
    assert told(line) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (
            "Lakeside experts Ada Brandt and Olaf Moe presented their findings.",
            [("Ada Brandt", "experts", "Lakeside"), ("Olaf Moe", "experts", "Lakeside")],
        ),
        (
            "Board Members Ada Brandt, Zhang Wei and Olaf Moe of the Lake Society spoke.",
            [(name, "Board Members", "Lake Society") for name in ("Ada Brandt", "Zhang Wei", "Olaf Moe")],
        ),
        (
            "Climate Change, Ada Brandt and Olaf Moe, Members of the Lake Council on Trade, attended.",
            [(name, "Members", "Lake Council on Trade") for name in ("Ada Brandt", "Olaf Moe")],
        ),
        (
            "Remarks came from Profs Wang Ya and Li Fang, both from Dongshan University, on trade.",
            [(name, None, "Dongshan University") for name in ("Wang Ya", "Li Fang")],
        ),
        (
            "Madame Ada Brandt and Mr. Olaf Moe, both Vice-chairman of the Lake Center, spoke.",
            [(name, "Vice-chairman", "Lake Center") for name in ("Ada Brandt", "Olaf Moe")],
        ),
    ],
)
def test_several_names_share_a_title_and_a_body(line: str, expected: Told) -> None:
    assert told(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Ambassador Olaf Moe (ret.), Chairman of the Lake Center, spoke.", ("Olaf Moe", "Chairman", "Lake Center")),
        ("Wei “Wendy” Zhang, Director of the Lake Center, spoke.", ("Wei “Wendy” Zhang", "Director", "Lake Center")),
        ('Lake Bank CEO Ada "Addie" Brandt spoke.', ('Ada "Addie" Brandt', "CEO", "Lake Bank")),
        (
            "Olaf Moe, Kai Reed Professor in Economic Development, Emeritus, at Lake University, spoke.",
            ("Olaf Moe", "Kai Reed Professor in Economic Development, Emeritus", "Lake University"),
        ),
    ],
)
def test_what_stands_within_a_name_or_behind_it_does_not_end_it(line: str, expected: tuple[str, str, str]) -> None:
    assert told(line) == [expected]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Amb. Olaf Moe, Chair of the Lake Center, spoke.", [("Olaf Moe", "Chair", "Lake Center")]),
        ("Chargé d'affaires Ada Brandt delivered a speech.", [("Ada Brandt", "Chargé d'affaires", None)]),
        (
            "Minister Dr Ada Brandt, LFEC Executive Chairman Olaf Moe also spoke.",
            [("Ada Brandt", "Minister", None), ("Olaf Moe", "Executive Chairman", "LFEC")],
        ),
        ("邀请到了湖滨集团首席中国顾问李明", [("李明", "首席中国顾问", "湖滨集团")]),
        ("东山学院美方院长李明教授主持", [("李明", "美方院长", "东山学院")]),
    ],
)
def test_ranks_and_offices_are_titles(line: str, expected: Told) -> None:
    assert told(line) == expected
