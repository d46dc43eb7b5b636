"""A second bank of templates for piles of near-duplicate statements: readouts of a ministry of
transport and the environment.  Nothing in it was looked at while dg-pair was made.  People and
meetings are invented.

The slots are those that the maker of piles fills, by language (French, Chinese, English):
N minister, S the same in short, F guest, f the same in short, L the guest's office, Cn Cd Ci
country (plain, of, in), T1 T2 T3 field, V city, D day, B dollars, P per cent, A anniversary,
K count, W small number in words, R issue, E meeting, Y year.  The first cell is the place of a
sentence: o opens, c our minister, g the guest, x both, z closes.
"""

COUNTRIES = [
    ("le Canada", "du Canada", "au Canada", "加拿大", "Canada"),
    ("le Brésil", "du Brésil", "au Brésil", "巴西", "Brazil"),
    ("le Mexique", "du Mexique", "au Mexique", "墨西哥", "Mexico"),
    ("l'Argentine", "de l'Argentine", "en Argentine", "阿根廷", "Argentina"),
    ("la Colombie", "de la Colombie", "en Colombie", "哥伦比亚", "Colombia"),
    ("l'Équateur", "de l'Équateur", "en Équateur", "厄瓜多尔", "Ecuador"),
    ("la Suède", "de la Suède", "en Suède", "瑞典", "Sweden"),
    ("le Danemark", "du Danemark", "au Danemark", "丹麦", "Denmark"),
    ("la Pologne", "de la Pologne", "en Pologne", "波兰", "Poland"),
    ("l'Autriche", "de l'Autriche", "en Autriche", "奥地利", "Austria"),
    ("la Roumanie", "de la Roumanie", "en Roumanie", "罗马尼亚", "Romania"),
    ("la Bulgarie", "de la Bulgarie", "en Bulgarie", "保加利亚", "Bulgaria"),
    ("l'Irlande", "de l'Irlande", "en Irlande", "爱尔兰", "Ireland"),
    ("la Turquie", "de la Turquie", "en Turquie", "土耳其", "Turkey"),
    ("la Jordanie", "de la Jordanie", "en Jordanie", "约旦", "Jordan"),
    ("le Koweït", "du Koweït", "au Koweït", "科威特", "Kuwait"),
    ("l'Éthiopie", "de l'Éthiopie", "en Éthiopie", "埃塞俄比亚", "Ethiopia"),
    ("le Ghana", "du Ghana", "au Ghana", "加纳", "Ghana"),
    ("le Nigéria", "du Nigéria", "au Nigéria", "尼日利亚", "Nigeria"),
    ("la Tanzanie", "de la Tanzanie", "en Tanzanie", "坦桑尼亚", "Tanzania"),
    ("l'Angola", "de l'Angola", "en Angola", "安哥拉", "Angola"),
    ("Madagascar", "de Madagascar", "à Madagascar", "马达加斯加", "Madagascar"),
    ("le Bangladesh", "du Bangladesh", "au Bangladesh", "孟加拉国", "Bangladesh"),
    ("le Japon", "du Japon", "au Japon", "日本", "Japan"),
    ("l'Australie", "de l'Australie", "en Australie", "澳大利亚", "Australia"),
    ("la Nouvelle-Zélande", "de la Nouvelle-Zélande", "en Nouvelle-Zélande", "新西兰", "New Zealand"),
]
FIRST = [("Martin", "马丁"), ("Erik", "埃里克"), ("Julio", "胡里奥"), ("Kofi", "科菲"), ("Stefan", "斯特凡"),
         ("Hassan", "哈桑"), ("Pedro", "佩德罗"), ("Andrei", "安德烈"), ("Yusuf", "优素福"), ("Felix", "费利克斯"),
         ("Roberto", "罗伯托"), ("Omar", "奥马尔"), ("Mikael", "米卡埃尔"), ("Simon", "西蒙"), ("David", "戴维")]
LAST = [("Lindberg", "林德伯格"), ("Mendoza", "门多萨"), ("Kowalski", "科瓦尔斯基"), ("Asante", "阿桑特"),
        ("Ionescu", "约内斯库"), ("Demir", "德米尔"), ("Murray", "默里"), ("Fernandez", "费尔南德斯"),
        ("Bauer", "鲍尔"), ("Tessema", "特塞马"), ("Rodrigues", "罗德里格斯"), ("Hansen", "汉森"),
        ("Dimitrov", "迪米特罗夫"), ("Campbell", "坎贝尔"), ("Mwangi", "姆旺吉"), ("Suarez", "苏亚雷斯"),
        ("Nielsen", "尼尔森"), ("Abebe", "阿贝贝"), ("Gallagher", "加拉格尔"), ("Popescu", "波佩斯库"),
        ("Ramos", "拉莫斯"), ("Okafor", "奥卡福"), ("Novotny", "诺沃特尼"), ("Barros", "巴罗斯")]
