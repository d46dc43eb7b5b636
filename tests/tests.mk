# tests.mk -- the targets that try things; included by the Makefile.

# one suite alone
$(OUT)/tests/unit/%: tests/unit/%.c $(OUT)/libdrogman.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -MF $@.d $(LDFLAGS_ALL) -o $@ $< $(OUT)/libdrogman.a \
	  -lcmocka $(LDLIBS_ALL)

.PHONY: deps-check kills
deps-check:
	@sh .ci/deps $(DEB_BUILD) $(DEB_CHECK)

check: deps-check
	@$(MAKE) --no-print-directory build-all units measures $(OUT)/tests/inject/fail.so \
	  $(OUT)/tests/confine/try
	@OUT=$(OUT) sh tests/run.sh

# a tool that tries what is not allowed
$(OUT)/tests/confine/%: tests/confine/%.c $(OUT)/common.a $(OUT)/libdrogman.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -MF $@.d $(LDFLAGS_ALL) -o $@ $< $(OUT)/common.a \
	  $(OUT)/libdrogman.a $(LDLIBS_ALL)
confine: build-all $(OUT)/tests/confine/try
	@OUT=$(OUT) sh tests/run.sh confine

# preloaded, it has the n-th allocation, write, read … fail
INJECT = $(CC) -std=gnu17 -Wall -Wextra -O2 -g -fPIC -shared -o $@ $<
$(OUT)/tests/inject/fail.so: tests/inject/fail.c
	@mkdir -p $(@D)
	$(INJECT)
$(OUT)/tests/inject/next.so: tests/inject/fail.c
	@mkdir -p $(@D)
	$(INJECT) -DNEXT
inject: build-all $(OUT)/tests/inject/fail.so
	@OUT=$(OUT) sh tests/run.sh inject
# the same under ASan and UBSan: what a failure leaves behind is freed, and once
LEAKS := ASAN_OPTIONS=verify_asan_link_order=0:allocator_may_return_null=1 SHIM=next.so
leaks: deps-check
	@$(MAKE) --no-print-directory OUT=build-asan CFLAGS='$(SANITIZE)' build-all build-asan/tests/inject/next.so
	@OUT=build-asan $(LEAKS) KINDS=$${KINDS:-alloc,open,read,write} sh tests/run.sh inject

.PHONY: units inject leaks confine
units: $(UNITS)

unit: units
	@OUT=$(OUT) sh tests/run.sh unit
cli: build-all
	@OUT=$(OUT) sh tests/run.sh cli
contract: build-all
	@OUT=$(OUT) sh tests/run.sh contract
examples: build-all
	@OUT=$(OUT) sh tests/run.sh examples

batch: build-all
	@sh .ci/deps perl parallel
	@OUT=$(OUT) sh tests/run.sh batch batch-stop
# a corpus killed at KILLS random points and gone on with, byte for byte
KILLS ?= 50
kills: build-all
	@OUT=$(OUT) KILLS=$(KILLS) sh tests/run.sh batch-stop
# ten gigabytes of memory through a pipe, a hundred thousand pages to pair: minutes
.PHONY: huge
huge: build-all
	@OUT=$(OUT) sh tests/run.sh huge many
# a cluster of one node, started and stopped by the test: a minute
slurm: build-all
	@sh .ci/deps slurm-wlm munge procps
	@OUT=$(OUT) sh tests/run.sh slurm

# what measures with the library's inside
define MEASURE
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -MF $@.d $(LDFLAGS_ALL) -o $@ $< $(OUT)/libdrogman.a $(LDLIBS_ALL)
endef
$(OUT)/tests/quality/%: tests/quality/%.c $(OUT)/libdrogman.a
	$(MEASURE)
$(OUT)/tests/bench/%: tests/bench/%.c $(OUT)/libdrogman.a
	$(MEASURE)

