/* text_floor.c -- the floor that dg-text is measured against: each page read whole, parsed
 * by libxml2 into a tree, the tree walked, its text written. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libxml/HTMLparser.h>

static xmlNodePtr
following(xmlNodePtr n)
{
	if (n->children && n->type != XML_ENTITY_REF_NODE && n->type != XML_DTD_NODE)
		return n->children;
	while (n && !n->next)
		n = n->parent;
	return n ? n->next : NULL;
}

static int
one_page(const char *path)
{
	FILE *f = fopen(path, "rb");
	char *bytes = NULL;
	size_t n = 0, cap = 0, got;
	htmlDocPtr page;

	if (!f)
		return 1;
	do {
		cap = cap ? 2 * cap : 65536;
		if (!(bytes = realloc(bytes, cap)))
			abort();
		got = fread(bytes + n, 1, cap - n, f);
		n += got;
	} while (n == cap);
	fclose(f);
	page = htmlReadMemory(bytes, (int)n, NULL, NULL, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	    HTML_PARSE_RECOVER | HTML_PARSE_NONET | XML_PARSE_HUGE);
	for (xmlNodePtr x = page ? (xmlNodePtr)page : NULL; x; x = following(x))
		if (x->type == XML_TEXT_NODE)
			fwrite(x->content, 1, strlen((const char *)x->content), stdout);
	xmlFreeDoc(page);
	free(bytes);
	return 0;
}

int
main(int argc, char *argv[])
{
	int rc = 0;

	for (int i = 1; i < argc; i++)
		rc |= one_page(argv[i]);
	return rc;
}
