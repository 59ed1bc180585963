#include "html/tokenizer/ln_reference.h"
#include "ln_ascii.h"
#include "notice/ln_plain.h"


typedef struct {
    unsigned char  *start;
    unsigned char  *p;
    unsigned        space:1;            /* one is due before the next word */
} ln_plain_t;


static const unsigned char *ln_plain_tag(ln_plain_t *plain,
    const unsigned char *p, const unsigned char *end);
static int ln_plain_is_inline(const unsigned char *name, size_t len);
static void ln_plain_line(ln_plain_t *plain);
static void ln_plain_run(ln_plain_t *plain, const unsigned char *p,
    const unsigned char *end);


/* What markup has is at least as long as what is written for it. */

size_t
ln_plain_text(ln_str_t markup, unsigned char *out)
{
    ln_plain_t            plain;
    const unsigned char  *p, *end, *run;

    memcpy(out, "\n\n", 2);

    plain.start = out + 2;
    plain.p = plain.start;
    plain.space = 0;

    p = markup.data;
    end = p + markup.len;

    while (p < end) {

        if (*p == '<') {
            p = ln_plain_tag(&plain, p, end);
            continue;
        }

        run = memchr(p, '<', end - p);
        run = run ? run : end;

        ln_plain_run(&plain, p, run);
        p = run;
    }

    if (plain.p == plain.start || plain.p[-1] != '\n') {
        *plain.p++ = '\n';
    }

    return plain.p - out;
}


/* A tag or a comment; returns where it ends. */

static const unsigned char *
ln_plain_tag(ln_plain_t *plain, const unsigned char *p,
    const unsigned char *end)
{
    unsigned char         quote;
    const unsigned char  *name;

    if (end - p >= 4 && memcmp(p, "<!--", 4) == 0) {
        for (p += 4; end - p >= 3 && memcmp(p, "-->", 3) != 0; p++) {
            /* void */
        }

        return (end - p >= 3) ? p + 3 : end;
    }

    p++;

    if (p < end && *p == '/') {
        p++;
    }

    name = p;

    while (p < end && (ln_is_alpha(*p) || ln_is_digit(*p))) {
        p++;
    }

    if (!ln_plain_is_inline(name, p - name)) {
        ln_plain_line(plain);
    }

    for (quote = 0; p < end; p++) {

        if (quote) {
            if (*p == quote) {
                quote = 0;
            }

            continue;
        }

        if (*p == '"' || *p == '\'') {
            quote = *p;

        } else if (*p == '>') {
            return p + 1;
        }
    }

    return end;
}


static int
ln_plain_is_inline(const unsigned char *name, size_t len)
{
    size_t  i;

    static const char  *names[] = {
        "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em",
        "i", "ins", "kbd", "mark", "q", "ruby", "rp", "rt", "s", "samp",
        "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
        "img"
    };

    for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        if (strlen(names[i]) == len
            && ln_caseless_eq(name, (const unsigned char *) names[i], len))
        {
            return 1;
        }
    }

    return 0;
}


static void
ln_plain_line(ln_plain_t *plain)
{
    plain->space = 0;

    if (plain->p > plain->start && plain->p[-1] != '\n') {
        *plain->p++ = '\n';
    }
}


static void
ln_plain_run(ln_plain_t *plain, const unsigned char *p,
    const unsigned char *end)
{
    unsigned              len;
    const unsigned char  *word;

    while (p < end) {

        if (ln_is_space(*p)) {
            plain->space = (plain->p > plain->start && plain->p[-1] != '\n');
            p++;
            continue;
        }

        for (word = p; p < end && !ln_is_space(*p); p++) { /* void */ }

        if (plain->space) {
            *plain->p++ = ' ';
            plain->space = 0;
        }

        len = p - word;
        memcpy(plain->p, word, len);
        plain->p += ln_reference_decode(plain->p, len);
    }
}


int
ln_plain_fits(ln_charset_t charset, ln_str_t text)
{
    size_t  i;

    switch (charset) {

    case LN_CHARSET_UTF8:
    case LN_CHARSET_UTF16LE:
    case LN_CHARSET_UTF16BE:
        return 1;

    default:
        break;
    }

    for (i = 0; i < text.len; i++) {
        if (text.data[i] >= 0x80) {
            return 0;
        }
    }

    return 1;
}
