"""What made-up names are made of. No name in it is anybody's: families and given names are put together by chance."""


def _words(text: str) -> list[str]:
    return text.split()


def _lines(text: str) -> list[str]:
    return text.strip().replace("\n", "|").split("|")


CITIES = _lines("""
Beijing 北京 China 40 116|Shanghai 上海 China 31 121|Chengdu 成都 China 31 104|Shenzhen 深圳 China 23 114
Guangzhou 广州 China 23 113|Hangzhou 杭州 China 30 120|Wuhan 武汉 China 31 114|Nanjing 南京 China 32 119
Tianjin 天津 China 39 117|Qingdao 青岛 China 36 120|Xiamen 厦门 China 24 118|Changsha 长沙 China 28 113
San-Francisco 旧金山 United-States 38 -122|New-York 纽约 United-States 41 -74|Chicago 芝加哥 United-States 42 -88
Houston 休斯敦 United-States 30 -95|Seattle 西雅图 United-States 48 -122|Boston 波士顿 United-States 42 -71
London 伦敦 United-Kingdom 52 0|Leeds 利兹 United-Kingdom 54 -2|Paris 巴黎 France 49 2|Lyon 里昂 France 46 5
Berlin 柏林 Germany 53 13|Hamburg 汉堡 Germany 54 10|Munich 慕尼黑 Germany 48 12|Madrid 马德里 Spain 40 -4
Rome 罗马 Italy 42 12|Milan 米兰 Italy 45 9|Vienna 维也纳 Austria 48 16|Geneva 日内瓦 Switzerland 46 6
Zurich 苏黎世 Switzerland 47 9|Brussels 布鲁塞尔 Belgium 51 4|Amsterdam 阿姆斯特丹 Netherlands 52 5
Stockholm 斯德哥尔摩 Sweden 59 18|Oslo 奥斯陆 Norway 60 11|Copenhagen 哥本哈根 Denmark 56 13
Helsinki 赫尔辛基 Finland 60 25|Warsaw 华沙 Poland 52 21|Prague 布拉格 Czechia 50 14|Athens 雅典 Greece 38 24
Tokyo 东京 Japan 36 140|Osaka 大阪 Japan 35 136|Seoul 首尔 South-Korea 38 127|Busan 釜山 South-Korea 35 129
Jakarta 雅加达 Indonesia -6 107|Bangkok 曼谷 Thailand 14 101|Hanoi 河内 Vietnam 21 106|Manila 马尼拉 Philippines 15 121
Delhi 德里 India 29 77|Mumbai 孟买 India 19 73|Dubai 迪拜 United-Arab-Emirates 25 55|Doha 多哈 Qatar 25 52
Cairo 开罗 Egypt 30 31|Nairobi 内罗毕 Kenya -1 37|Lagos 拉各斯 Nigeria 6 3|Accra 阿克拉 Ghana 6 0
Sydney 悉尼 Australia -34 151|Melbourne 墨尔本 Australia -38 145|Auckland 奥克兰 New-Zealand -37 175
Toronto 多伦多 Canada 44 -79|Vancouver 温哥华 Canada 49 -123|Lima 利马 Peru -12 -77|Santiago 圣地亚哥 Chile -33 -71
""")

