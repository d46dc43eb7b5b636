#!/usr/bin/env python3
"""compose.py SEED N DIR -- N pages a language, put together at random, as .page files in DIR.

A page is a skeleton of its decade, the parts that stand around a statement, in any order, and
one of texts.txt in a random frame.  Nothing but the seed decides, so nobody chose what the
tool reads; what it does on a seed that nobody looked at stands for pages that nobody has seen.
"""
import os, random, sys

WORDS = {
 'fr': dict(
  site=['Ambassade de la Confédération', 'Ministère des Relations extérieures', 'Portail du gouvernement', 'Représentation permanente'],
  menu=['Accueil', 'Le ministre', 'Nos missions', 'Services aux Français', 'Visas', 'Coopération', 'Presse', 'Emplois', 'Marchés publics', 'Photothèque', 'Agenda', 'Contact'],
  crumb=['Vous êtes ici : ', '', 'Chemin : '],
  news=['Visite du directeur d’Asie à Boukhara', 'Concours de nouvelles : les lauréats', 'Nouveaux horaires du guichet', 'Fête de la musique à la résidence', 'Recrutement d’un attaché', 'Ouverture du Campus de l’eau', 'Un nouveau consul à Samarcande', 'Sécheresse : aide d’urgence'],
  tease=['Le directeur a visité les chantiers de restauration et rencontré les artisans de la vieille ville.', 'Trois jeunes auteurs partiront cet été en résidence d’écriture à Marseille.', 'À partir de lundi, le guichet reçoit le public de 8 h 30 à midi, sauf le mercredi.', 'Douze groupes joueront dans le jardin, dont quatre venus de la vallée de Ferghana.'],
  side=['Le service des visas ne reçoit que sur rendez-vous. Merci de vous présenter dix minutes à l’avance.', 'Avant votre départ, inscrivez-vous sur le registre des voyageurs et vérifiez votre assurance.', 'Chaque mardi, l’émission « Voix croisées » donne la parole aux chercheurs.', 'La médiathèque est ouverte du mardi au samedi, de 10 h à 19 h.'],
  sidehead=['En bref', 'Infos pratiques', 'À noter', 'Médiathèque', 'Zoom sur'],
  kicker=['Communiqué de presse', 'Discours', 'Actualité', 'Déclaration'],
  date=['%d %b %Y', 'le %d %b %Y', '(%d %b %Y)', 'Publié le %d %b %Y', '%D/%M/%Y', '%D.%M.%Y', 'Mis en ligne le %d %b %Y à 10:42', 'Date de publication : %D/%M/%Y'],
  tools=['Imprimer', 'Envoyer à un ami', 'Agrandir le texte', 'Version PDF', 'Écouter'],
  share=['Partager', 'Facebook', 'Twitter', 'LinkedIn', 'Courriel'],
  related=['À lire aussi', 'Sur le même sujet', 'Actualités liées', 'Autres articles', 'Voir aussi', 'Dans la même rubrique', 'Articles récents', 'À découvrir également', 'Toute l’actualité'],
  contact=(['Contact presse', 'Contacts', 'Pour les journalistes'], ['Service de presse', 'Tél. : +998 71 120 00 00', 'presse@mission.invalid']),
  feedback=['Cette page vous a-t-elle été utile ?', 'Signaler une erreur sur cette page', 'Donnez votre avis'],
  cookie=['Nous utilisons des cookies pour mesurer l’audience de ce site. Vous pouvez les refuser.', 'En poursuivant votre navigation, vous acceptez le dépôt de cookies.', 'Ce site utilise des cookies afin de vous offrir une meilleure expérience.'],
  modified=['Dernière modification : 03/02/2024', 'Mise à jour le 3 février 2024', 'Page mise à jour : 03.02.2024'],
  tags=['Mots-clés', 'Thèmes', 'Étiquettes', 'Tags'], tag=['eau', 'Asie centrale', 'coopération', 'éducation', 'climat'],
  pager=['Article précédent', 'Article suivant', '← Précédent', 'Suivant →'],
  comments=('Commentaires (2)', ['Très belle initiative, bravo à toute l’équipe et merci pour ces informations.', 'Bonjour, je voudrais savoir quand les dossiers seront examinés. Merci d’avance.'], 'Laisser un commentaire'),
  letter=['Recevez chaque vendredi notre lettre d’information. Inscription gratuite.', 'Abonnez-vous à notre lettre : un courriel par semaine, pas davantage.'],
  foot=['37, rue des Mûriers, 100 000 Tachkent', 'Téléphone : +998 71 120 00 00 – Télécopie : +998 71 120 00 01', 'Ouvert du lundi au vendredi, de 9 h à 17 h', '© 2024 Ambassade', 'Tous droits réservés', 'Réalisation : agence Caravane'],
  legal=['Mentions légales', 'Données personnelles', 'Accessibilité : partiellement conforme', 'Plan du site', 'Marchés publics']),
 'zh': dict(
  site=['中国驻某国大使馆', '对外联络部', '政府门户网站', '常驻代表团'],
  menu=['首页', '大使致辞', '使馆概况', '领事服务', '签证须知', '教育交流', '新闻中心', '留言咨询', '视频', '图片库', '专题', '联系方式'],
  crumb=['您所在的位置：', '', '当前位置：'],
  news=['亚洲司司长访问布哈拉', '短篇小说征文比赛揭晓', '领事窗口启用新办公时间', '官邸举办音乐节', '使馆招聘当地雇员', '水利校区正式启用', '新任总领事抵达撒马尔罕', '旱灾紧急援助物资起运'],
  tease=['司长一行参观了古城修复工地，并同当地工匠座谈。', '三名青年作者将于今夏赴成都驻地写作。', '自下周一起，窗口于上午八时三十分至十二时接待公众，周三除外。', '十二支乐队在花园里演出，其中四支来自费尔干纳谷地。'],
  side=['签证处只接待预约申请人，请提前十分钟到达。', '出行前，请登录系统登记行程，并检查保险是否有效。', '每周二的“对话”节目邀请学者畅谈。', '阅览室周二至周六开放，时间为十时至十九时。'],
  sidehead=['简讯', '办事指南', '温馨提示', '阅览室', '聚焦'],
  kicker=['新闻稿', '讲话', '要闻', '声明'],
  date=['%Y年%m月%d日', '（%Y年%m月%d日）', '%Y-%M-%D', '%Y/%M/%D', '发布时间：%Y-%M-%D', '%Y-%M-%D 10:42', '时间：%Y-%M-%D 10:42 来源：本馆', '%Y年%m月%d日 10:42'],
  tools=['打印', '推荐给朋友', '大', '中', '小', '关闭窗口', '收藏'],
  share=['分享到：', '微信', '微博', 'QQ空间', '复制链接'],
  related=['相关新闻', '相关阅读', '延伸阅读', '推荐阅读', '热点新闻', '最新消息', '更多精彩', '往期回顾', '相关报道'],
  contact=(['新闻联系人', '媒体联络', '联系我们'], ['新闻处', '电话：+998 71 120 00 00', 'press@mission.invalid']),
  feedback=['本页内容对您有帮助吗？', '页面纠错', '我要提建议'],
  cookie=['本网站使用Cookie统计访问量，您可以拒绝。', '继续浏览即表示您同意我们使用Cookie。'],
  modified=['最后更新：2024-02-03', '更新时间：2024年2月3日', '（责任编辑：李明）'],
  tags=['标签', '关键词', '热词'], tag=['水利', '中亚', '合作', '教育', '气候'],
  pager=['上一篇：领事窗口启用新办公时间', '下一篇：没有了', '上一页', '下一页'],
  comments=('网友评论（2条）', ['活动办得很好，感谢使馆工作人员的辛勤付出！', '请问材料什么时候可以审核完？谢谢。'], '我来说两句'),
  letter=['欢迎订阅我们的每周通讯，免费，可随时退订。', '关注微信公众号，获取最新领事提醒。'],
  foot=['地址：塔什干市桑树街37号', '电话：+998 71 120 00 00　传真：+998 71 120 00 01', '办公时间：周一至周五 9:00-17:00', '版权所有 © 2024 大使馆', '京ICP备00000000号', '技术支持：商队科技'],
  legal=['网站声明', '隐私政策', '无障碍浏览', '网站地图', '站长统计']),
 'en': dict(
  site=['Embassy of the Confederation', 'Department of External Relations', 'Government Portal', 'Permanent Mission'],
  menu=['Home', 'The Minister', 'What We Do', 'Citizen Services', 'Visas', 'Development', 'Newsroom', 'Jobs', 'Tenders', 'Photo Gallery', 'Calendar', 'Contact'],
  crumb=['You are here: ', '', 'Location: '],
  news=['Director for Asia visits Bukhara', 'Short story contest: the winners', 'New counter hours', 'Music day at the Residence', 'Vacancy: project officer', 'Water Campus opens its doors', 'New consul in Samarkand', 'Drought: emergency aid shipped'],
  tease=['The director toured the restoration sites and met craftsmen of the old town.', 'Three young writers will spend the summer in residence in Leeds.', 'From Monday the counter receives visitors from 8.30 to noon, except on Wednesdays.', 'Twelve bands played in the garden, four of them from the Fergana Valley.'],
  side=['The visa section sees visitors by appointment only. Please arrive ten minutes early.', 'Before you leave, enrol in the travellers’ register and check your insurance.', 'Every Tuesday, the programme “Crossed Voices” hears from researchers.', 'The library is open from Tuesday to Saturday, 10 am to 7 pm.'],
  sidehead=['In brief', 'Practical information', 'Please note', 'Library', 'Spotlight'],
  kicker=['Press release', 'Speech', 'News', 'Statement'],
  date=['%d %b %Y', '%b %d, %Y', '(%d %b %Y)', 'Published %d %b %Y', 'Published: %d %b %Y', '%Y-%M-%D', 'Posted on %b %d, %Y at 10:42 am', 'Date: %d %b %Y'],
  tools=['Print', 'Email this page', 'Larger text', 'PDF version', 'Listen'],
  share=['Share', 'Facebook', 'Twitter', 'LinkedIn', 'Email'],
  related=['Read also', 'Related news', 'More stories', 'You may also like', 'See also', 'In this section', 'Recent posts', 'Discover more', 'Latest'],
  contact=(['Press contact', 'Media contacts', 'For journalists'], ['Press Office', 'Tel.: +998 71 120 00 00', 'press@mission.invalid']),
  feedback=['Was this page helpful?', 'Report a problem with this page', 'Give feedback'],
  cookie=['We use cookies to measure how this site is used. You can refuse them.', 'By continuing to browse you agree to our use of cookies.', 'This site uses cookies to give you a better experience.'],
  modified=['Last modified: 3 February 2024', 'Page last updated: 2024-02-03', 'Updated on February 3, 2024'],
  tags=['Tags', 'Topics', 'Filed under', 'Keywords'], tag=['water', 'Central Asia', 'development', 'education', 'climate'],
  pager=['Previous article', 'Next article', '← Older', 'Newer →'],
  comments=('2 comments', ['A wonderful initiative, well done to the whole team, and thank you for the news.', 'Hello, I would like to know when applications will be reviewed. Many thanks.'], 'Leave a reply'),
  letter=['Get our newsletter every Friday. It is free.', 'Subscribe to our bulletin: one message a week, no more.'],
  foot=['37 Mulberry Street, Tashkent 100000', 'Telephone: +998 71 120 00 00, Fax: +998 71 120 00 01', 'Open Monday to Friday, 9 am to 5 pm', '© 2024 Embassy', 'All rights reserved', 'Made by Caravan Agency'],
  legal=['Legal notice', 'Privacy policy', 'Accessibility statement', 'Site map', 'Freedom of information']),
}
MONTHS = {'fr': 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(),
          'en': 'January February March April May June July August September October November December'.split(),
          'zh': [str(m) for m in range(1, 13)]}
