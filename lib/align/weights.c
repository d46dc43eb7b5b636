/* weights.c -- what each kind of evidence weighs beside the others. */
#include "align/align.h"

DG_CONST struct weights weights = {
	.lexicon = 0.422,  .value = 0.929, .mark = 0.686, .same = 0.4, .name = 0.5, .cognate = 0.676, .person = 0.727,
	.sounds = 0.6,
	.least = 0.000105, .local = .1, .longer = 500,
	.missed = .1,
	.words = 0.58, .length = 1.42,
	.spread = 6, .floor = 0.00867,
	.ends_alike = .1, .ends_stop = .2, .ends_soft = .7, .quoted = .45,
	.inside = 1.92, .differ = 1.65, .opens = 0.5,
	.share = {
		{ 0, 0.05, 0, 0, 0, 0, 0 },
		{ 0.05, .85, 0.08, 0.006, 0.00102, 7.67e-05, 6.8e-05 },
		{ 0, 0.08, 0.007, 0.001, 2.9e-05, 0, 0 },
		{ 0, 0.006, 0.001, 0.0007, 0.000128, 0, 0 },
		{ 0, 0.00102, 2.9e-05, 0.000128, 5.54e-05, 0, 0 },
		{ 0, 7.67e-05, 0, 0, 0, 0, 0 },
		{ 0, 6.8e-05, 0, 0, 0, 0, 0 },
	},
	.temper = 0.6, .three = 0.8,
	.one_of_three = 0.03, .two_of_three = 0.03, .prior_of_three = 1, .divided = .03,
	.unsure = 0.36, .alone = 0.7,
	.learn_sure = .4, .learnt = .3, .learn_few = 15, .learn_smooth = 2, .learn_gain = 1, .learn_prior = 300,
	.sure = { { .8, 1.03, -.33 }, { .58, .15, -1 } },
};