# nothing else builds them between two measurements
.PHONY: measures
measures: $(patsubst tests/%.c,$(OUT)/tests/%,$(shell grep -l '"[a-z]*/[a-z]*\.h"' tests/quality/*.c tests/bench/*.c))

# the page of dg-review in a headless Chromium: half a minute
review: build-all
	@sh .ci/deps $(DEB_REVIEW)
	@OUT=$(OUT) sh tests/run.sh review

# figures against gold; what lies outside the project is skipped when absent
quality: deps
	@$(MAKE) --no-print-directory build-all
	@bad=0; for q in tests/quality/*.sh; do echo "== $$(basename $$q .sh)"; BIN=$(OUT)/bin sh $$q || bad=1; done; exit $$bad

bench: deps
	@$(MAKE) --no-print-directory build-all
	@for b in tests/bench/*.sh; do echo "== $$(basename $$b .sh)"; BIN=$(OUT)/bin OUT=$(OUT) sh $$b || exit 1; done

# rules by the automaton against rules one by one, own and OmegaT's, on REFERENCE_MB of text
REFERENCE_MB ?= 10
reference: deps-check
	@$(MAKE) --no-print-directory build-all units
	@OUT=$(OUT) MB=$(REFERENCE_MB) sh tests/reference.sh

.PHONY: reference lint lint-each
# every file by itself, again when it or what it includes has changed
LINTED := $(LIB_C) $(TOOL_C) $(sort $(wildcard tools/*/*.c))
LINT_FLAGS = $(CPPFLAGS_ALL) -std=c17
$(OUT)/lint/%.gcc: %.c
	@mkdir -p $(@D)
	@LC_ALL=C gcc $(LINT_FLAGS) -O0 -fanalyzer -MMD -MP -MF $@.d -MT $@ -c -o /dev/null $< 2>$@.new || { cat $@.new; exit 1; }
	@mv $@.new $@
# with the headers' times, which the other one knows
$(OUT)/lint/%.tidy: %.c $(OUT)/lint/%.gcc .clang-tidy
	@clang-tidy -quiet $< -- $(LINT_FLAGS) >$@.new 2>/dev/null || { cat $@.new; exit 1; }
	@mv $@.new $@
lint-each: $(LINTED:%.c=$(OUT)/lint/%.gcc) $(LINTED:%.c=$(OUT)/lint/%.tidy)
	@perl tests/alarms.pl tests/alarms.known $(LINTED:%.c=$(OUT)/lint/%.gcc)

lint:
	@sh .ci/deps $(DEB_BUILD) $(DEB_CHECK) $(DEB_LINT)
	@$(MAKE) --no-print-directory OUT=build-gcc CC=gcc CFLAGS='-O2 -Werror' build-all units >/dev/null
	@$(MAKE) --no-print-directory OUT=build-clang CC=clang CFLAGS='-O2 -Werror' build-all units measures >/dev/null
	@for p in tools/*.1; do mandoc -Tlint -Wwarning $$p || exit 1; done
	@nm -D --defined-only build-gcc/libdrogman.so.0 | awk '$$3 !~ /^dg_/ { print "exported:", $$3; bad = 1 } END { exit bad }'
	@perl tests/lint.pl lib/*.h lib/*/*.[ch] tools/*.c tools/*/*.[ch] tests/*/*.[ch]
	@$(MAKE) --no-print-directory -k -j2 lint-each
	@cppcheck -q -j2 --error-exitcode=1 --std=c11 --enable=warning,portability --inline-suppr \
	  --suppress=missingIncludeSystem -Ilib -Itools/common lib tools
	@echo lint: nothing found

# not confined: what looks for leaks at the end looks into the process as a debugger does
SANITIZE := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover -DTOOL_UNCONFINED
asan: deps-check
	@$(MAKE) --no-print-directory OUT=build-asan CFLAGS='$(SANITIZE)' build-all units
	@OUT=build-asan sh tests/run.sh unit cli corpora

# seconds for each target; the cases of its room, tests/fuzz/seeds and a statement of the corpora are what it
# begins with, the words of its room what it writes
T ?= 10
# 0: other inputs each time
SEED ?= 0
FUZZED := -O1 -g -fsanitize=address,undefined,fuzzer-no-link -DTOOL_UNCONFINED
FUZZ := $(patsubst tests/fuzz/%.c,build-fuzz/%,$(sort $(wildcard tests/fuzz/*.c)))
fuzz:
	@sh .ci/deps $(DEB_BUILD) clang
	@$(MAKE) --no-print-directory OUT=build-fuzz CC=clang CFLAGS='$(FUZZED)' \
	  build-fuzz/libdrogman.a >/dev/null
	@$(MAKE) --no-print-directory OUT=build-fuzz CC=clang CFLAGS='$(FUZZED)' $(FUZZ)
	@for f in $(FUZZ); do t=$$(basename $$f); echo "== $$f"; mkdir -p $$f.corpus; perl tests/fuzz/words.pl $$t >$$f.dict || exit 1; \
	  $$f -max_total_time=$(T) -seed=$(SEED) -dict=$$f.dict -print_final_stats=0 -verbosity=0 -timeout=10 -artifact_prefix=$$f. \
	  $$f.corpus $$(ls -d tests/cli/$$t-*/ tests/fuzz/seeds/$$t corpora/statements/credentials 2>/dev/null) 2>$$f.log || { tail -40 $$f.log; exit 1; }; done