FAMILIES = _words("""
王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo 何he 林lin 高gao
罗luo 郑zheng 梁liang 谢xie 宋song 唐tang 许xu 韩han 邓deng 冯feng 曹cao 彭peng 田tian 董dong 袁yuan 潘pan 蒋jiang 蔡cai
余yu 杜du 叶ye 程cheng 苏su 魏wei 吕lü 丁ding 任ren 卢lu 姚yao 沈shen 姜jiang 崔cui 谭tan 陆lu 范fan 汪wang 廖liao
""")
GIVEN_HAN = _words("""
伟wei 芳fang 娜na 敏min 静jing 丽li 强qiang 磊lei 军jun 洋yang 勇yong 艳yan 杰jie 娟juan 涛tao 明ming 超chao 秀xiu 霞xia
平ping 刚gang 桂gui 英ying 华hua 玉yu 兰lan 红hong 建jian 国guo 文wen 辉hui 志zhi 海hai 清qing 宇yu 晨chen 浩hao 然ran
雪xue 梅mei 琳lin 婷ting 佳jia 欣xin 怡yi 博bo 思si 永yong 春chun 子zi 嘉jia 瑞rui 凯kai 健jian 波bo 斌bin 鹏peng 飞fei
""")
GIVEN = _words("""
Anna Ben Carla David Elena Frank Grace Henry Inès Jack Karin Liam Maria Noah Olga Peter Quinn Rosa Samuel Tess Ursula
Victor Wendy Xavier Yara Zoë Andrés Beatriz Cem Dilek Erik Fatima Goran Hana Ivan Jana Kofi Lena Marc Nadia Omar Priya
Rahul Sofia Tomás Ute Vera Walter Yusuf Zora
""")
LAST_NAMES = _words("""
Abbott Acosta Adler Alvarez Amari Arnold Ashby Bach Baker Barros Bauer Becker Bell Berg Bianchi Blake Bose Braun Brooks
Carver Castro Chavez Clarke Cohen Costa Dahl Dalton Das Davies Delgado Díaz Dietrich Dubois Duran Eklund Ellis Engel
Evans Farouk Ferrari Fischer Fleming Fontaine Foster Fuchs Garcia Gray Greene Gupta Haas Hansen Hart Hayes Hoffmann
Holm Hughes Ibrahim Iqbal Ito Ivanova Jansen Jensen Joshi Kaplan Kaya Keller Kelly Khan Kim Klein Kovács Kumar Lang
Larsen Lehmann Lopes Lund Marino Martin Mensah Meyer Miller Mori Müller Nair Nielsen Novak Obi Olsen Ortiz Osei Park
Patel Perrin Petrov Quist Rao Reyes Richter Rossi Roy Ruiz Sato Schmidt Shah Silva Singh Sørensen Stein Suzuki Tanaka
Torres Vargas Vogel Wagner Walsh Weber Weiss Wong Young Zeller
""")
FIELDS = _lines("""
Clean-Energy 清洁能源|Trade 贸易|Finance 金融|Water 水务|Steel 钢铁|Health 健康|Culture 文化|Travel 旅游|Food 食品
Shipping 航运|Automobile 汽车|Textile 纺织|Chemistry 化工|Semiconductor 半导体|Wind-Power 风电|Solar 光伏|Carbon 碳
Urban-Planning 城市规划|Agriculture 农业|Forestry 林业|Mining 矿业|Rail 铁路|Aviation 航空|Insurance 保险|Logistics 物流
Biotechnology 生物技术|Education 教育|Standards 标准|Climate 气候|Ocean 海洋
""")
BODIES = {
    "Association": ("协会", "ngo"),
    "Group": ("集团", "company"),
    "Technologies Company": ("科技公司", "company"),
    "Chamber of Commerce": ("商会", "chamber"),
    "Bureau": ("局", "government"),
    "University": ("大学", "university"),
    "Institute": ("研究院", "university"),
    "Fund": ("基金", "fund"),
    "Bank": ("银行", "fund"),
    "Council": ("委员会", "committee"),
    "Daily": ("日报", "media"),
    "Commission": ("署", "intergovernmental"),
    "Partnership": ("伙伴计划", "programme"),
}
UNITS = ("Department", "Office", "Centre", "Laboratory", "Working Group", "Secretariat", "Branch")
TITLES = (
    """
President|Director|Vice President|Chair|Secretary General|Professor|Chief Executive|Engineer|Manager|Deputy Director
Chief Economist|Partner|Consul General|Researcher|Founder|Vice Mayor|Head of Section|Counsellor|Dean|Editor
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
EVENTS = {
    "forum": ("Forum", "论坛"),
    "workshop": ("Workshop", "研讨班"),
    "seminar": ("Seminar", "研讨会"),
    "conference": ("Conference", "大会"),
    "summit": ("Summit", "峰会"),
    "dialogue": ("Dialogue", "对话会"),
    "trade-mission": ("Trade Mission", "经贸代表团"),
    "meeting": ("Meeting", "会议"),
    "exhibition": ("Exhibition", "展览会"),
    "ceremony": ("Ceremony", "仪式"),
}
PARTS = {
    "opening": "Opening",
    "keynote": "Keynote speeches",
    "panel": "Panel on {field}",
    "round-table": "Round table on {field}",
    "talk": "Talk on {field}",
    "sub-forum": "Sub-forum on {field}",
    "matchmaking": "Matchmaking for {field}",
    "site-visit": "Visit to a site of {field}",
    "closing": "Closing",
}
OPENINGS = ("The delegates met", "In the afternoon", "On that day", "Speakers told of", "The hall was", "At the end")
