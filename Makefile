# The one build file.  GNU make.
#
#   make                  build/reftel, build/libreftel.a, build/libreftel.so
#   make test             all tests (see tests/run.sh)
#   make regen            rewrite the golden files, showing what changes
#   make man              rewrite man/reftel-codes.7 from codes.def
#   make fuzz bench lint install clean check-floors
#
# What opens archives, PDF files, images and mails, and what serves the reading
# room, is built where its library is there; WITH_ARCHIVE=0, WITH_PDF=0,
# WITH_OCR=0, WITH_MAIL=0, WITH_HTTP=0 leave it out.
#
# CC CFLAGS PREFIX DESTDIR as usual.  SANITIZE=address,undefined builds with
# these sanitizers, in a directory of its own.  B is that directory.

comma = ,
SANITIZE =
B = build$(if $(SANITIZE),/$(subst $(comma),-,$(SANITIZE)))
PREFIX = /usr/local
CFLAGS = -O3 -g
WARN = -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wpointer-arith
HOSTCC = $(CC)
PKG_CONFIG = pkg-config

VERSION := $(shell sed -n 's/.*REFTEL_VERSION "\(.*\)"/\1/p' include/reftel.h)
SOVERSION = 0
DEPS = libcrypto sqlite3 libzstd
DEPS_CFLAGS := $(shell $(PKG_CONFIG) --cflags $(DEPS))
DEPS_LIBS := $(shell $(PKG_CONFIG) --libs $(DEPS)) -pthread

# Modules: reftel-NAME.so is src/open/NAME.c with its library.
has = $(shell $(PKG_CONFIG) --exists $(1) && echo 1)
PKG_archive = libarchive zlib
PKG_gunzip = zlib
PKG_zip = libarchive
PKG_pdf = poppler-glib
PKG_ocr = tesseract lept
PKG_mail = gmime-3.0
WITH_ARCHIVE := $(call has,$(PKG_archive))
WITH_PDF := $(call has,$(PKG_pdf))
WITH_OCR := $(call has,$(PKG_ocr))
WITH_MAIL := $(call has,$(PKG_mail))
PKG_http = libmicrohttpd zlib
WITH_HTTP := $(call has,$(PKG_http))
MODULES = $(if $(filter 1,$(WITH_ARCHIVE)),archive zip) \
	$(if $(filter 1,$(WITH_PDF)),pdf) $(if $(filter 1,$(WITH_OCR)),ocr) \
	$(if $(filter 1,$(WITH_MAIL)),mail)
# What all of them take along.
MODULE_OBJ = $(patsubst %,$(B)/src/%.o,open/whole open/paged open/layout \
	open/markup base/buf base/str base/entity base/utf8)
MODULE_SO = $(MODULES:%=$(B)/modules/reftel-%.so) \
	$(if $(filter 1,$(WITH_HTTP)),$(B)/modules/reftel-http.so)

SAN = $(if $(SANITIZE),-fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer)
COMPILE = $(CC) -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc \
	-I$(B) -I$(B)/gen $(CPPFLAGS) $(WARN) $(DEPS_CFLAGS) $(CFLAGS) -fPIC \
	-fvisibility=hidden $(SAN)
LIBS = $(DEPS_LIBS) -ldl $(LDLIBS)