OURS = [("Lu Zhiyuan", "M. Lu", "陆志远"), ("Fan Shuming", "M. Fan", "范书明"), ("Tang Jian", "M. Tang", "唐健")]
OFFICES = [("ministre des Transports", "交通部长", "minister of transport"),
           ("secrétaire d'État à l'Environnement", "环境国务秘书", "secretary of state for the environment"),
           ("vice-président", "副总统", "vice president"),
           ("ministre de l'Énergie", "能源部长", "minister of energy")]
CITIES = [("à Hangzhou", "杭州", "in Hangzhou"), ("à Montréal", "蒙特利尔", "in Montreal"), ("à Nairobi", "内罗毕", "in Nairobi"),
          ("à Copenhague", "哥本哈根", "in Copenhagen"), ("à Brasilia", "巴西利亚", "in Brasilia"), ("à Tokyo", "东京", "in Tokyo"),
          ("à Istanbul", "伊斯坦布尔", "in Istanbul"), ("à Varsovie", "华沙", "in Warsaw"), ("à Shenzhen", "深圳", "in Shenzhen"),
          ("à Sydney", "悉尼", "in Sydney")]
TOPICS = [("des chemins de fer", "铁路", "railways"), ("des ports", "港口", "ports"), ("de l'eau", "水资源", "water"),
          ("des forêts", "林业", "forestry"), ("de l'énergie solaire", "太阳能", "solar energy"),
          ("de la météorologie", "气象", "meteorology"), ("de la protection des océans", "海洋保护", "ocean protection"),
          ("du recyclage", "资源回收", "recycling"), ("de la sécurité routière", "道路安全", "road safety"),
          ("de l'hydrogène", "氢能", "hydrogen"), ("de la logistique", "物流", "logistics"),
          ("de la prévention des catastrophes", "防灾", "disaster prevention"), ("de la qualité de l'air", "空气质量", "air quality"),
          ("du transport maritime", "海运", "shipping")]
ISSUES = [("la hausse du prix du pétrole", "油价上涨", "the rise in oil prices"), ("la fonte des glaciers", "冰川融化", "the melting of glaciers"),
          ("la sécheresse en Afrique de l'Est", "东非旱情", "the drought in East Africa"), ("la pollution plastique", "塑料污染", "plastic pollution"),
          ("la sécurité des voies maritimes", "海上通道安全", "the safety of sea lanes"), ("la perte de biodiversité", "生物多样性丧失", "the loss of biodiversity")]
EVENTS = [("le Forum international des transports", "国际交通论坛", "the International Transport Forum"),
          ("la Semaine mondiale de l'eau", "世界水周", "World Water Week"),
          ("le Sommet sur les énergies propres", "清洁能源峰会", "the Clean Energy Summit"),
          ("l'Assemblée pour l'environnement", "环境大会", "the Environment Assembly"),
          ("le Salon de la logistique", "物流博览会", "the Logistics Fair")]
WORDS = {2: ("deux", "两", "two"), 3: ("trois", "三", "three"), 4: ("quatre", "四", "four"), 5: ("cinq", "五", "five"),
         6: ("six", "六", "six")}
NAV = {"fr": "Accueil | Le ministère | Actualités | Documents | Contact", "zh": "首页 | 部门介绍 | 新闻 | 文件 | 联系我们",
       "en": "Home | The Ministry | News | Documents | Contact"}
FOOT = {"fr": "Imprimer\n  Partager", "zh": "打印\n  分享", "en": "Print\n  Share"}
TITLES = [("{F}, {L} {Cd}, reçu par {N}", "{N}接待{Cn}{L}{F}", "{N} Receives {F}, {L} of {Cn}"),
          ("Visite du {L} {Cd}", "{Cn}{L}来访", "Visit of the {L} of {Cn}")]

