#include "ln_ascii.h"
#include "notice/ln_text_slip.h"


/* Countries whose code is no language's (ISO 639-1), and their language. */
typedef struct {
    char  country[3];
    char  language[3];
} ln_text_country_t;


static const char *ln_text_slip_language(ln_str_t tag);
static int ln_text_slip_variable(const ln_translation_t *t, ln_error_t *err);
static size_t ln_text_slip_name(const unsigned char *p,
    const unsigned char *end);


static const ln_text_country_t  ln_text_countries[] = {
    { "al", "sq" }, { "by", "be" }, { "cn", "zh" }, { "cz", "cs" },
    { "dk", "da" }, { "eg", "ar" }, { "ge", "ka" }, { "gr", "el" },
    { "il", "he" }, { "ir", "fa" }, { "jp", "ja" }, { "kz", "kk" },
    { "md", "ro" }, { "rs", "sr" }, { "tj", "tg" }, { "tm", "tk" },
    { "ua", "uk" }, { "us", "en" }, { "vn", "vi" }
};


int
ln_text_slip(const ln_translation_t *translation, ln_error_t *err)
{
    const char  *language;

    language = ln_text_slip_language(translation->language);

    if (language) {
        (void) ln_error(err, "\"%.*s\" is the code of a country and of no "
                        "language, rename \"%.300s\": the language there is "
                        "\"%s\"", 2,
                        (const char *) translation->language.data,
                        translation->file, language);
        return LN_DECLINED;
    }

    return ln_text_slip_variable(translation, err);
}


int
ln_text_slip_left_out(const ln_text_t *text, ln_error_t *err)
{
    if (text->stray == NULL) {
        return LN_OK;
    }

    (void) ln_error(err, "\"%.300s\" is left out, rename it: the name of a "
                    "text ends in \".html\"", text->stray);

    return LN_DECLINED;
}


static const char *
ln_text_slip_language(ln_str_t tag)
{
    size_t    i;
    ln_str_t  first;

    first.data = tag.data;
    first.len = 2;

    if (tag.len < 2 || (tag.len > 2 && tag.data[2] != '-')) {
        return NULL;
    }

    for (i = 0; i < sizeof(ln_text_countries) / sizeof(ln_text_countries[0]);
         i++)
    {
        if (ln_str_caseless_eq(first, ln_str(ln_text_countries[i].country))) {
            return ln_text_countries[i].language;
        }
    }

    return NULL;
}


/*
 * `$legal_publisher` and `{legal_publisher}`.  A name without "_" may be a
 * word, or an amount of money.
 */

static int
ln_text_slip_variable(const ln_translation_t *t, ln_error_t *err)
{
    size_t                n;
    unsigned              line, braces;
    const unsigned char  *p, *end, *start;

    end = t->source.data + t->source.len;
    start = t->source.data;
    line = 1;

    for (p = start; p < end; p++) {

        if (*p == '\n') {
            line++;
            start = p + 1;
        }

        braces = (*p == '{');

        if ((*p != '$' && !braces)
            || (p > t->source.data && p[-1] == *p))
        {
            continue;
        }

        n = ln_text_slip_name(p + 1, end);

        if (n == 0 || (braces && (p + 1 + n == end || p[1 + n] != '}'))) {
            continue;
        }

        (void) ln_error(err, "\"%.*s\" stands in the text as it is, a "
                        "placeholder is written \"{{%.*s}}\", at "
                        "\"%.200s\":%u:%u", (int) (n + 1 + braces),
                        (const char *) p, (int) n, (const char *) p + 1,
                        t->file, line, (unsigned) (p - start) + 1);
        return LN_DECLINED;
    }

    return LN_OK;
}


/* The length of a variable's name that has a "_" in it; 0: there is none. */

static size_t
ln_text_slip_name(const unsigned char *p, const unsigned char *end)
{
    size_t  n, low;

    low = 0;

    for (n = 0; p + n < end && n < 64; n++) {
        if (p[n] == '_') {
            low = 1;

        } else if (!ln_is_alnum(p[n])) {
            break;
        }
    }

    return low && ln_is_alpha(p[0]) ? n : 0;
}
