/* region.c -- where on the page the text is: below its title, in the innermost element that
 * holds most of the prose. */
#include "text/text.h"

/* A child that holds this much of the prose is where the text is. */
static const double most = 0.6;

/* A column below the title that holds this much of it is the text's. */
static const double share = 0.25;

static bool
holds(const struct dg_document *doc, uint32_t e, size_t block)
{
	uint32_t at = block < doc->n_blocks ? doc->blocks[block].element : NO_ELEMENT;

	return at != NO_ELEMENT && at >= e && at < doc->elements[e].end;
}

/* A text with a title of its own: the next one of a blog. */
static bool
is_other_text(const struct dg_document *doc, uint32_t e, size_t anchor)
{
	unsigned level = doc->elements[doc->blocks[anchor].element].level;

	for (uint32_t c = e; level && c < doc->elements[e].end; c++)
		if (doc->elements[c].level == level)
			return true;
	return false;
}

/* Does the text go on in sections beside this one, or in the parent itself? */
static bool
goes_on_beside(const struct dg_document *doc, uint32_t parent, uint32_t best, size_t anchor)
{
	bool titled = holds(doc, best, anchor);
	const struct dg_element *e = doc->elements;
	double kin = 0, direct = e[parent].prose;

	for (uint32_t c = parent + 1; c < e[parent].end; c = e[c].end) {
		direct -= e[c].prose;
		if (c != best && e[c].in_group && e[c].like == e[best].like &&
		    !(titled && (!(e[c].is & TAG_GROUP) || is_other_text(doc, c, anchor))))
			kin += e[c].prose;
	}
	return kin > 0.05 * e[parent].prose || direct > 0.1 * e[parent].prose;
}

/* How much block `i` stands where the text begins: as the head's title, as a heading, beside
 * a date line; 0: not at all. */
static double
anchor_weight(const struct dg_document *doc, size_t i)
{
	const struct dg_block *b = &doc->blocks[i];
	double weight = dg_heading_weight(doc, b);
	bool dated = (i + 1 < doc->n_blocks && b[1].date) || (i > 0 && b[-1].date);

	if (b->around || b->date || (b->shape & (SHAPE_TRAIL | SHAPE_WORDS)))
		return 0;
	if (b->agree >= 0.85 || (b->agree > 0.6 && weight >= 0.5))
		return (b->shape & SHAPE_LINKS) && weight < 1 ? 0 : 3 * b->agree + weight;
	weight += dated && weight >= 0.5 ? 1 : 0;
	return weight < 1.5 || (b->shape & (SHAPE_LINKS | SHAPE_KIND)) ? 0 : 3 * b->agree + weight;
}

/* The text is below the title, in its column.  n_blocks: there is none to go by. */
static size_t
anchor_of(const struct dg_document *doc)
{
	size_t best = doc->n_blocks;
	double best_weight = 0;

	for (size_t i = 0; i < doc->n_blocks; i++) {
		double weight = anchor_weight(doc, i);

		if (weight > best_weight) {
			best_weight = weight;
			best = i;
		}
	}
	return best;
}

/* The innermost element around the title that holds a good part of the prose. */
static uint32_t
column_below(const struct dg_document *doc, size_t anchor)
{
	const struct dg_element *e = doc->elements;
	uint32_t at = anchor < doc->n_blocks ? doc->blocks[anchor].element : 0;

	while (at != NO_ELEMENT && e[at].prose < share * e[0].prose)
		at = e[at].parent;
	return at == NO_ELEMENT ? 0 : at;
}

static uint32_t
innermost(const struct dg_document *doc, uint32_t at, size_t anchor)
{
	const struct dg_element *e = doc->elements;

	for (;;) {
		uint32_t best = NO_ELEMENT;

		for (uint32_t c = at + 1; c < e[at].end; c = e[c].end)
			if (e[c].prose > most * e[at].prose)
				best = c;
		if (best == NO_ELEMENT || goes_on_beside(doc, at, best, anchor))
			return at;
		/* a paragraph or a list alone is no container: keep what stands around it */
		if ((e[best].prose > 0 && e[best].blocks == 1) || (e[best].is & TAG_LIST))
			return at;
		at = best;
	}
}

/* Not a section or an article, which may be about anything. */
static bool
is_paragraph(const struct dg_element *e)
{
	return (e->is & TAG_GROUP) && e->blocks <= 3;
}

/* One past the elements after the container that carry its text on: postscript,
 * notes, further sections; not the next cell of a layout table. */
static uint32_t
joined_end(const struct dg_document *doc, uint32_t c, size_t anchor)
{
	const struct dg_element *e = doc->elements;
	bool titled = holds(doc, c, anchor);
	uint32_t up = e[c].parent, end = e[c].end;

	if (up == NO_ELEMENT || (e[c].is & TAG_CELL) || (e[c].is & TAG_TABLE))
		return end;
	for (uint32_t s = end; s < e[up].end; s = e[s].end) {
		if (e[s].is & (TAG_AROUND | TAG_TABLE))
			break;
		if (titled && (!(e[s].is & TAG_GROUP) || is_other_text(doc, s, anchor)))
			break;
		/* a heading of one section and the next */
		if (e[s].prose <= 0 && e[s].blocks <= 1 && e[s].linked == 0)
			continue;
		/* short notes in a box made as the text's */
		if (e[s].prose <= 0 && e[s].like == e[c].like && e[s].linked == 0) {
			end = e[s].end;
			continue;
		}
		if (e[s].prose <= 0 || (e[s].like != e[c].like && !is_paragraph(&e[s])))
			break;
		end = e[s].end;
	}
	return end;
}

/* Most of what is said in the region stands below the title: nothing above it counts. */
static bool
is_below(const struct dg_document *doc, const struct dg_region *r, size_t anchor)
{
	double above = 0, below = 0;

	for (size_t i = r->begin; i < r->end; i++)
		if (!doc->blocks[i].around)
			*(i > anchor ? &below : &above) += doc->blocks[i].prose;
	return anchor < doc->n_blocks && below >= above;
}

bool
dg_find_region(const struct dg_document *doc, struct dg_region *r)
{
	size_t anchor = anchor_of(doc);
	uint32_t end = NO_ELEMENT;
	bool found = false, below;

	*r = (struct dg_region){ .element = NO_ELEMENT, .begin = doc->n_blocks };
	if (doc->n_elements) {
		r->element = innermost(doc, column_below(doc, anchor), anchor);
		end = joined_end(doc, r->element, anchor);
	}
	for (size_t i = 0; i < doc->n_blocks; i++) {
		const struct dg_block *b = &doc->blocks[i];

		if (r->element != NO_ELEMENT && (b->element < r->element || b->element >= end))
			continue;
		if (r->begin == doc->n_blocks)
			r->begin = i;
		r->end = i + 1;
	}
	below = is_below(doc, r, anchor);
	for (size_t i = r->begin; i < r->end; i++) {
		const struct dg_block *b = &doc->blocks[i];

		if (b->prose > 0 && !b->around && !(below && i < anchor)) {
			if (!found)
				r->first = i;
			r->last = i;
			found = true;
		}
	}
	return found;
}
