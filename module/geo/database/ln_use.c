#include "geo/database/ln_use.h"
#include "geo/location/ln_location.h"
#include "ln_suggest.h"


static int ln_use_word(ln_str_t word, unsigned *fields, ln_error_t *err);


static const struct {
    const char  *word;
    unsigned     fields;
} ln_uses[] = {
    { "place", LN_FIELD_LOCATION },
    { "asn", LN_FIELD_ASN },
    { "traits", LN_FIELD_ANY_TRAIT }
};

#define LN_USES  (sizeof(ln_uses) / sizeof(ln_uses[0]))


int
ln_use_parse(ln_str_t words, unsigned *fields, ln_error_t *err)
{
    size_t    i, begin;
    ln_str_t  word;

    *fields = 0;

    for (begin = 0, i = 0; i <= words.len; i++) {

        if (i < words.len && words.data[i] != ',') {
            continue;
        }

        word.data = words.data + begin;
        word.len = i - begin;
        begin = i + 1;

        if (ln_use_word(word, fields, err) != LN_OK) {
            return LN_ERROR;
        }
    }

    return LN_OK;
}


static int
ln_use_word(ln_str_t word, unsigned *fields, ln_error_t *err)
{
    size_t           i;
    ln_suggestion_t  guess;

    ln_suggest_init(&guess, word);

    for (i = 0; i < LN_USES; i++) {

        if (ln_str_eq(word, ln_str(ln_uses[i].word))) {
            *fields |= ln_uses[i].fields;
            return LN_OK;
        }

        ln_suggest_try(&guess, ln_str(ln_uses[i].word));
    }

    return ln_error(err, "unknown word \"%.*s\" in \"use=\"%s, place, asn and "
                    "traits are allowed", (int) word.len,
                    (const char *) word.data, ln_suggest_text(&guess));
}


void
ln_use_write(unsigned fields, char *text)
{
    size_t  i, len;

    len = 0;
    text[0] = '\0';

    for (i = 0; i < LN_USES; i++) {
        if (fields & ln_uses[i].fields) {
            len += (size_t) snprintf(text + len, LN_USE_WORDS - len, "%s%s",
                                     len ? ", " : "", ln_uses[i].word);
        }
    }
}
