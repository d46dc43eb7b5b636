/* names.c -- people and places that no lexicon lists: pinyin and transcription. */
#include <string.h>

#include "align/align.h"

/* The commonest surnames, nine in ten Chinese (Ministry of Public Security,
 * 2020 report on names), and the two-character ones. */
static const char surnames[] =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚"
    "沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "曲盛冉翁蓝路游辛靳管柴蒙鲍华喻祁房滕屈饶解牟艾尤时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
    "米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝习";

/* Characters that the transcription tables of Xinhua use for foreign names. */
static const char transcription[] =
    "阿埃艾爱安昂奥巴班邦保鲍贝本比彼别宾波伯博布查察达大戴丹当道得德登邓迪蒂丁东杜敦多厄恩尔法凡范费芬丰佛夫"
    "弗福富盖甘冈高戈格葛根贡古顾瓜圭哈海汉豪赫黑亨洪侯胡华惠霍基吉季加贾坚简杰金京卡凯坎康考科克肯孔库夸拉莱"
    "赖兰朗劳勒雷里黎利莉连列林琳龙卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙米密明莫姆木穆拿娜纳南瑙内尼涅宁纽农努诺欧"
    "帕潘庞佩彭皮平珀普奇齐恰乔切钦琼丘曲让热日茹瑞若萨塞赛桑瑟森沙山尚绍舍申圣施什史舒斯松苏索塔台泰坦汤陶特"
    "腾提蒂廷通图托瓦万旺威韦维卫文翁沃乌武西希锡夏肖谢辛兴休许雅亚扬耶叶伊以因英尤于约泽扎詹张哲珍朱兹祖佐姬"
    "妮丝奈缇琪蕾薇黛茜露莎玫薩爾蘭維亞羅馬盧爾烏魯蘇萊納內倫費";

static const char numerals[] = "〇一二三四五六七八九十百千万萬亿億两兩零";

static void
mark(uint8_t *about, const char *set, uint8_t bit)
{
	struct dg_bytes s = dg_bytes_of(set);

	for (size_t at = 0; at < s.n;) {
		uint32_t c = dg_decode(s, &at);

		if (c >= HAN_FIRST && c < HAN_END)	/* 〇 is none of these */
			about[c - HAN_FIRST] |= bit;
	}
}

void
name_mark(uint8_t *about)
{
	mark(about, surnames, HAN_SURNAME);
	mark(about, transcription, HAN_SOUND);
	mark(about, numerals, HAN_NUMERAL);
}

/* ---- sounds ---- */

/* Letters that a transcription cannot keep apart fall into one class. */
static char
sound_class(const char *p)
{
	switch (*p) {
	case 'b': case 'p': return 'P';
	case 'd': case 't': return 'T';
	case 'g': case 'k': case 'q': return 'K';
	case 'c': return p[1] == 'h' || p[1] == 'e' || p[1] == 'i' || p[1] == 'y' ? 'S' : 'K';
	case 'f': case 'v': case 'w': return 'F';
	case 'l': case 'r': return 'L';
	case 'm': return 'M';
	case 'n': return 'N';
	case 's': case 'z': case 'x': case 'j': return 'S';
	}
	return 0;		/* vowels, h, y */
}

void
name_sounds(const char *latin, char *out)
{
	size_t n = 0;
	char last = 0;

	for (const char *p = latin; *p && n < 14; p++) {
		char c = sound_class(p);

		/* doubled letters and clusters of one class are one sound */
		if (c && !(c == last && p > latin && sound_class(p - 1) == c))
			out[n++] = c;
		if (c == 'S' && p[0] == 'c' && p[1] == 'h')
			p++;
		last = c ? c : 0;
	}
	out[n] = '\0';
	if (n < 3)
		out[0] = '\0';
}

uint64_t
name_pack(struct dg_bytes sounds)
{
	static const char classes[] = "PTKFLMNS";
	uint64_t packed = 0;

	for (size_t i = 0; i < sounds.n && i < 14; i++)
		packed |= (uint64_t)(strchr(classes, sounds.p[i]) - classes + 1) << (60 - 4 * i);
	return packed;
}

size_t
name_put_reading(char *latin, size_t n, const char *reading)
{
	size_t m = strlen(reading);

	memcpy(latin + n, reading, m);
	n += m;
	if (strcmp(reading, "er") == 0)
		latin[--n - 1] = 'l';
	else if (m > 2 && reading[m - 1] == 'g')
		n--;
	latin[n] = '\0';
	return n;
}

/* Equal, or one sound more or less, or one changed, in names of four and up. */
bool
name_sounds_alike(uint64_t a, uint64_t b)
{
	int same;

	if (a == b)
		return true;
	if (a < b) {
		uint64_t swap = a;

		a = b;
		b = swap;
	}
	same = __builtin_clzll(a ^ b) / 4;
	if (same == 0 || (a << 12 >> 60) == 0 || (b << 12 >> 60) == 0)
		return false;
	a <<= 4 * same;
	b <<= 4 * same;
	return a << 4 == b << 4 || a << 4 == b || a == b << 4;
}

/* ---- pinyin ---- */

static size_t
one_of(const char *p, const char *const list[])
{
	for (size_t i = 0; list[i]; i++)
		if (strncmp(p, list[i], strlen(list[i])) == 0)
			return strlen(list[i]);
	return 0;
}

/* Longest initial and final first; a syllable is [initial] final. */
static bool
syllables(const char *p, int left)
{
	static const char *const initials[] = { "zh", "ch", "sh", "b", "p", "m", "f", "d", "t",
	    "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w", NULL };
	static const char *const finals[] = { "iang", "iong", "uang", "ang", "eng", "ing", "ong",
	    "iao", "ian", "uai", "uan", "ai", "ei", "ao", "ou", "an", "en", "in", "un", "er",
	    "ia", "ie", "iu", "ua", "uo", "ui", "ue", "a", "o", "e", "i", "u", NULL };
	size_t first = one_of(p, initials);

	if (!*p)
		return true;
	if (left == 0)
		return false;
	for (size_t i = 0; finals[i]; i++)
		if (strncmp(p + first, finals[i], strlen(finals[i])) == 0 &&
		    syllables(p + first + strlen(finals[i]), left - 1))
			return true;
	return false;
}

bool
name_is_pinyin(const char *word)
{
	return *word && syllables(word, 3);
}