CODECS = {'fr': ['utf-8'] * 6 + ['latin-1', 'cp1252', 'iso-8859-15', 'utf-16'],
          'zh': ['utf-8'] * 6 + ['gb18030', 'gbk', 'gbk', 'utf-16'], 'en': ['utf-8'] * 7 + ['latin-1', 'cp1252', 'us-ascii']}
TEXTS = 'ABCDEHJKLM'


class Page:
    def __init__(self, r, lang):
        self.r, self.lang, self.w = r, lang, WORDS[lang]
        self.age = r.choice(['old', 'table', 'div', 'html5', 'utility'])
        self.vocabulary = r.choice(['plain', 'plain', 'hashed', 'none'])

    def pick(self, key, n=1):
        rows = self.w[key]
        return self.r.sample(rows, min(n, len(rows)))

    def cls(self, *names):
        if self.age == 'old' or self.vocabulary == 'none':
            return ''
        if self.age == 'utility' or self.vocabulary == 'hashed':
            return f' class="{self.r.choice(["sc", "css", "m", "c"])}-{self.r.randrange(16 ** 5):05x}"'
        return f' {self.r.choice(["class", "id", "class"])}="{self.r.choice(names)}"'

    def link(self, s):
        return f'<a href="{self.r.choice(["/p/", "article.php?id=", "./"])}{self.r.randrange(9999)}">{s}</a>'

    def box(self, inside, *names):
        tag = 'td' if self.age == 'table' and self.r.random() < .5 else 'div'
        inner = f'<div{self.cls("inner", "wrap", "block")}>{inside}</div>' if self.r.random() < .4 else inside
        return f'<table width="100%"><tr><td{self.cls(*names)}>{inside}</td></tr></table>' if tag == 'td' else f'<div{self.cls(*names)}>{inner}</div>'

    def list(self, rows):
        kind = self.r.choice(['ul', 'ul', 'div', 'br', 'p'] + (['table'] * 3 if self.age == 'table' else []))
        if kind == 'ul':
            return '<ul>' + ''.join(f'<li>{x}</li>' for x in rows) + '</ul>'
        if kind == 'br':
            return '<br>'.join(rows)
        if kind == 'table':
            return '<table>' + ''.join(f'<tr><td>{x}</td></tr>' for x in rows) + '</table>'
        return ''.join(f'<{kind}>{x}</{kind}>' for x in rows)

    def head(self, s):
        t = self.r.choice(['h2', 'h3', 'h4', 'b', 'strong', 'div'])
        s = f'<{t}{self.cls("heading", "block-title", "bt")}>{s}</{t}>'
        return s if t[0] in 'hd' else f'<p>{s}</p>'

    def nav(self):
        rows = [self.link(x) for x in self.pick('menu', self.r.randint(4, 9))]
        how = self.r.choice(['list', 'bar', 'cells'] if self.age in ('old', 'table') else ['list', 'list', 'plain'])
        if how == 'bar':
            return f'<center>{" | ".join(rows)}</center>'
        if how == 'cells':
            return '<table><tr>' + ''.join(f'<td>{x}</td>' for x in rows) + '</tr></table>'
        inner = ' '.join(rows) if how == 'plain' else '<ul>' + ''.join(f'<li>{x}</li>' for x in rows) + '</ul>'
        return f'<nav>{inner}</nav>' if self.age == 'html5' else f'<div{self.cls("nav", "topmenu", "mainmenu", "bar")}>{inner}</div>'

    def crumbs(self):
        sep = self.r.choice([' &gt; ', ' › ', ' / ', ' » ', ' | '])
        rows = [self.link(x) for x in self.pick('menu', 2)]
        return f'<div{self.cls("breadcrumb", "path", "crumbs", "where")}>{self.r.choice(self.w["crumb"])}{sep.join(rows)}{sep}{self.r.choice(["{{title %s}}" % self.text, self.r.choice(self.w["menu"])])}</div>'

    def teasers(self, dated=True):
        out, kind = [], self.r.choice(['div', 'li', 'div'])
        c, t = self.cls('card', 'teaser', 'item'), self.r.choice(['h3', 'h4', 'div', 'strong'])
        for title, lead in zip(self.pick('news', 3), self.pick('tease', 3)):
            when = f'<span>{self.when(2023, self.r.randint(1, 12), self.r.randint(1, 28), 0)}</span>' if dated and self.r.random() < .5 else ''
            out.append(f'<{kind}{c}>{when}<{t}>{self.link(title)}</{t}><p>{lead}</p></{kind}>')
        s = ''.join(out)
        return f'<ul>{s}</ul>' if kind == 'li' else s

    def related(self):
        s = self.head(self.r.choice(self.w['related']))
        inside = s + (self.teasers() if self.r.random() < .4 else self.list([self.link(x) for x in self.pick('news', self.r.randint(2, 5))]))
        return self.box(inside, 'related', 'more', 'zone2', 'b3')

    def side(self):
        parts = self.r.sample(['menu', 'note', 'news', 'note', 'letter', 'contact'], self.r.randint(1, 3))
        out = []
        for p in parts:
            head = self.head(self.r.choice(self.w['sidehead']))
            out.append({'menu': lambda: self.list([self.link(x) for x in self.pick('menu', 6)]),
                        'note': lambda: head + f'<p>{self.r.choice(self.w["side"])}</p>',
                        'news': lambda: head + self.list([self.link(x) for x in self.pick('news', 4)]),
                        'letter': lambda: f'<p>{self.r.choice(self.w["letter"])}</p>',
                        'contact': self.contact}[p]())
        s = ''.join(self.box(x, 'module', 'bloc', 'm1') for x in out)
        return f'<aside>{s}</aside>' if self.age == 'html5' and self.r.random() < .6 else s

    def contact(self):
        heads, rows = self.w['contact']
        rows = rows[:2] + [f'<a href="mailto:{rows[2]}">{rows[2]}</a>']
        return self.head(self.r.choice(heads)) + (f'<p>{"<br>".join(rows)}</p>' if self.r.random() < .5 else self.list(rows))

    def tools(self):
        rows = [self.link(x) for x in self.pick('tools', 3)]
        return f'<div{self.cls("tools", "actions", "fn")}>{self.r.choice([" ", " | ", "  "]).join(rows)}</div>'

    def share(self):
        rows = self.w['share']
        return f'<div{self.cls("share", "social", "sns")}>{rows[0]} ' + ' '.join(self.link(x) for x in rows[1:]) + '</div>'

    def after(self):
        tags = f'<div{self.cls("tags", "topics", "kw")}>{self.r.choice(self.w["tags"])} : ' + ', '.join(self.link(x) for x in self.pick('tag', 3)) + '</div>'
        modified = f'<div{self.cls("modified", "maj", "stamp")}>{self.r.choice(self.w["modified"])}</div>'
        pager = f'<div{self.cls("pager", "prevnext", "pg")}>' + ' '.join(self.link(x) for x in self.pick('pager', 2)) + '</div>'
        back = f'<div{self.cls("feedback", "helpful", "fb")}><p>{self.r.choice(self.w["feedback"])}</p></div>'
        head, rows, reply = self.w['comments']
        comments = f'<div{self.cls("comments", "discussion", "cm")}>{self.head(head)}' + ''.join(f'<div><b>Timur</b><p>{x}</p></div>' for x in rows) + f'<p>{reply}</p></div>'
        letter = self.box(f'<p>{self.r.choice(self.w["letter"])}</p>', 'newsletter', 'abo')
        contact = self.box(self.contact(), 'contact', 'press-contact')
        near = self.r.sample([tags, modified, pager, self.tools(), self.share()], self.r.randint(0, 3))
        far = self.r.sample([self.related(), back, comments, letter, contact, self.related()], self.r.randint(0, 3))
        return ''.join(near), ''.join(far)

    def footer(self):
        rows = self.pick('foot', self.r.randint(2, 5))
        legal = ' | '.join(self.link(x) for x in self.pick('legal', 3))
        inside = self.r.choice([lambda: '<br>'.join(rows) + '<br>' + legal, lambda: ''.join(f'<p>{x}</p>' for x in rows) + legal,
                                lambda: legal + '<div>' + ' - '.join(rows) + '</div>'])()
        if self.age == 'html5' and self.r.random() < .7:
            return f'<footer>{inside}</footer>'
        if self.age in ('old', 'table'):
            return f'<hr><center><font size="1">{inside}</font></center>' if self.r.random() < .5 else f'<table width="100%"><tr><td align="center">{inside}</td></tr></table>'
        return f'<div{self.cls("footer", "bottom", "pied", "zone9")}>{inside}</div>'

    def when(self, y, m, d, how=None):
        s = self.r.choice(self.w['date']) if how is None else self.w['date'][how]
        for a, b in ('%Y', f'{y}'), ('%d', f'{d}'), ('%b', MONTHS[self.lang][m - 1]), ('%m', f'{m}'), ('%M', f'{m:02}'), ('%D', f'{d:02}'):
            s = s.replace(a, b)
        return s

    def body(self):
        r, deep = self.r, '%'
        gap = {'zh': r.choice(['', '　　', '']), 'fr': r.choice(['', '', '&nbsp;&nbsp;&nbsp;']), 'en': ''}[self.lang]
        if self.age in ('old', 'table'):
            kind = r.choice(['p', 'open', 'brbr', 'font', 'rows'])
        else:
            kind = r.choice(['p', 'p', 'p', 'div', 'span', 'deep', 'brbr'])
        if kind in ('font', 'span'):
            deep = '<font size="2">%</font>' if kind == 'font' else '<span style="font-size:16px">%</span>'
        p = {'p': '<p>%</p>', 'open': '<P>%', 'brbr': '%<br><br>', 'font': '<p>%</p>', 'span': '<p>%</p>', 'rows': '<tr><td>%</td></tr>',
             'div': '<div>%</div>', 'deep': f'<div{self.cls("paragraph", "text-block")}><div><p>%</p></div></div>'}[kind]
        line = p.replace('%', gap + deep)
        row = lambda s: f'<tr><td>{s}</td></tr>' if kind == 'rows' else s
        bold = r.choice(['<b>%</b>', '<strong>%</strong>'])
        h = r.choice(['<h2>%</h2>', '<h3>%</h3>', '<h4>%</h4>', p.replace('%', bold)])
        h = h if kind != 'brbr' or h[1] == 'h' else bold + '<br><br>'
        li = r.choice(['<ul><li>%</li></ul>', line, line if kind == 'brbr' else '<ul><li><p>%</p></li></ul>'])
        f = {'S': line, 'I': line, 'P': line, 'A': line, 'Q': p.replace('%', bold), 'H': row(h) if h[1] == 'h' else h, 'L': row(li) if li[:3] == '<ul' else li,
             'M': row('<ul><li>%</li></ul>'), 'F': line, 'C': row('<figure><img src="a.jpg"><figcaption>%</figcaption></figure>'),
             'R': row('<table border="1"><tr><td>%</td><td>%</td></tr></table>')}
        s = '{{body %s %s}}' % (self.text, ' '.join(f'{k}={v}' for k, v in f.items()))
        return f'<table width="100%">{s}</table>' if kind == 'rows' else s

    def article(self):
        r, y, m, d = self.r, self.r.randint(1999, 2026), self.r.randint(1, 12), self.r.randint(13, 28)
        date = f'[[D {y}-{m:02}-{d:02}|{self.when(y, m, d)}]]'
        title = '[[T {{title %s}}]]' % self.text
        if self.age == 'old':
            t = r.choice(['<h1>%</h1>', '<h2 align="center">%</h2>', '<center><font size="4"><b>%</b></font></center>', '<p align="center"><b>%</b></p>'])
            when = r.choice(['<p>%</p>', '<p align="center"><i>%</i></p>', '<center>%</center>'])
        else:
            t = r.choice(['<h1>%</h1>', '<h1><span>%</span></h1>', f'<h2{self.cls("title", "article-title", "hd")}>%</h2>', f'<div{self.cls("title", "titre", "bt1")}><b>%</b></div>'])
            when = r.choice([f'<div{self.cls("date", "pubdate", "info")}>%</div>', '<p>%</p>', '<p><small>%</small></p>'])
        dated = r.random() < .85
        head = [t.replace('%', title)] + ([when.replace('%', date)] if dated else [])
        if r.random() < .25:
            head.reverse()
        if r.random() < .3:
            kick = f'<div{self.cls("kicker", "type", "label")}>{r.choice(self.w["kicker"])}</div>'
            head.insert(0, kick)
        if r.random() < .4:
            head.append(r.choice([self.tools, self.share])())
        body = self.body()
        if r.random() < .5:
            body = f'<div{self.cls("content", "texte", "article-body", "zone1")}>{body}</div>'
        near, far = self.after()
        if r.random() < .3:
            near, far = near + far, ''
        if r.random() < .5 and self.age != 'old':
            head = [f'<div{self.cls("head", "entete", "top2")}>{"".join(head)}</div>']
        whole = ''.join(head) + body + near
        if self.age == 'html5' and r.random() < .7:
            whole = f'<article>{whole}</article>'
        elif self.age != 'old' and r.random() < .7:
            whole = f'<div{self.cls("main", "article", "col2")}>{whole}</div>'
        return whole, far

    def make(self):
        r = self.r
        self.text = r.choice(TEXTS)
        codec = r.choice(CODECS[self.lang])
        said = {'gbk': 'gb2312', 'cp1252': 'iso-8859-1', 'latin-1': 'iso-8859-1', 'us-ascii': 'iso-8859-1'}.get(codec, codec)
        site = r.choice(self.w['site'])
        whole, far = self.article()
        middle = whole + far
        sides = [self.side() for _ in range(r.choice([0, 1, 1, 2]))]
        if self.age == 'table' or (self.age == 'old' and r.random() < .5):
            cells = [f'<td valign="top">{middle}</td>'] + [f'<td width="180" valign="top">{s}</td>' for s in sides]
            r.shuffle(cells)
            middle = f'<table width="760"><tr>{"".join(cells)}</tr></table>'
        elif self.age == 'old':
            middle = ''.join([middle] if not sides else [sides[0] + '<hr>', middle])
        else:
            cols = [f'<main>{middle}</main>' if self.age == 'html5' and r.random() < .5 else f'<div{self.cls("center", "left", "col-8", "main2")}>{middle}</div>']
            cols += [f'<div{self.cls("right", "col-4", "sidebar", "second")}>{s}</div>' for s in sides]
            r.shuffle(cols)
            middle = f'<div{self.cls("container", "wrapper", "row")}>{"".join(cols)}</div>'
        top = [f'<div{self.cls("logo", "brand", "site")}>{self.link(site)}</div>', self.nav()]
        if r.random() < .6:
            top.append(self.crumbs())
        cookie = self.box(f'<p>{r.choice(self.w["cookie"])}</p>', 'cookie-bar', 'notice') if self.age in ('html5', 'utility') and r.random() < .5 else ''
        title = r.choice(['{{title %s}}', '{{title %s}} - ' + site, '{{title %s}} | ' + site, site + ' - {{title %s}}'] + ([site] if self.age in ('old', 'table') else []))
        title = title % self.text if '%s' in title else title
        meta = f'<meta property="og:title" content="{{{{title {self.text}}}}}">' if self.age in ('html5', 'utility') and r.random() < .5 else ''
        doc = '<!DOCTYPE html>' if self.age in ('html5', 'utility') else ''
        charset = '' if codec == 'utf-16' else f'<meta http-equiv="Content-Type" content="text/html; charset={said}">'
        parts = [cookie, ''.join(top), middle, self.footer()]
        if r.random() < .5:
            parts = parts[1:] + parts[:1]
        page = ''.join(parts)
        for _ in range(r.randint(0, 3) if self.age != 'old' else 0):
            page = f'<div{self.cls("page", "outer", "site-wrap")}>{page}</div>'
        return f'lang={self.lang} codec={codec}\n{doc}<html><head>{charset}<title>{title}</title>{meta}</head><body>{page}</body></html>\n'


def main():
    seed, n, to = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    os.makedirs(to, exist_ok=True)
    for lang in 'fr', 'zh', 'en':
        for i in range(n):
            p = Page(random.Random(f'{seed} {lang} {i}'), lang)
            page = p.make()
            open(os.path.join(to, f'{lang}-{p.age}-{i:03}.page'), 'w', encoding='utf-8').write(page)


main()
