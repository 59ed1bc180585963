#include "notice/ln_language.h"


#define LN_LANGUAGE_RANGES  64


static size_t ln_language_subtag(ln_str_t tag, size_t at);
static int ln_language_alpha(ln_str_t s);
static int ln_language_alnum(ln_str_t s);
static int ln_language_eq(ln_str_t a, ln_str_t b);
static ln_str_t ln_language_likely(ln_str_t tag);
static int ln_language_exact(ln_str_t tag, const ln_str_t *tags,
    unsigned ntags);
static int ln_language_element(const unsigned char **p,
    const unsigned char *end, ln_str_t *range, unsigned *weight);
static int ln_language_weight(ln_str_t s, unsigned *weight);


/*
 * The grammar of a langtag (RFC 5646, 2.1) as far as tags of texts need it:
 * language, then subtags of 1 to 8 letters and digits.
 */

int
ln_language_valid(ln_str_t tag)
{
    size_t    at, len;
    ln_str_t  s;

    for (at = 0; at <= tag.len; at += len + 1) {
        len = ln_language_subtag(tag, at);
        s.data = tag.data + at;
        s.len = len;

        if (at == 0) {
            if (len < 2 || len > 3 || !ln_language_alpha(s)) {
                return 0;
            }

        } else if (len < 1 || len > 8 || !ln_language_alnum(s)
                   || (len == 1 && at + len == tag.len))
        {
            return 0;
        }
    }

    return 1;
}


/* The length of the subtag that begins at offset at. */

static size_t
ln_language_subtag(ln_str_t tag, size_t at)
{
    size_t  end;

    for (end = at; end < tag.len && tag.data[end] != '-'; end++) {
        /* void */
    }

    return end - at;
}


static int
ln_language_alpha(ln_str_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if ((s.data[i] | 0x20) < 'a' || (s.data[i] | 0x20) > 'z') {
            return 0;
        }
    }

    return 1;
}


static int
ln_language_alnum(ln_str_t s)
{
    size_t  i;

    for (i = 0; i < s.len; i++) {
        if (((s.data[i] | 0x20) < 'a' || (s.data[i] | 0x20) > 'z')
            && (s.data[i] < '0' || s.data[i] > '9'))
        {
            return 0;
        }
    }

    return 1;
}


/* Tags are compared without regard to case (RFC 5646, 2.1.1). */

static int
ln_language_eq(ln_str_t a, ln_str_t b)
{
    size_t         i;
    unsigned char  c, d;

    if (a.len != b.len) {
        return 0;
    }

    for (i = 0; i < a.len; i++) {
        c = a.data[i];
        d = b.data[i];

        if (c >= 'A' && c <= 'Z') {
            c |= 0x20;
        }

        if (d >= 'A' && d <= 'Z') {
            d |= 0x20;
        }

        if (c != d) {
            return 0;
        }
    }

    return 1;
}


const char *
ln_language_dir(ln_str_t tag)
{
    size_t    i, at, len;
    ln_str_t  s;

    static const ln_str_t  scripts[] = {
        ln_string("Adlm"), ln_string("Arab"), ln_string("Aran"),
        ln_string("Hebr"), ln_string("Mand"), ln_string("Mend"),
        ln_string("Nkoo"), ln_string("Rohg"), ln_string("Samr"),
        ln_string("Syrc"), ln_string("Thaa")
    };

    static const ln_str_t  languages[] = {
        ln_string("ar"), ln_string("arc"), ln_string("arz"), ln_string("azb"),
        ln_string("bal"), ln_string("bgn"), ln_string("ckb"), ln_string("dv"),
        ln_string("fa"), ln_string("glk"), ln_string("he"), ln_string("iw"),
        ln_string("ji"), ln_string("ks"), ln_string("lrc"), ln_string("mzn"),
        ln_string("nqo"), ln_string("pnb"), ln_string("prs"), ln_string("ps"),
        ln_string("rhg"), ln_string("sd"), ln_string("sdh"), ln_string("skr"),
        ln_string("syr"), ln_string("ug"), ln_string("ur"), ln_string("yi")
    };

    len = ln_language_subtag(tag, 0);

    for (at = len + 1; at < tag.len; at += s.len + 1) {
        s.data = tag.data + at;
        s.len = ln_language_subtag(tag, at);

        if (s.len != 4 || !ln_language_alpha(s)) {
            continue;
        }

        for (i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
            if (ln_language_eq(s, scripts[i])) {
                return "rtl";
            }
        }

        return "ltr";
    }

    s = ln_language_likely(tag);

    if (s.len) {
        return ln_language_dir(s);
    }

    s.data = tag.data;
    s.len = len;

    for (i = 0; i < sizeof(languages) / sizeof(languages[0]); i++) {
        if (ln_language_eq(s, languages[i])) {
            return "rtl";
        }
    }

    return "ltr";
}


