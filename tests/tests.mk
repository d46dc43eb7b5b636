# tests.mk -- the targets that try things; included by the Makefile.

#: make unit       the cmocka tables     make cli    one directory a case under tests/cli
$(OUT)/tests/unit/%: tests/unit/%.c $(OUT)/libdrogman.a
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -MF $@.d $(LDFLAGS_ALL) -o $@ $< $(OUT)/libdrogman.a \
	  -lcmocka $(LDLIBS_ALL)

.PHONY: deps-check
deps-check:
	@sh .ci/deps $(DEB_BUILD) $(DEB_CHECK)

check: deps-check
	@$(MAKE) --no-print-directory build-all units
	@OUT=$(OUT) sh tests/run.sh

.PHONY: units
units: $(UNITS)

unit: units
	@OUT=$(OUT) sh tests/run.sh unit
cli: build-all
	@OUT=$(OUT) sh tests/run.sh cli
contract: build-all
	@OUT=$(OUT) sh tests/run.sh contract
examples: build-all
	@OUT=$(OUT) sh tests/run.sh examples
