"""People and bodies of Chinese texts, with marks of either width."""

import pytest

from events.desk.recognisers import chinese

Told = list[tuple[str, str | None, str | None]]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        pytest.param(
            "14日,湖滨商会副会长李明出席,副省长王小红致辞。",
            [("李明", "副会长", "湖滨商会"), ("王小红", "副省长", None)],
            id="marks of half width",
        ),
        pytest.param(
            "东山研究院书记、副院长李明发言",
            [("李明", "书记", "东山研究院"), ("李明", "副院长", "东山研究院")],
            id="two titles of one body",
        ),
        pytest.param(
            "茶商会会长李明和湖国茶业研究所研究员福斯特分别发言",
            [("李明", "会长", "茶商会"), ("福斯特", "研究员", "湖国茶业研究所")],
            id="a foreign name without a point",
        ),
        pytest.param(
            "东山商会会长李明、秘书长王小红出席",
            [("李明", "会长", "东山商会"), ("王小红", "秘书长", "东山商会")],
            id="a bare title after another's body",
        ),
        pytest.param(
            "来自东山大学茶学系的李明教授发言。",
            [("李明", "教授", "东山大学茶学系")],
            id="an academic title after the name",
        ),
        pytest.param("李明副会长出席活动。", [("李明", "副会长", None)], id="a name before its title"),
        pytest.param(
            "东山省商务厅李明副厅长等相关领导",
            [("李明", "副厅长", "东山省商务厅")],
            id="a body, a name and its title",
        ),
        pytest.param(
            "李明副总领事应邀出席。", [("李明", "副总领事", None)], id="a word like a family name behind a title"
        ),
        pytest.param(
            "与会的政府代表有东山能源保护协会主席傅小志、湖滨空调 CEO 李明。",
            [("傅小志", "主席", "东山能源保护协会"), ("李明", "CEO", "湖滨空调")],
            id="a list of guests and a title in Latin letters",
        ),
        pytest.param(
            "科技参赞曹小建、湖国气候变化事务特使李明",
            [("曹小建", "科技参赞", None), ("李明", "特使", "湖国气候变化事务")],
            id="envoys",
        ),
        pytest.param(
            "省政协常委、湖滨研究院院长李明",
            [("李明", "常委", "省政协"), ("李明", "院长", "湖滨研究院")],
            id="a member of a standing body",
        ),
        pytest.param(
            "本报讯 (记者李明 王红霞)14日", [("李明", "记者", None), ("王红霞", "记者", None)], id="reporters"
        ),
        pytest.param(
            "东山商会副会长李明、王小红和陈光出席会议",
            [(name, "副会长", "东山商会") for name in ("李明", "王小红", "陈光")],
            id="several under one title",
        ),
        pytest.param("东山商会会长李明、江苏、宁波等地代表", [("李明", "会长", "东山商会")], id="lands are no people"),
        pytest.param(
            "湖国驻东山总领事馆领事婷霞舞、东山商会会长王红",
            [("婷霞舞", "领事", "湖国驻东山总领事馆"), ("王红", "会长", "东山商会")],
            id="an envoy without a family name of China",
        ),
        pytest.param(
            "现供职于东山大学国际学院的李明副教授", [("李明", "副教授", "东山大学国际学院")], id="who works at a body"
        ),
        pytest.param(
            "研讨会开幕式由东山大学外语学院院长李明主持。", [("李明", "院长", "东山大学外语学院")], id="chaired by"
        ),
        pytest.param(
            "東山總商會會長張遠志、湖國駐東山總領事劉小紅表示歡迎。",
            [("張遠志", "會長", "東山總商會"), ("劉小紅", "總領事", "湖國駐東山")],
            id="traditional characters",
        ),
        pytest.param(
            "東山茶業學會黨組成員兼國際合作部部長趙小志致辭。",
            [("趙小志", "黨組成員", "東山茶業學會"), ("趙小志", "部長", "國際合作部")],
            id="a further office in traditional characters",
        ),
        pytest.param(
            "李明会长邀请东山商会总裁王小红出席。",
            [("李明", "会长", None), ("王小红", "总裁", "东山商会")],
            id="one who invites another",
        ),
        pytest.param(
            "东山茶室特约研究员何小坤、徐明、吴青等出席",
            [(name, "特约研究员", "东山茶室") for name in ("何小坤", "徐明", "吴青")],
            id="several under one title, and others",
        ),
        pytest.param(
            "东山省招商引资局李明处长、王小红副巡视员和茶商参加",
            [("李明", "处长", "东山省招商引资局"), ("王小红", "副巡视员", "东山省招商引资局")],
            id="names before their titles in a list",
        ),
        pytest.param("东山公司总经理王小任会长。", [("王小", "总经理", "东山公司")], id="one who takes an office"),
        pytest.param(
            "茶叶院院士、东山大学教授、湖滨研究院院长李明,东山商会会长王红出席",
            [
                ("李明", "院士", "茶叶院"),
                ("李明", "教授", "东山大学"),
                ("李明", "院长", "湖滨研究院"),
                ("王红", "会长", "东山商会"),
            ],
            id="offices in a row across bodies",
        ),
        pytest.param(
            "湖滨市委副书记、市长李明,东山省委书记王红",
            [("李明", "市委副书记", "湖滨"), ("李明", "市长", "湖滨"), ("王红", "书记", "东山省委")],
            id="a mayor who sits on the party committee",
        ),
        pytest.param(
            "东山大学(湖滨)校长李明、茶叶合作部(湖国委员会秘书局)副部长王红",
            [("李明", "校长", "东山大学(湖滨)"), ("王红", "副部长", "茶叶合作部(湖国委员会秘书局)")],
            id="bodies with brackets of half width",
        ),
        pytest.param(
            "东山大学校长助理李明,湖滨茶业财团事务总长王红,东山公司总经理助理赵亮",
            [
                ("李明", "校长助理", "东山大学"),
                ("王红", "事务总长", "湖滨茶业财团"),
                ("赵亮", "总经理助理", "东山公司"),
            ],
            id="assistants and secretaries-general",
        ),
        pytest.param(
            "湖区党委副书记洛桑旺杰、东山公司总经理明跃致辞,湖国大使应邀出席",
            [("洛桑旺杰", "党委副书记", "湖区"), ("明跃", "总经理", "东山公司")],
            id="names without a common family name",
        ),
        pytest.param(
            "湖国茶业协会主席Berg教授与东山公司总裁Moe先生分别致辞",
            [("Berg", "主席", "湖国茶业协会"), ("Moe", "总裁", "东山公司")],
            id="family names in Latin letters",
        ),
        pytest.param(
            "参加活动的还有东山公司副总经理李明。成员有茶学院院长王红和副院长赵亮。李明分别与湖国驻东山总领事福斯特博士座谈。",
            [
                ("李明", "副总经理", "东山公司"),
                ("王红", "院长", "茶学院"),
                ("赵亮", "副院长", "茶学院"),
                ("福斯特", "总领事", "湖国驻东山"),
            ],
            id="words that lead to a body",
        ),
        pytest.param(
            "湖州財長門杜拉(Susana Moe),湖州眾議員馬小儀、湖滨市市長康士坦(Dow Moe)出席",
            [("門杜拉", "財長", "湖州"), ("馬小儀", "眾議員", "湖州"), ("康士坦", "市長", "湖滨市")],
            id="names with their Latin form behind them",
        ),
        pytest.param(
            "由茶业中心主任李明担任中方组长,茶业会委员、湖滨茶业基金会总裁王红主持,欧美茶会会长赵亮会长致谢。",
            [
                ("李明", "主任", "茶业中心"),
                ("王红", "委员", "茶业会"),
                ("王红", "总裁", "湖滨茶业基金会"),
                ("赵亮", "会长", "欧美茶会"),
            ],
            id="what somebody is made is nobody else's office",
        ),
        pytest.param(
            "东山茶业联盟(以下简称茶盟)首席发展总监李明,东山商会第一副会长王红、第二副会长赵亮",
            [
                ("李明", "首席发展总监", "东山茶业联盟"),
                ("王红", "第一副会长", "东山商会"),
                ("赵亮", "第二副会长", "东山商会"),
            ],
            id="a body's short name, and officers counted",
        ),
        pytest.param(
            "东山大学李明教授、王红副教授分别作报告",
            [("李明", "教授", "东山大学"), ("王红", "副教授", "东山大学")],
            id="names between a body and a title, one after another",
        ),
        pytest.param(
            "东山大学李明、湖滨茶业科学院王红、茶学研究所赵亮分别发言",
            [("李明", None, "东山大学"), ("王红", None, "湖滨茶业科学院"), ("赵亮", None, "茶学研究所")],
            id="several behind their bodies, without titles",
        ),
        pytest.param("湖国数据库振兴院李明院长致辞", [("李明", "院长", "湖国数据库振兴院")], id="a word within a word"),
        pytest.param(
            "“一茶一城”茶业联盟主任李明、茶业协会主席约翰·福斯特以及来自东山的代表",
            [("李明", "主任", "“一茶一城”茶业联盟"), ("约翰·福斯特", "主席", "茶业协会")],
            id="a body that begins with a quotation, and a name that runs on",
        ),
    ],
)
def test_people_are_read(line: str, expected: Told) -> None:
    found = chinese.find_people(line)
    assert [(one.name, capacity.title, capacity.body) for one in found for capacity in one.capacities] == expected


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("来自湖国大使馆、东山商会等代表参加", ["湖国大使馆", "东山商会"]),
        ("由东山大学、湖滨联合研究院联合主办,", ["东山大学", "湖滨联合研究院"]),
        ("由東山大學、湖濱聯合研究院聯合主辦,", ["東山大學", "湖濱聯合研究院"]),
        ("代表团参观了湖滨集团,走进东山国际会议中心", []),
    ],
)
def test_bodies_are_read(line: str, names: list[str]) -> None:
    assert [line[start:end] for start, end, _ in chinese.find_bodies(line)] == names


def test_a_row_of_pairs_that_can_be_read_in_two_ways_is_read_in_one() -> None:
    told = chinese.find_people("一一工商联欧阳一、" * 40 + "一一工商联欧阳一：")
    assert told == []  # and not after 2**30 steps