/*
 * The language with the script that a region writes it in, where that is not
 * the language's usual one (Unicode CLDR, likelySubtags); empty for others.
 */

static ln_str_t
ln_language_likely(ln_str_t tag)
{
    size_t    i;
    ln_str_t  none = { 0, NULL };

    static const struct {
        ln_str_t  region;
        ln_str_t  script;
    } likely[] = {
        { ln_string("az-IQ"), ln_string("az-Arab") },
        { ln_string("az-IR"), ln_string("az-Arab") },
        { ln_string("kk-AF"), ln_string("kk-Arab") },
        { ln_string("kk-CN"), ln_string("kk-Arab") },
        { ln_string("kk-IR"), ln_string("kk-Arab") },
        { ln_string("ku-IQ"), ln_string("ku-Arab") },
        { ln_string("ku-IR"), ln_string("ku-Arab") },
        { ln_string("ky-CN"), ln_string("ky-Arab") },
        { ln_string("ky-TR"), ln_string("ky-Latn") },
        { ln_string("pa-PK"), ln_string("pa-Arab") },
        { ln_string("sd-IN"), ln_string("sd-Deva") },
        { ln_string("sr-ME"), ln_string("sr-Latn") },
        { ln_string("sr-RO"), ln_string("sr-Latn") },
        { ln_string("sr-TR"), ln_string("sr-Latn") },
        { ln_string("tg-PK"), ln_string("tg-Arab") },
        { ln_string("uz-AF"), ln_string("uz-Arab") },
        { ln_string("uz-CN"), ln_string("uz-Cyrl") },
        { ln_string("zh-AU"), ln_string("zh-Hant") },
        { ln_string("zh-CN"), ln_string("zh-Hans") },
        { ln_string("zh-HK"), ln_string("zh-Hant") },
        { ln_string("zh-MO"), ln_string("zh-Hant") },
        { ln_string("zh-SG"), ln_string("zh-Hans") },
        { ln_string("zh-TW"), ln_string("zh-Hant") }
    };

    for (i = 0; i < sizeof(likely) / sizeof(likely[0]); i++) {
        if (ln_language_eq(tag, likely[i].region)) {
            return likely[i].script;
        }
    }

    return none;
}


int
ln_language_lookup(ln_str_t range, const ln_str_t *tags, unsigned ntags)
{
    int       found;
    size_t    len;
    unsigned  i;
    ln_str_t  s, head;

    s = range;

    while (s.len) {
        found = ln_language_exact(s, tags, ntags);

        if (found < 0) {
            found = ln_language_exact(ln_language_likely(s), tags, ntags);
        }

        if (found >= 0) {
            return found;
        }

        while (s.len && s.data[s.len - 1] != '-') {
            s.len--;
        }

        if (s.len) {
            s.len--;
        }

        /* a single letter goes with the subtag it introduces (RFC 4647) */

        if (s.len > 2 && s.data[s.len - 2] == '-') {
            s.len -= 2;
        }
    }

    len = ln_language_subtag(range, 0);
    range.len = len;

    for (i = 0; len && i < ntags; i++) {
        head.data = tags[i].data;
        head.len = ln_language_subtag(tags[i], 0);

        if (ln_language_eq(head, range)) {
            return (int) i;
        }
    }

    return -1;
}


