# Sourced by config.sh: what static analysis says of module/.

# Each name with its reason; what is said of one place stands there.
#
# ctuuninitvar: an ln_error_t is for ln_error() to fill
# nullPointerRedundantCheck: a loop's condition is taken for a doubt of it
# uninitvar: memchr(scheme, c, 0) reads nothing of an empty scheme
# toomanyconfigs, unknownMacro: nginx's own headers
analyze_cppcheck_passes="ctuuninitvar nullPointerRedundantCheck
    uninitvar:module/notice/template/ln_template_attribute.c toomanyconfigs unknownMacro
    missingInclude missingIncludeSystem"

analyze_core=$(find module -name '*.c' ! -path 'module/http/*' \
    | grep -v 'iso3166\|reference_names' | sort)
analyze_glue=$(find module/http -name '*.c' | sort)


# Every file is looked at; the status is that of all of them.  set -e counts for
# nothing here, as what calls these has ||.
analyze_gcc()
{
    local status=0

    say "gcc -fanalyzer"
    printf '%s\n' $analyze_core | xargs -P 2 -I{} gcc -std=c11 -O1 -fanalyzer \
        -Wall -Wextra -Werror -Imodule -c {} -o /dev/null || status=1
    printf '%s\n' $analyze_glue | xargs -P 2 -I{} gcc -std=gnu11 -O1 \
        -fanalyzer -Wall -Werror $(nginx_includes) -c {} -o /dev/null \
        || status=1

    return $status
}


analyze_cppcheck()
{
    local name passes=

    for name in $analyze_cppcheck_passes; do
        passes="$passes --suppress=$name"
    done

    say "cppcheck"
    cppcheck --quiet -j 2 --std=c11 --error-exitcode=1 --inline-suppr \
        --enable=warning,performance,portability $passes -I module module
}


analyze_clang()
{
    local status=0

    say "clang-tidy, as .clang-tidy has it"
    printf '%s\n' $analyze_core | xargs -P 2 -I{} clang-tidy --quiet {} -- \
        -std=c11 -Imodule 2> /dev/null || status=1
    printf '%s\n' $analyze_glue | xargs -P 2 -I{} clang-tidy --quiet {} -- \
        -std=gnu11 $(nginx_includes) 2> /dev/null || status=1

    return $status
}


analyze()
{
    analyze_cppcheck || fail "cppcheck found faults"
    analyze_gcc || fail "gcc -fanalyzer found faults"
    analyze_clang || fail "clang-tidy found faults"
    say "analyze: no fault found"
}