# Every room but the command line, the reading room and the modules.
LIB_SRC = $(filter-out src/cli/% src/open/% src/web/%,$(wildcard src/*/*.c))
# The reading room's server is a module: all of web/http*.c, and what packs.
HTTP_SRC = $(wildcard src/web/http*.c) src/web/gzip.c
HTTP_OBJ = $(HTTP_SRC:%.c=$(B)/%.o)
WEB_SRC = $(filter-out $(HTTP_SRC),$(wildcard src/web/*.c))
CLI_SRC = $(wildcard src/cli/*.c)
WEB_OBJ = $(WEB_SRC:%.c=$(B)/%.o)
LIB_OBJ = $(LIB_SRC:%.c=$(B)/%.o)
# What others link needs no archive, and so neither SQLite nor zstd.
PUBLIC_OBJ = $(filter-out $(B)/src/archive/%,$(LIB_OBJ))
PUBLIC_LIBS := $(shell $(PKG_CONFIG) --libs libcrypto) -ldl
CLI_OBJ = $(CLI_SRC:%.c=$(B)/%.o)
GEN = $(B)/gen/tables_data.h $(B)/gen/entities.h $(B)/gen/archive_sql.h \
	$(B)/gen/web_files.h
# Test programs see the insides: they take the objects, not the library.
TESTS = $(patsubst %.c,$(B)/%,$(wildcard tests/unit/test_*.c \
	tests/prop/prop_*.c) tests/golden/golden.c) $(B)/fuzz/replay_parse $(B)/bench/blowup \
	$(B)/bench/gen $(B)/bench/genarchive $(B)/bench/search $(B)/tests/fetch \
	$(B)/bench/pages \
	$(B)/tests/archive_dump $(B)/tests/nospace.so \
	$(B)/tests/prop/archive_truth $(B)/tests/prop/gen_truth \
	$(if $(filter archive,$(MODULES)),$(B)/tests/pack) \
	$(if $(filter pdf,$(MODULES)),$(B)/tests/scan)
TEST_ROOMS = tests/unit tests/prop fuzz bench
MAN = $(wildcard man/*.[1-8])

all: $(B)/reftel $(B)/libreftel.a $(B)/libreftel.so modules

$(B)/reftel: $(CLI_OBJ) $(WEB_OBJ) $(LIB_OBJ)
	$(CC) $(CFLAGS) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

# One object whose inner names are local, so that they cannot clash with
# those of the program it is linked into.
$(B)/libreftel.a: $(PUBLIC_OBJ)
	$(LD) -r -o $(B)/libreftel.o $^
	objcopy --localize-hidden $(B)/libreftel.o
	rm -f $@
	$(AR) rcs $@ $(B)/libreftel.o

$(B)/libreftel.so: $(PUBLIC_OBJ)
	$(CC) $(CFLAGS) $(SAN) $(LDFLAGS) -shared \
	    -Wl,-soname,libreftel.so.$(SOVERSION) -o $@ $^ $(PUBLIC_LIBS)

# One that is left out now may be there from before.
modules: $(MODULE_SO)
	@for so in $(B)/modules/*.so; do case " $(MODULE_SO) " in \
	    *" $$so "*) ;; *) rm -f "$$so" ;; esac; done

$(B)/modules/reftel-%.so: $(B)/src/open/%.o $(MODULE_OBJ)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(SAN) $(LDFLAGS) -shared \
	    $(if $(SANITIZE),,-Wl$(comma)-z$(comma)defs) -o $@ $^ \
	    $(shell $(PKG_CONFIG) --libs $(PKG_$*))

$(B)/modules/reftel-archive.so: $(B)/src/open/gunzip.o

# The reading room's server.
$(B)/modules/reftel-http.so: $(HTTP_OBJ) $(B)/src/web/field.o \
	$(B)/src/base/buf.o $(B)/src/base/str.o
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(SAN) $(LDFLAGS) -shared \
	    $(if $(SANITIZE),,-Wl$(comma)-z$(comma)defs) -o $@ $^ \
	    $(shell $(PKG_CONFIG) --libs $(PKG_http)) -pthread

$(B)/src/open/%.o: src/open/%.c $(B)/flags
	@mkdir -p $(@D)
	$(COMPILE) $(if $(PKG_$*),$(subst -I,-isystem ,$(shell \
	    $(PKG_CONFIG) --cflags $(PKG_$*)))) -MMD -MP -c -o $@ $<

$(B)/%.o: %.c $(B)/flags | $(GEN)
	@mkdir -p $(@D)
	$(COMPILE) -MMD -MP -c -o $@ $<

# Changes when the compiler or its flags do; everything is built anew then.
$(B)/flags: force
	@mkdir -p $(@D)
	@echo '$(COMPILE)' | cmp -s - $@ || echo '$(COMPILE)' >$@

# Tables and character entities, from their CSV files.
$(B)/tools/%: tools/%.c $(B)/flags
	@mkdir -p $(@D)
	$(HOSTCC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARN) -O1 -o $@ $<

$(B)/tools/mkcodes: src/telegram/codes.def

# Both sides must make the same keys.
$(B)/tools/mktables: src/tables/key.h

$(B)/gen/tables_data.h: $(B)/tools/mktables $(wildcard data/*.csv)
	@mkdir -p $(@D)
	$(B)/tools/mktables data $@

$(B)/gen/entities.h: $(B)/tools/mkentities data/html-entities.csv
	@mkdir -p $(@D)
	$(B)/tools/mkentities data/html-entities.csv >$@.new
	mv $@.new $@

# The archive's tables, and what makes them out of older ones, as strings.
$(B)/gen/archive_sql.h: data/archive.sql data/archive-from-1.sql
	@mkdir -p $(@D)
	{ echo '/* Made from data/archive*.sql; not to be edited. */'; \
	    for f in archive archive-from-1; do \
	    echo "static const char $${f}_sql[] =" | tr - _; \
	    sed 's/\\/&&/g; s/"/\\"/g; s/.*/"&\\n"/' data/$$f.sql; \
	    echo ';'; done; } >$@.new
	mv $@.new $@

# Style, script and icon of the reading room's pages as strings.
WEB_FILES = $(patsubst %,data/web/%,style.css script.js icon.svg \
	openapi.json)
$(B)/gen/web_files.h: $(B)/tools/mkfiles $(WEB_FILES)
	@mkdir -p $(@D)
	$(B)/tools/mkfiles $(WEB_FILES) >$@.new
	mv $@.new $@

# Tests.  prop_enomem lets every allocation of ours fail in turn.
$(B)/tests/prop/prop_enomem: LDFLAGS += -Wl,--wrap=malloc \
	-Wl,--wrap=calloc -Wl,--wrap=realloc

# Programs that make what is to be opened.
PKG_pack = libarchive
PKG_scan = poppler-glib
$(B)/tests/pack $(B)/tests/scan: $(B)/tests/%: tests/%.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_XOPEN_SOURCE=700 $(WARN) -O1 -o $@ $< $(subst \
	    -I,-isystem ,$(shell $(PKG_CONFIG) --cflags --libs $(PKG_$*)))

$(B)/tests/fetch: tests/fetch.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) -std=c11 -D_POSIX_C_SOURCE=200809L $(WARN) -O1 -o $@ $<

# Loaded before the C library; never built with sanitizers.
$(B)/tests/nospace.so: tests/nospace.c $(B)/flags
	@mkdir -p $(@D)
	$(CC) -std=c11 $(WARN) -Wno-missing-prototypes -O1 -fPIC -shared \
	    -o $@ $< -ldl

$(B)/tests/%: $(B)/tests/%.o $(WEB_OBJ) $(LIB_OBJ)
	$(CC) $(CFLAGS) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

$(B)/fuzz/replay_parse: $(B)/fuzz/fuzz_parse.o $(B)/fuzz/replay.o $(LIB_OBJ)
	$(CC) $(CFLAGS) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

# Generators share what makes and prints telegrams.
$(B)/bench/gen $(B)/bench/genarchive: $(B)/bench/gen_make.o \
	$(B)/bench/gen_forms.o
$(B)/bench/pages: $(WEB_OBJ) $(B)/src/web/gzip.o
$(B)/tests/unit/test_gunzip: $(B)/src/open/gunzip.o
$(B)/bench/pages $(B)/tests/unit/test_gunzip: \
	LIBS += $(shell $(PKG_CONFIG) --libs zlib)
$(B)/bench/%: $(B)/bench/%.o $(LIB_OBJ)
	$(CC) $(CFLAGS) $(SAN) $(LDFLAGS) -o $@ $^ $(LIBS)

# Test programs find the modules beside them.
$(TEST_ROOMS:%=$(B)/%/modules):
	@mkdir -p $(@D)
	ln -sfn $(abspath $(B)/modules) $@

tests: all $(TESTS) $(B)/tools/mkcodes $(TEST_ROOMS:%=$(B)/%/modules)

test:
	script/test

# The manual page of all codes; the tests see whether it is up to date.
man: $(B)/tools/mkcodes
	$(B)/tools/mkcodes >man/reftel-codes.7

regen: $(B)/reftel
	B=$(B) tests/regen.sh

fuzz:
	script/fuzz

bench:
	script/bench

# libFuzzer, with its own main.
$(B)/fuzz/fuzz_parse: $(B)/fuzz/fuzz_parse.o $(LIB_OBJ) \
	| modules $(B)/fuzz/modules
	$(CC) $(CFLAGS) $(SAN) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS)