# what is worth keeping of what was found: small, and the fewest that reach what the seeds do not
fuzz-keep: fuzz
	@for f in $(FUZZ); do t=$$(basename $$f); rm -rf $$f.kept; mkdir -p $$f.kept tests/fuzz/seeds/$$t; \
	  cp tests/fuzz/seeds/$$t/* $$f.kept 2>/dev/null; \
	  $$f -set_cover_merge=1 -max_len=300 $$f.kept $$f.corpus >$$f.log 2>&1 || { tail -40 $$f.log; exit 1; }; \
	  cp $$f.kept/* tests/fuzz/seeds/$$t || exit 1; echo "$$t: $$(ls tests/fuzz/seeds/$$t | wc -l) seeds"; done
# AFL++ on the whole of drogman: minutes
A ?= 60
AFL_SEEDS = $(wildcard tests/fuzz/seeds/charset/* tests/fuzz/seeds/docx/* tests/cli/text-*/page.html tests/cli/drogman-*/fr.txt)
afl:
	@sh .ci/deps $(DEB_BUILD) clang afl++
	@AFL_QUIET=1 $(MAKE) --no-print-directory OUT=build-afl CC=afl-clang-fast CFLAGS='-O1 -g -DTOOL_UNCONFINED' build-afl/bin/drogman
	@rm -rf build-afl/in && mkdir -p build-afl/in && for f in corpora/statements/press-conference/fr.html $(AFL_SEEDS); do \
	  cp $$f build-afl/in/$$(echo $$f | tr / _); done
	@perl tests/fuzz/words.pl html >build-afl/words
	@AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 \
	  afl-fuzz -V $$(($(A) * 60)) -t 5000 -m none -x build-afl/words -i build-afl/in -o build-afl/out -- \
	  build-afl/bin/drogman -q -l fr,en @@ corpora/statements/press-conference/en.html >build-afl/log 2>&1 || { tail build-afl/log; exit 1; }
	@grep -E '^(run_time|execs_done|corpus_count|saved_crashes|saved_hangs)' build-afl/out/default/fuzzer_stats
	@[ -z "$$(ls build-afl/out/default/crashes 2>/dev/null)" ]
build-fuzz/%: tests/fuzz/%.c build-fuzz/libdrogman.a
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -fsanitize=fuzzer -o $@ $< build-fuzz/libdrogman.a $(LDLIBS_ALL)

# the threads: batch, learning, compression; the same bytes for 1 to 8 of them, without a race
THREADED := -O1 -g -fsanitize=thread -DTOOL_UNCONFINED
tsan: deps-check
	@$(MAKE) --no-print-directory OUT=build-tsan CFLAGS='$(THREADED)' build-all
	@OUT=build-tsan TSAN_OPTIONS='halt_on_error=1 exitcode=66' sh tests/run.sh threads
# lines of lib/ that the tests go through, and what they do not
COVER := -O0 -g --coverage -DTOOL_UNCONFINED
coverage: deps-check
	@$(MAKE) --no-print-directory OUT=build-cover CFLAGS='$(COVER)' build-all units
	@find build-cover -name '*.gcda' -delete
	@chmod -R a+rwX build-cover	# a test gives up root's rights, and what it reached counts as well
	@umask 0; OUT=build-cover sh tests/run.sh unit cli corpora examples pdf lexicon threads xml batch >build-cover/tests.log || \
	  { tail -20 build-cover/tests.log; exit 1; }
	@perl tests/coverage.pl build-cover 90
# the long ones, with the figures that they give
trust: check
	@OUT=$(OUT) LONG=1 sh tests/run.sh contract
	@OUT=$(OUT) SAMPLE=0 sh tests/run.sh inject
	@$(MAKE) --no-print-directory leaks
	@OUT=$(OUT) KILLS=50 sh tests/run.sh batch-stop
	@OUT=$(OUT) RUNS=100 sh tests/run.sh threads
	@$(MAKE) --no-print-directory tsan

# a suite may take hours there (tap.sh ends one that hangs)
trust leaks huge kills: export SUITE_SECONDS = 36000

.PHONY: tsan coverage trust fuzz-keep afl
