#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "html/selector/ln_pattern_scan.h"

#include <stdlib.h>


/* What a search may cost at most: some milliseconds, 1 MB. */
#define LN_PATTERN_MATCHES  200000
#define LN_PATTERN_DEPTH    10000
#define LN_PATTERN_HEAP_KB  1024


struct ln_pattern_s {
    pcre2_code           *code;
    pcre2_code           *utf;          /* for pages in UTF-8 */
    pcre2_match_context  *limits;
    size_t                lookbehind;
};


static pcre2_match_context *
ln_pattern_limits(void)
{
    pcre2_match_context  *limits;

    limits = pcre2_match_context_create(NULL);

    if (limits != NULL) {
        (void) pcre2_set_match_limit(limits, LN_PATTERN_MATCHES);
        (void) pcre2_set_depth_limit(limits, LN_PATTERN_DEPTH);
        (void) pcre2_set_heap_limit(limits, LN_PATTERN_HEAP_KB);
    }

    return limits;
}


/* NULL with err set. */
static pcre2_code *
ln_pattern_code(ln_str_t text, uint32_t options, ln_error_t *err)
{
    int           rc;
    pcre2_code   *code;
    PCRE2_SIZE    offset;
    PCRE2_UCHAR   message[128];

    code = pcre2_compile(text.data, text.len, options, &rc, &offset, NULL);

    if (code == NULL) {
        (void) pcre2_get_error_message(rc, message, sizeof(message));

        err->line = 0;
        err->column = (unsigned) offset + 1;

        (void) ln_error(err, "invalid pattern \"%.*s\": %s at offset %zu",
                        text.len < 200 ? (int) text.len : 200,
                        (const char *) text.data, (const char *) message,
                        (size_t) offset);
        return NULL;
    }

    /*
     * Without JIT on this machine the pattern is interpreted; so it is in UTF:
     * the JIT of PCRE2 10.42 finds no \W, \D or \S past ASCII where that
     * may be invalid.
     */

    if (!(options & PCRE2_MATCH_INVALID_UTF)) {
        (void) pcre2_jit_compile(code,
                                 PCRE2_JIT_COMPLETE | PCRE2_JIT_PARTIAL_HARD);
    }

    return code;
}


/* Whether bytes and characters are the same to a pattern. */
static int
ln_pattern_plain(ln_str_t text)
{
    size_t  i;

    for (i = 0; i < text.len; i++) {
        if (text.data[i] >= 0x80 || text.data[i] == '.'
            || text.data[i] == '\\'
            || (text.data[i] == '[' && i + 1 < text.len
                && text.data[i + 1] == '^')
            || (text.data[i] == '(' && i + 1 < text.len
                && text.data[i + 1] == '*'))
        {
            return 0;
        }
    }

    return 1;
}


ln_pattern_t *
ln_pattern_compile(ln_str_t text, unsigned flags, ln_error_t *err)
{
    uint32_t       options, lookbehind;
    ln_pattern_t  *pattern;

    pattern = calloc(1, sizeof(ln_pattern_t));
    if (pattern == NULL) {
        (void) ln_error(err, "no memory for a pattern");
        return NULL;
    }

    options = 0;

    if (flags & LN_PATTERN_CASELESS) {
        options |= PCRE2_CASELESS;
    }

    if (flags & LN_PATTERN_UTF) {
        options |= PCRE2_UTF | PCRE2_MATCH_INVALID_UTF;
    }

    pattern->limits = ln_pattern_limits();

    if (pattern->limits == NULL) {
        (void) ln_error(err, "no memory for a pattern");
        ln_pattern_free(pattern);
        return NULL;
    }

    pattern->code = ln_pattern_code(text, options, err);

    if (ln_pattern_plain(text)) {
        flags &= ~(unsigned) LN_PATTERN_PAGE;
    }

    if (pattern->code != NULL && (flags & LN_PATTERN_PAGE)) {
        pattern->utf = ln_pattern_code(text, options | PCRE2_UTF
                                             | PCRE2_MATCH_INVALID_UTF, err);
    }

    if (pattern->code == NULL
        || ((flags & LN_PATTERN_PAGE) && pattern->utf == NULL))
    {
        ln_pattern_free(pattern);
        return NULL;
    }

    lookbehind = 0;
    (void) pcre2_pattern_info(pattern->code, PCRE2_INFO_MAXLOOKBEHIND,
                              &lookbehind);

    /* one more for \b and a multiline ^; a character has 4 bytes at most */

    pattern->lookbehind = ((size_t) lookbehind + 1)
                          * ((flags & (LN_PATTERN_UTF | LN_PATTERN_PAGE)) ? 4
                                                                       : 1);

    return pattern;
}


void
ln_pattern_free(ln_pattern_t *pattern)
{
    if (pattern != NULL) {
        pcre2_code_free(pattern->code);
        pcre2_code_free(pattern->utf);
        pcre2_match_context_free(pattern->limits);
        free(pattern);
    }
}


size_t
ln_pattern_lookbehind(const ln_pattern_t *pattern)
{
    return pattern->lookbehind;
}


static int
ln_pattern_run(const pcre2_code *code, pcre2_match_context *limits,
    ln_str_t subject, size_t from, uint32_t options, size_t *start,
    size_t *end)
{
    int                rc;
    PCRE2_SIZE        *offsets;
    pcre2_match_data  *data;

    data = pcre2_match_data_create(1, NULL);
    if (data == NULL) {
        return LN_ERROR;
    }

    rc = pcre2_match(code,
                     subject.data != NULL ? subject.data
                                          : (const unsigned char *) "",
                     subject.len, from, options, data, limits);

    if (rc >= 0 || rc == PCRE2_ERROR_PARTIAL) {
        offsets = pcre2_get_ovector_pointer(data);

        /* \K may put the start past the end */

        *start = offsets[0];
        *end = offsets[1] > offsets[0] ? offsets[1] : offsets[0];
    }

    pcre2_match_data_free(data);

    switch (rc) {

    case PCRE2_ERROR_NOMATCH:
        return 0;

    case PCRE2_ERROR_PARTIAL:
        return LN_PATTERN_PARTIAL;

    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_JIT_STACKLIMIT:
        return LN_PATTERN_LIMIT;

    default:
        return rc >= 0 ? 1 : LN_ERROR;
    }
}


int
ln_pattern_match(const ln_pattern_t *pattern, ln_str_t subject)
{
    size_t  start, end;

    return ln_pattern_run(pattern->code, pattern->limits, subject, 0, 0,
                          &start, &end);
}


int
ln_pattern_scan(const ln_pattern_t *pattern, int utf, ln_str_t subject,
    size_t from, int first, int last, size_t *start, size_t *end)
{
    uint32_t  options;

    options = 0;

    if (!first) {
        options |= PCRE2_NOTBOL;
    }

    if (!last) {
        options |= PCRE2_PARTIAL_HARD | PCRE2_NOTEOL;
    }

    return ln_pattern_run(utf && pattern->utf ? pattern->utf : pattern->code,
                          pattern->limits, subject, from, options, start,
                          end);
}
