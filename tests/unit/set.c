/* set.c -- the bounded set of hashes: every value stands, however many there are. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "memory/set.h"

static uint64_t
hash_of(uint64_t i)
{
	return memory_hash(7, (struct dg_bytes){ (const char *)&i, sizeof i });
}

/* Far more than stand in memory, so that files are written and merged; values change
 * when a hash comes again, and what never came is not there. */
static void
many(void **state)
{
	enum { N = 400000 };
	struct memory_set set = { 0 };
	uint64_t *place, value;
	(void)state;

	for (uint64_t i = 0; i < N; i++) {
		assert_true(memory_set_get(&set, hash_of(i), &value));
		assert_int_equal(value, 0);
		assert_true(memory_set_add(&set, hash_of(i), i + 1));
		if (i % 3 == 0) {
			place = memory_set_at(&set, hash_of(i / 2));
			assert_non_null(place);
			assert_int_equal(*place & 0xFFFFFFFF, i / 2 + 1);
			*place += (uint64_t)1 << 32;
		}
	}
	for (uint64_t i = 0; i < N; i++) {
		uint64_t times = i >= N / 2 ? 0 : (uint64_t)(2 * i % 3 == 0) +
		    (uint64_t)((2 * i + 1) % 3 == 0);

		assert_true(memory_set_get(&set, hash_of(i), &value));
		assert_int_equal(value, (times << 32) + i + 1);
		assert_true(memory_set_get(&set, hash_of(N + i), &value));
		assert_int_equal(value, 0);
	}
	memory_set_free(&set);
}

static void
few(void **state)
{
	struct memory_set set = { 0 };
	uint64_t value;
	(void)state;

	assert_true(memory_set_get(&set, 0, &value));
	assert_int_equal(value, 0);
	*memory_set_at(&set, 0) = 5;
	assert_int_equal(*memory_set_at(&set, 0), 5);
	*memory_set_at(&set, UINT64_MAX) = 6;
	assert_int_equal(*memory_set_at(&set, UINT64_MAX), 6);
	memory_set_free(&set);
}

int
main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(few), cmocka_unit_test(many) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
