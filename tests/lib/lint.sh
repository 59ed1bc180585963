# The checks of `./config.sh lint`, read by it.

# lint_none TEXT PATTERN FILE..: no file may have a line of PATTERN
lint_none()
{
    local text=$1 pattern=$2
    shift 2

    if grep -nE "$pattern" "$@" /dev/null; then
        echo "lint: $text" >&2
        bad=1
    fi
}


# lint_names FILE: the names in the table of that file, in whatever room
lint_names()
{
    local names

    names=$(find module/http -name "$1" \
        -exec sed -n 's/.*{ ngx_string("\(legal_[a-z_]*\)").*/\1/p' {} +)

    [ -n "$names" ] || echo "no_name_found_in_$1"
    echo "$names"
}


# Every directive and variable in the code has its card in the documentation.
lint_cards()
{
    local name

    for name in $(lint_names ngx_http_legal_notice_module.c); do
        if ! grep -qx "## $name" docs/directives.md; then
            echo "lint: docs/directives.md has no card \"## $name\"" >&2
            bad=1
        fi
    done

    for name in $(lint_names ngx_http_legal_variables.c); do
        if ! grep -q "\`\$$name\`" docs/directives.md; then
            echo "lint: docs/directives.md doesn't have \`\$$name\`" >&2
            bad=1
        fi
    done
}


# Texts that ship are well-formed, once their placeholders are filled.
lint_texts()
{
    local file

    for file in config/notices/*/*.html config/restrictions/*/*.html; do
        if ! { echo '<x>'; cat "$file"; echo '</x>'; } \
            | perl -0777 -ne '
                my @open;
                s/<!--.*?-->//gs;
                while (m{<(/?)([a-z0-9]+)[^>]*?(/?)>}g) {
                    if ($3) { next }
                    if (!$1) { push @open, $2; next }
                    exit 1 if !@open || pop @open ne $2;
                }
                exit @open != 0'
        then
            echo "lint: $file doesn't balance" >&2
            bad=1
        fi
    done
}


# lint_offsets FILE..: on 32 bits the system's files have sizes and numbers of 64
# bits only for those who ask for them, before the first header.  nginx's own
# headers do.
lint_offsets()
{
    local file
    local calls='(fopen|freopen|open|stat|lstat|fstat|opendir|readdir|scandir'

    calls+='|glob|mmap|mremap|pread|pwrite|lseek|ftruncate|truncate|mkstemp'
    calls+='|mkostemp|posix_fallocate|getrlimit|setrlimit|statvfs)'

    for file in $(grep -lE "(^|[^a-zA-Z0-9_.>])$calls\(" "$@"); do
        if ! grep -q '^#define _FILE_OFFSET_BITS  64$' "$file"; then
            echo "lint: $file calls the file system without" \
                "\"#define _FILE_OFFSET_BITS  64\"" >&2
            bad=1
        fi
    done
}


# A test that is no program ends the run of all with an error of prove's.  One of
# tests/longest that is gone would not be missed.
lint_programs()
{
    local file

    for file in $(find tests -name '*.t' ! -perm -u+x); do
        echo "lint: $file can't be run: chmod +x" >&2
        bad=1
    done

    while read -r file; do
        if [ ! -e "$file" ] && [ ! -e "$file.c" ]; then
            echo "lint: tests/longest names $file, which is no test" >&2
            bad=1
        fi
    done < tests/longest
}


lint()
{
    local all cc flags
    bad=0

    all=$(find module tests -name '*.[ch]')

    say "linting"
    lint_none "a tab or trailing blank" $'\t| +$' $all
    lint_none "a line of more than 80 columns" '^.{81,}$' $all
    lint_none "work that was put off" 'TODO|FIXME' $all
    lint_cards
    lint_programs
    lint_offsets $(find module tests -name '*.c' ! -path 'module/http/*' \
        ! -path 'tests/fuzz/filter/*' ! -path 'tests/lib/*')
    perl tests/lib/lint-logs.pl docs/operations.md \
        $(find module/http -name '*.c' | sort) || bad=1
    perl tests/lib/lint-limits.pl docs/limits.md module tests || bad=1
    lint_texts

    # nginx's own configure asks clang for this one, so the build would fail

    for cc in gcc clang; do
        say "the warnings of $cc"
        flags=-O2
        [ "$cc" = gcc ] || flags="-O2 -Wconditional-uninitialized"
        CC=$cc compile "$out/lint-$cc" "$flags" -k core command || bad=1
    done

    say "the rooms of module/ROOMS"
    perl tests/lib/lint-rooms.pl module "$out/lint-gcc/module" \
        "$out/nginx/addon" || bad=1

    [ $bad = 0 ] || fail "lint found faults"
    say "lint: no fault found"
}
