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


# Every directive and variable in the code has its card in the documentation.
lint_cards()
{
    local name

    for name in $(sed -n 's/.*ngx_string("\(legal_[a-z_]*\)").*/\1/p' \
                      module/http/ngx_http_legal_notice_module.c)
    do
        if ! grep -qx "## $name" docs/directives.md; then
            echo "lint: docs/directives.md has no card \"## $name\"" >&2
            bad=1
        fi
    done

    for name in $(sed -n 's/.*ngx_string("\(legal_[a-z_]*\)").*/\1/p' \
                      module/http/ngx_http_legal_variables.c)
    do
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


lint()
{
    local all core
    bad=0

    all=$(find module tests -name '*.[ch]')
    core=$(find module -name '*.[ch]' ! -path '*/http/*')

    say "linting"
    lint_none "a core room includes an nginx header" \
        '#include *[<"](ngx_|nginx)' $core
    lint_none "module/http reads a database itself" \
        '#include *[<"]maxminddb' $(find module/http -name '*.[ch]')
    lint_none "module/http parses HTML itself" \
        '#include *[<"]html/(tokenizer|stack|insertion_mode|tree|fast)/' \
        $(find module/http -name '*.[ch]')
    lint_none "a tab or trailing blank" $'\t| +$' $all
    lint_none "a line of more than 80 columns" '^.{81,}$' $all
    lint_none "work that was put off" 'TODO|FIXME' $all
    lint_cards
    perl tests/lib/lint-logs.pl docs/operations.md \
        $(find module/http -name '*.c') || bad=1
    lint_texts

    say "gcc -O2 $warnings"
    CC=gcc compile_core "$out/lint" -O2 || bad=1
    say "clang -O2 $warnings"
    CC=clang compile_core "$out/lint" -O2 || bad=1
    CC=clang compile "$out/lint/cli" -O2 -- module/cli/*.c || bad=1

    [ $bad = 0 ] || fail "lint found faults"
    say "lint: no fault found"
}