BANK = [
    ("o", "{N} a accueilli {V}, le {D}, le {L} {Cd}, {F}.", "{D}，{N}在{V}接待{Cn}{L}{F}。",
     "{N} welcomed {F}, {L} of {Cn}, {V} on {D}."),
    ("o", "Le {L} {Cd}, {F}, a inauguré le {D} avec {N} un pavillon commun lors de {E}.", "{D}，{Cn}{L}{F}同{N}在{E}上为联合展馆揭幕。",
     "On {D}, {F}, {L} of {Cn}, opened a joint pavilion with {N} at {E}."),
    ("o", "{N} et le {L} {Cd}, {F}, ont signé le {D} un protocole d'accord {V}.", "{D}，{N}与{Cn}{L}{F}在{V}签署谅解备忘录。",
     "{N} and {F}, {L} of {Cn}, signed a memorandum of understanding {V} on {D}."),
    ("c", "Le trafic de marchandises entre les deux pays a progressé de {P} en {Y}.", "{Y}年，两国货运量增长{P}。",
     "Freight traffic between the two countries grew by {P} in {Y}."),
    ("c", "Le coût des travaux est estimé à {B}.", "工程造价估计为{B}。", "The cost of the works is put at {B}."),
    ("c", "{K} kilomètres de voies ont déjà été rénovés.", "已有{K}公里线路完成改造。", "Some {K} kilometres of track have already been renewed."),
    ("c", "{S} a rappelé que l'accord aérien fêterait bientôt son {A}.", "{S}回顾说，航空协定即将迎来{A}。",
     "{S} recalled that the air agreement will soon mark its {A}."),
    ("c", "Les émissions de ce secteur devraient baisser de {P} d'ici à {Y}.", "到{Y}年，该行业排放量应下降{P}。",
     "Emissions from this sector should fall by {P} by {Y}."),
    ("c", "Un centre de formation {T1} ouvrira ses portes {Ci}.", "{T1}培训中心将在{Cn}成立。", "A training centre for {T1} will open in {Cn}."),
    ("c", "{S} souhaite que les ingénieurs des deux pays travaillent ensemble dans le domaine {T2}.", "{S}希望两国工程师在{T2}领域携手合作。",
     "{S} would like engineers of the two countries to work together in the field of {T2}."),
    ("c", "« Nul ne peut résoudre seul un problème qui touche la planète entière », a observé {S}.", "{S}指出：“没有谁能独自解决关乎整个地球的问题。”",
     "\"Nobody can solve alone a problem that touches the whole planet,\" {S} observed."),
    ("c", "Il a proposé la création de {W} groupes d'experts.", "他提议成立{W}个专家组。", "He proposed setting up {W} groups of experts."),
    ("c", "Le ministère mettra {K} hectares à la disposition des chercheurs.", "该部将向研究人员提供{K}公顷土地。",
     "The ministry will place {K} hectares at the disposal of researchers."),
    ("c", "Une liaison directe par bateau sera rétablie au printemps.", "明年春季将恢复直达航线。", "A direct boat service will be restored in spring."),
    ("c", "{N} a détaillé les mesures prises contre {R}.", "{N}详细介绍了针对{R}采取的措施。", "{N} set out the measures taken against {R}."),
    ("c", "Les essais de la nouvelle locomotive ont donné satisfaction.", "新型机车试验结果令人满意。", "Trials of the new locomotive were satisfactory."),
    ("c", "Les entreprises {Cd} pourront répondre aux appels d'offres dès le mois prochain.", "下月起，{Cn}企业可参与投标。",
     "Companies of {Cn} may bid for contracts from next month."),
    ("c", "Le budget {T3} sera porté à {B}.", "{T3}预算将增至{B}。", "The budget for {T3} will be raised to {B}."),
    ("c", "{S} a insisté sur la formation des jeunes techniciens.", "{S}着重谈到青年技术人员的培训。", "{S} laid stress on the training of young technicians."),
    ("c", "Les données des stations de mesure seront publiées chaque semaine.", "监测站数据将每周公布。",
     "Data from the measuring stations will be published every week."),
    ("c", "Le tunnel a été percé avec {W} mois d'avance.", "隧道提前{W}个月贯通。", "The tunnel was broken through {W} months ahead of time."),
    ("g", "{f} a visité le chantier et s'est dit impressionné.", "{f}参观了工地，表示印象深刻。", "{f} visited the site and said he was impressed."),
    ("g", "{f} a rappelé que {K} foyers de son pays manquaient encore d'électricité.", "{f}说，{Cn}仍有{K}户家庭没有通电。",
     "{f} recalled that {K} households in his country still lacked electricity."),
    ("g", "Pour {f}, {R} exige une réponse rapide.", "{f}认为，应迅速应对{R}。", "For {f}, {R} calls for a swift response."),
    ("g", "{f} compte ouvrir son marché {T1} aux investisseurs étrangers.", "{f}打算向外国投资者开放{T1}市场。",
     "{f} intends to open the market for {T1} to foreign investors."),
    ("g", "« Nous avons beaucoup à apprendre de vos barrages », a reconnu {f}.", "“你们的水坝值得我们学习。”{f}坦言。",
     "\"We have much to learn from your dams,\" {f} admitted."),
    ("g", "{f} a invité une délégation d'experts à se rendre {Ci} en {Y}.", "{f}邀请专家代表团于{Y}年访问{Cn}。",
     "{f} invited a delegation of experts to visit {Cn} in {Y}."),
    ("g", "{f} a remis à son hôte une carte ancienne.", "{f}向东道主赠送了一幅古地图。", "{f} presented his host with an old map."),
    ("x", "Les deux délégations ont comparé leurs méthodes dans le domaine {T2}.", "双方代表团比较了各自在{T2}领域的做法。",
     "The two delegations compared their methods in the field of {T2}."),
    ("x", "Un comité mixte se réunira tous les {W} mois.", "联合委员会将每{W}个月开会一次。", "A joint committee will meet every {W} months."),
    ("x", "Ils se sont rendus ensuite sur la digue.", "随后，双方前往大堤考察。", "They then went to the sea wall."),
    ("x", "Un prêt de {B} a été évoqué.", "双方谈及一笔{B}的贷款。", "A loan of {B} was discussed."),
    ("z", "Le texte de l'accord sera mis en ligne.", "协议文本将在网上公布。", "The text of the agreement will be put online."),
    ("z", "Une conférence de presse a suivi.", "会后举行了新闻发布会。", "A press conference followed."),
]
