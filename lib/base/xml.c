/* xml.c -- libxml2 sets itself up at its first use, and two threads may both be the first. */
#include <pthread.h>

#include <libxml/parser.h>

#include "base/base.h"

void
dg_xml_begin(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, xmlInitParser);
}
