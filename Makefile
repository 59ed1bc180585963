# What needs no nginx to be compiled: the core rooms, the command, the unit
# tests, the fuzzers and the benches.  ./config.sh calls this with
#
#   O      the directory for objects and programs, below which they stand as
#          their sources do: O/module/geo/ln_area.o; one directory for each set
#          of flags
#   FLAGS  for compiler and linker
#   HIDE   more flags for the files of module/
#   CC     the compiler
#   NGINX  where nginx-src/ and nginx/, with its objects, stand: for the fuzzer
#          that lives in nginx
#   FUZZER what that one is linked with
#
# `make` alone does what `./config.sh build` does.

O = build/release

# An object's list of headers has the name of the object as the compiler was
# told it: it must be the same for `make` and for ./config.sh.

override O := $(abspath $(O))

FLAGS = -O2
NGINX = build
WARNINGS = -std=c11 -Wall -Wextra -Werror
LIBS = -lpthread -lmaxminddb -lpcre2-8 -ljansson -lz -lbrotlidec -lzstd -lcrypto -lm

ifeq ($(origin CC),default)
CC = gcc
endif

# The command alone asks other servers, by a libcurl that it loads then; and only
# where the headers of it were there.

curl := $(shell $(CC) $(FLAGS) -include curl/curl.h -E -x c /dev/null \
    > /dev/null 2>&1 && echo with curl)

nginx_includes = $(foreach path,core event event/modules event/quic os/unix \
    http http/modules http/v2 http/v3,-I$(NGINX)/nginx-src/src/$(path)) -I$(NGINX)/nginx

find = $(sort $(shell find $(1) -name '*.c' $(2)))

core := $(call find,module,! -path 'module/http/*' ! -path 'module/cli/*')
cli := $(call find,module/cli)
glue := $(call find,module/http)
units := $(call find,tests/unit,-name 'test_*')
fuzzers := $(wildcard tests/fuzz/fuzz_*.c)
filter := $(glue) $(wildcard tests/fuzz/filter/*.c) tests/fuzz/replay.c
benches := $(wildcard tests/bench/bench_*.c)

objects = $(patsubst %.c,$(O)/%.o,$(1))
programs = $(patsubst %.c,$(O)/%,$(1))

comma := ,
link = $(CC) $(WARNINGS) $(FLAGS) -o $@ $^


.PHONY: all core command units fuzzers FORCE
.SECONDARY:
.DELETE_ON_ERROR:

all:
	@MAKEFLAGS= ./config.sh build

core: $(O)/libcore.a
command: $(O)/legal-notice
units: $(call programs,$(units))
fuzzers: $(call programs,$(fuzzers))


# Written anew only when it changes: what was compiled otherwise is old then.

$(O)/flags: FORCE
	@mkdir -p $(O)
	@as='$(CC) $(WARNINGS) $(FLAGS) $(HIDE) $(LIBS) $(curl) $(NGINX) $(FUZZER)'; \
	    as="$$as $$($(CC) --version)"; \
	    [ "$$as" = "$$(cat $@ 2> /dev/null)" ] || echo "$$as" > $@

# The same of the names of all sources.  Objects whose source is gone go, too:
# gcov would count their lines.

$(O)/sources: FORCE
	@mkdir -p $(O)
	@now='$(core) $(cli) $(units) $(fuzzers) $(filter) $(benches)'; \
	    [ "$$now" = "$$(cat $@ 2> /dev/null)" ] || { \
	        cd $(O) && find module tests filter -name '*.o' 2> /dev/null \
	            | while read -r o; do \
	                name=$${o%.o}; \
	                [ -e "$(CURDIR)/$${name#filter/}.c" ] \
	                    || rm -f "$$name" "$$name".*; \
	            done; \
	        echo "$$now" > "$(abspath $@)"; \
	    }


$(O)/module/%.o: module/%.c $(O)/flags
	@mkdir -p $(@D)
	$(CC) $(WARNINGS) $(FLAGS) $(HIDE) -Imodule -MMD -MP -c $< -o $@

$(O)/tests/%.o: tests/%.c $(O)/flags
	@mkdir -p $(@D)
	$(CC) $(WARNINGS) $(FLAGS) -Imodule -MMD -MP -c $< -o $@

$(O)/libcore.a: $(call objects,$(core)) $(O)/sources
	@rm -f $@
	ar rcs $@ $(call objects,$(core))

$(O)/legal-notice: $(call objects,$(cli)) $(O)/libcore.a
	$(link) $(LIBS) -ldl

$(call programs,$(units)): $(O)/%: $(O)/%.o $(O)/libcore.a
	$(link) -lcmocka -lbrotlienc $(LIBS)

$(call programs,$(benches)): $(O)/%: $(O)/%.o $(O)/libcore.a
	$(link) $(LIBS)


# libFuzzer brings the main() of a fuzzer, or else replay.c does.

ifneq ($(findstring -fsanitize=fuzzer,$(FLAGS)),)
$(call programs,$(fuzzers)): $(O)/%: $(O)/%.o $(O)/libcore.a
	$(link) -fsanitize=fuzzer -lbrotlienc $(LIBS)
else
$(call programs,$(fuzzers)): $(O)/%: $(O)/%.o $(O)/tests/fuzz/replay.o \
                             $(O)/libcore.a
	$(link) -lbrotlienc $(LIBS)
endif


# The fuzzer that lives in nginx.  The glue takes its memory from palloc.h; an
# empty string of nginx's is a NULL that is copied from and added to.

$(O)/filter/%.o: %.c $(O)/flags
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -fno-sanitize=nonnull-attribute,pointer-overflow -Wall \
	    -Wextra -Wno-unused-parameter -Werror -Dmain=fuzz_replay \
	    -include tests/fuzz/filter/palloc.h $(nginx_includes) -Imodule -MMD -MP \
	    -c $< -o $@

$(O)/filter.so: $(patsubst %.c,$(O)/filter/%.o,$(filter)) $(O)/libcore.a \
                $(O)/sources
	$(CC) $(FLAGS) -shared -Wl,-Bsymbolic -o $@ \
	    $(patsubst %.c,$(O)/filter/%.o,$(filter)) -Wl,--whole-archive \
	    $(O)/libcore.a -Wl,--no-whole-archive $(FUZZER) -lbrotlienc $(LIBS)


# For editors: how each file is compiled.

define entry
{"directory": "$(CURDIR)", "file": "$(1)", "command": "$(2) -Imodule -c $(1)"}
endef

compile_commands.json: $(O)/sources
	$(file > $@,[)
	$(foreach c,$(core) $(cli) $(units) $(fuzzers) $(benches),\
	    $(file >> $@,$(call entry,$(c),$(CC) $(WARNINGS) $(FLAGS))$(comma)))
	$(foreach c,$(filter-out tests/fuzz/replay.c,$(filter)),\
	    $(file >> $@,$(call entry,$(c),$(CC) -Wall -Wextra \
	        -Wno-unused-parameter $(FLAGS) $(nginx_includes))$(comma)))
	$(file >> $@,$(call entry,tests/fuzz/replay.c,$(CC) $(WARNINGS)))
	$(file >> $@,])
	@:


-include $(patsubst %.c,$(O)/%.d,$(core) $(cli) $(units) $(fuzzers) \
           $(benches) tests/fuzz/replay.c)
-include $(patsubst %.c,$(O)/filter/%.d,$(filter))