lint:
	tests/run.sh floors man

check-floors:
	tests/check-floors.sh

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/include \
	    $(DESTDIR)$(PREFIX)/lib/pkgconfig \
	    $(DESTDIR)$(PREFIX)/lib/reftel
	$(if $(MODULE_SO),install -m 644 $(MODULE_SO) \
	    $(DESTDIR)$(PREFIX)/lib/reftel/)
	install $(B)/reftel $(DESTDIR)$(PREFIX)/bin/
	install -m 644 include/reftel.h $(DESTDIR)$(PREFIX)/include/
	install -m 644 $(B)/libreftel.a $(DESTDIR)$(PREFIX)/lib/
	install -m 644 $(B)/libreftel.so \
	    $(DESTDIR)$(PREFIX)/lib/libreftel.so.$(VERSION)
	ln -sf libreftel.so.$(VERSION) \
	    $(DESTDIR)$(PREFIX)/lib/libreftel.so.$(SOVERSION)
	ln -sf libreftel.so.$(SOVERSION) \
	    $(DESTDIR)$(PREFIX)/lib/libreftel.so
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: reftel' \
	    'Description: reads diplomatic telegrams' 'Version: $(VERSION)' \
	    'Cflags: -I$${prefix}/include' \
	    'Libs: -L$${prefix}/lib -lreftel' 'Libs.private: -lcrypto -ldl' \
	    >$(DESTDIR)$(PREFIX)/lib/pkgconfig/reftel.pc
	for page in $(MAN); do \
	    dir=$(DESTDIR)$(PREFIX)/share/man/man$${page##*.}; \
	    install -d $$dir && install -m 644 $$page $$dir/ || exit 1; \
	done

clean:
	rm -rf build

force:
.PHONY: all modules tests test regen man fuzz bench lint install clean check-floors force
.SECONDARY:
-include $(LIB_OBJ:.o=.d) $(WEB_OBJ:.o=.d) $(HTTP_OBJ:.o=.d) \
	$(MODULES:%=$(B)/src/open/%.d) $(CLI_OBJ:.o=.d) $(TESTS:=.d) \
	$(B)/bench/gen_make.d $(B)/bench/gen_forms.d \
	$(B)/fuzz/fuzz_parse.d $(B)/fuzz/replay.d
