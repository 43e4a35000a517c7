"""Traditional characters read as the simplified ones that titles, family names and bodies are listed in."""

# Each traditional character with its simplified one, for the words of titles, cues, bodies and family names only.
PAIRS = (
    "會会長长總总經经書书記记員员黨党組组團团隊队鎮镇鄉乡處处廳厅執执聯联絡络協协調调辦办創创發发務务專专貿贸領领導导國国區区縣县參参議议監监顧顾問问師师"
    "設设計计規规劃划編编輯辑講讲學学館馆臺台衛卫業业產产項项資资際际農农環环稅税財财電电視视報报雜杂誌志實实驗验醫医銀银機机構构關关濟济術术質质歐欧亞亚"
    "東东華华灣湾輪轮獨独譽誉職职駐驻網网論论壇坛儀仪節节開开後后來来訪访見见動动應应該该對对話话據据當当間间從从與与進进將将還还則则誠诚謝谢歡欢紹绍強强"
    "為为認认圍围繞绕說说談谈讀读結结攜携帶带給给個个們们戰战勞劳辭辞詞词頭头標标錄录廣广門门島岛陽阳慶庆寧宁濱滨漢汉滬沪張张劉刘陳陈楊杨黃黄趙赵吳吴孫孙"
    "馬马羅罗鄭郑許许韓韩鄧邓馮冯蕭肖葉叶蘇苏呂吕盧卢鍾钟鐘钟譚谭陸陆賈贾韋韦鄒邹閆闫龍龙賀贺龔龚萬万錢钱嚴严湯汤喬乔顏颜遲迟莊庄聶聂齊齐倫伦闞阚溫温紀纪"
    "麥麦畢毕單单蔣蒋閻阎賴赖駱骆饒饶婁娄鮑鲍時时連连簡简費费鳳凤藍蓝蓋盖儲储屆届簽签雙双榮荣現现場场體体傳传無无過过運运達达錦锦興兴縱纵觀观點点別别眾众盤盘負负責责歷历漁渔鐵铁礦矿築筑紅红麗丽龐庞鄔邬繆缪竇窦鄺邝閔闵蘭兰欒栾滿满鞏巩藺蔺圖图購购産产廠厂願愿歸归"
)
SIMPLER = str.maketrans(dict(zip(PAIRS[::2], PAIRS[1::2], strict=True)))


def simpler(text: str) -> str:
    """The text with simplified characters, each where its traditional one stands."""
    return text.translate(SIMPLER)
