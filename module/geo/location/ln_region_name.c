#include <stdlib.h>

#include "geo/location/ln_country.h"
#include "geo/location/ln_region_name.h"


#define LN_REGION_NAME  96              /* bytes of a folded name */


/* A name as it is folded: words with a blank between them. */
typedef struct {
    char      text[LN_REGION_NAME];
    size_t    len;
    size_t    word;                     /* where the last word begins */
    unsigned  stem:1;                   /* without words like "province" */
} ln_region_fold_t;


static int ln_region_fold(ln_region_fold_t *f, ln_str_t name);
static size_t ln_region_fold_char(ln_region_fold_t *f, ln_str_t name,
    size_t at);
static size_t ln_region_char(ln_str_t name, size_t at, uint32_t *c);
static const char *ln_region_letter(uint32_t c);
static int ln_region_mark(uint32_t c);
static int ln_region_dash(uint32_t c);
static int ln_region_fold_put(ln_region_fold_t *f, const char *letters);
static void ln_region_fold_word(ln_region_fold_t *f);
static const ln_region_name_t *ln_region_name_find(ln_region_fold_t *f,
    const char *country, ln_str_t name);
static int ln_region_name_compare(const void *key, const void *entry);


ln_named_region_t
ln_region_named(const char *country, ln_str_t name)
{
    ln_region_fold_t         f;
    ln_named_region_t        named;
    const ln_region_name_t  *entry;

    f.stem = 0;
    entry = ln_region_name_find(&f, country, name);

    if (entry && entry->named.region) {
        return entry->named;
    }

    f.stem = 1;
    entry = ln_region_name_find(&f, country, name);

    named.region = entry ? entry->stem : 0;
    named.around = named.region;

    return named;
}


static const ln_region_name_t *
ln_region_name_find(ln_region_fold_t *f, const char *country, ln_str_t name)
{
    f->text[0] = country[0];
    f->text[1] = country[1];
    f->text[2] = ' ';
    f->len = 3;

    if (ln_region_fold(f, name) != LN_OK) {
        return NULL;
    }

    return bsearch(f->text, ln_region_names, ln_region_nnames,
                   sizeof(ln_region_name_t), ln_region_name_compare);
}


static int
ln_region_name_compare(const void *key, const void *entry)
{
    return strcmp(key, ((const ln_region_name_t *) entry)->name);
}


/* LN_DECLINED where the name has a letter that isn't Latin, or is too long. */

static int
ln_region_fold(ln_region_fold_t *f, ln_str_t name)
{
    size_t  at;

    f->word = f->len;

    for (at = 0; at < name.len; /* void */ ) {
        at = ln_region_fold_char(f, name, at);

        if (at == 0) {
            return LN_DECLINED;
        }
    }

    ln_region_fold_word(f);

    if (f->len <= 3) {
        return LN_DECLINED;
    }

    f->text[f->len - 1] = '\0';         /* the blank behind the last word */

    return LN_OK;
}


/*
 * Folds the character at offset at, and returns the offset behind it, 0 where
 * it can't be folded.  Apostrophes, points and accents are left out; anything
 * else that is no letter is between words.
 */

static size_t
ln_region_fold_char(ln_region_fold_t *f, ln_str_t name, size_t at)
{
    size_t       len;
    uint32_t     c;
    const char  *letters;

    len = ln_region_char(name, at, &c);

    if (len == 0) {
        return 0;
    }

    letters = ln_region_letter(c);

    if (letters) {
        return ln_region_fold_put(f, letters) == LN_OK ? at + len : 0;
    }

    if (c >= 0x80 && !ln_region_mark(c) && !ln_region_dash(c)) {
        return 0;
    }

    if (!ln_region_mark(c)) {
        ln_region_fold_word(f);
    }

    return at + len;
}


/* The bytes of the character of UTF-8 at offset at; 0 where it isn't read. */

static size_t
ln_region_char(ln_str_t name, size_t at, uint32_t *c)
{
    const unsigned char  *p;

    p = name.data + at;

    if (p[0] < 0x80) {
        *c = p[0];
        return 1;
    }

    if (p[0] >= 0xc2 && p[0] < 0xe0 && name.len - at >= 2) {
        *c = (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
        return 2;
    }

    if (p[0] >= 0xe0 && p[0] < 0xf0 && name.len - at >= 3) {
        *c = (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
        return 3;
    }

    return 0;
}


/* NULL where c is no digit and no Latin letter. */

static const char *
ln_region_letter(uint32_t c)
{
    const char  *letters;

    letters = "";

    if (c >= LN_REGION_LATIN && c - LN_REGION_LATIN < LN_REGION_NLATIN) {
        letters = ln_region_letters[c - LN_REGION_LATIN];

    } else if (c >= LN_REGION_VIET && c - LN_REGION_VIET < LN_REGION_NVIET) {
        letters = ln_region_letters[LN_REGION_NLATIN + c - LN_REGION_VIET];
    }

    return letters[0] ? letters : NULL;
}


/* A point, an apostrophe, or an accent that stands behind its letter. */

static int
ln_region_mark(uint32_t c)
{
    return c == '\'' || c == '`' || c == '.' || c == 0xb4
           || (c >= 0x2b0 && c < 0x370) || c == 0x2018 || c == 0x2019;
}


static int
ln_region_dash(uint32_t c)
{
    return c == 0xa0 || (c >= 0x2010 && c <= 0x2015);
}


static int
ln_region_fold_put(ln_region_fold_t *f, const char *letters)
{
    for ( /* void */ ; *letters; letters++) {

        if (f->len + 2 > LN_REGION_NAME) {
            return LN_DECLINED;
        }

        f->text[f->len++] = *letters;
    }

    return LN_OK;
}


/* The end of a word: room for the blank behind it was left. */

static void
ln_region_fold_word(ln_region_fold_t *f)
{
    size_t               len;
    const char *const   *word;

    len = f->len - f->word;

    if (len == 0) {
        return;
    }

    for (word = ln_region_words; f->stem && *word; word++) {
        if (strlen(*word) == len
            && memcmp(*word, f->text + f->word, len) == 0)
        {
            f->len = f->word;
            return;
        }
    }

    f->text[f->len++] = ' ';
    f->word = f->len;
}


const char *
ln_region_named_code(ln_named_region_t named, ln_str_t name, ln_str_t city)
{
    if (city.len >= name.len && memcmp(city.data, name.data, name.len) == 0) {
        return ln_region_code(named.region - 1u);
    }

    return ln_region_code(named.around - 1u);
}
