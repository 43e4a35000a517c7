"""What sort of body, event or session a name tells of: a guess for a definition, by the words of the name."""

import re

BODIES = (
    (
        "university",
        (
            r"universit\w*|college|school|academy|institutes? of technology|faculty|laborator\w*|大学|学院|"
            r"研究院|研究所"
        ),
    ),
    ("intergovernmental", r"united nations|world bank|international (?:energy|monetary|maritime|labou?r) \w+|联合国"),
    (
        "chamber",
        (
            r"chamber|trade council|business council|association|federation|union|exporters|"
            r"council for the promotion|商会|协会|联合会|贸促会|促进会"
        ),
    ),
    ("fund", r"bank|fund|capital|insurance|银行|基金"),
    ("media", r"news|times|daily|weekly|monthly|journal|magazine|television|radio|press|报社?|周刊|电视台|杂志"),
    ("committee", r"committee|working group|task ?force|commission|委员会|工作组"),
    (
        "company",
        (
            r"inc|ltd|llc|llp|gmbh|co|corp|corporation|plc|s\.?a|ag|jsc|company|group|holdings|technologies|"
            r"logistics|industries|公司|集团|企业"
        ),
    ),
    (
        "government",
        (
            r"ministry|department|government|embassy|consulate|bureau|agency|administration|authority|"
            r"city of|state of|province of|republic of|municipality|office of|customs|secretariat|部|厅|局|"
            r"委|政府|使馆|领事馆|海关"
        ),
    ),
    ("programme", r"programme|program|initiative|accelerator|project|计划"),
    ("ngo", r"foundation|alliance|society|institute|centre|center|network|coalition|trust|中心|联盟|学会"),
)
EVENTS = (
    ("trade-mission", r"mission|delegation|经贸代表团"),
    ("workshop", r"workshop|工作坊"),
    ("seminar", r"seminar|symposium|colloquium|研讨会|讲座"),
    ("summit", r"summit|峰会"),
    ("dialogue", r"dialogue|talks|对话"),
    ("exhibition", r"expo|exhibition|fair|showcase|博览会|展览"),
    ("ceremony", r"ceremony|gala|仪式"),
    ("conference", r"conference|congress|convention|大会|年会"),
    ("meeting", r"meeting|会议|座谈会|洽谈会|交流会"),
    ("forum", r"forum|论坛"),
)
SESSIONS = (
    ("opening", r"opening|welcome|开幕|致辞"),
    ("closing", r"closing|conclusion|wrap|闭幕|总结"),
    ("keynote", r"keynote|主旨|主题演讲"),
    ("round-table", r"round ?-?table|圆桌"),
    ("panel", r"panel|讨论"),
    ("dialogue", r"dialogue|fireside|对话"),
    ("sub-forum", r"sub-?forum|parallel|track|分论坛|平行"),
    ("matchmaking", r"matchmaking|b2b|对接|洽谈"),
    ("site-visit", r"visit|tour|参观|考察"),
    ("showcase", r"showcase|pitch|demo|展示|路演|推介"),
)


def _compiled(kinds: tuple[tuple[str, str], ...]) -> list[tuple[str, re.Pattern[str]]]:
    # A Latin word must stand alone; characters have no blanks between words.
    return [(kind, re.compile(rf"(?<![a-z])(?:{words})(?![a-z])", re.IGNORECASE)) for kind, words in kinds]


OF_BODIES, OF_EVENTS, OF_SESSIONS = map(_compiled, (BODIES, EVENTS, SESSIONS))


def kind_of_body(name: str) -> str | None:
    return _kind(name, OF_BODIES)


def kind_of_event(name: str) -> str:
    return _kind(name, OF_EVENTS) or "forum"


def kind_of_session(name: str) -> str:
    return _kind(name, OF_SESSIONS) or "other"


def _kind(name: str, kinds: list[tuple[str, re.Pattern[str]]]) -> str | None:
    return next((kind for kind, words in kinds if words.search(name)), None)