static int
ln_language_exact(ln_str_t tag, const ln_str_t *tags, unsigned ntags)
{
    unsigned  i;

    for (i = 0; i < ntags; i++) {
        if (ln_language_eq(tag, tags[i])) {
            return (int) i;
        }
    }

    return -1;
}


/*
 * Ranges of weight 0 exclude: a tag that one of them names is not chosen
 * through `*`, nor through a wider range.
 */

int
ln_language_accept(ln_str_t field, const ln_str_t *tags, unsigned ntags)
{
    int                   found, best;
    unsigned              i, weight, best_weight, n, star, j;
    ln_str_t              range, ranges[LN_LANGUAGE_RANGES];
    unsigned              weights[LN_LANGUAGE_RANGES];
    const unsigned char  *p, *end;

    p = field.data;
    end = field.len ? p + field.len : p;      /* NULL may not be added to */
    star = 0;

    for (n = 0; n < LN_LANGUAGE_RANGES && p < end; /* void */) {
        if (ln_language_element(&p, end, &range, &weight) == LN_OK) {
            ranges[n] = range;
            weights[n++] = weight;
        }
    }

    best = -1;
    best_weight = 0;

    for (i = 0; i < n; i++) {

        if (ranges[i].len == 1 && ranges[i].data[0] == '*') {
            star = weights[i];
            continue;
        }

        if (weights[i] <= best_weight) {
            continue;
        }

        found = ln_language_lookup(ranges[i], tags, ntags);

        for (j = 0; found >= 0 && j < n; j++) {
            if (weights[j] == 0 && ln_language_eq(ranges[j], tags[found])) {
                found = -1;
            }
        }

        if (found >= 0) {
            best = found;
            best_weight = weights[i];
        }
    }

    if (best >= 0 || star == 0) {
        return best;
    }

    for (i = 0; i < ntags; i++) {
        for (j = 0; j < n; j++) {
            if (weights[j] == 0 && ln_language_eq(ranges[j], tags[i])) {
                break;
            }
        }

        if (j == n) {
            return (int) i;
        }
    }

    return -1;
}


/* One element of the list: `range *( OWS ";" OWS "q=" weight )`. */

static int
ln_language_element(const unsigned char **pp, const unsigned char *end,
    ln_str_t *range, unsigned *weight)
{
    ln_str_t              part;
    unsigned              first;
    const unsigned char  *p;

    p = *pp;
    first = 1;
    *weight = 1000;
    range->len = 0;

    do {
        if (!first) {
            p++;
        }

        while (p < end && (*p == ' ' || *p == '\t')) {
            p++;
        }

        part.data = p;

        while (p < end && *p != ',' && *p != ';') {
            p++;
        }

        part.len = p - part.data;

        while (part.len && (part.data[part.len - 1] == ' '
                            || part.data[part.len - 1] == '\t'))
        {
            part.len--;
        }

        if (first) {
            *range = part;

        } else if (ln_language_weight(part, weight) != LN_OK) {
            range->len = 0;
        }

        first = 0;

    } while (p < end && *p == ';');

    *pp = (p < end) ? p + 1 : p;

    return range->len ? LN_OK : LN_DECLINED;
}


/* `q=0.8` in thousandths (RFC 9110, 12.4.2). */

static int
ln_language_weight(ln_str_t s, unsigned *weight)
{
    size_t    i;
    unsigned  scale;

    if (s.len < 3 || s.len > 7 || (s.data[0] | 0x20) != 'q'
        || s.data[1] != '=' || s.data[2] < '0' || s.data[2] > '1'
        || (s.len > 3 && s.data[3] != '.'))
    {
        return LN_ERROR;
    }

    *weight = (s.data[2] - '0') * 1000;
    scale = 100;

    for (i = 4; i < s.len; i++) {
        if (s.data[i] < '0' || s.data[i] > '9') {
            return LN_ERROR;
        }

        *weight += (s.data[i] - '0') * scale;
        scale /= 10;
    }

    return *weight <= 1000 ? LN_OK : LN_ERROR;
}
