#include <inttypes.h>

#include "field/ln_variant_tag.h"
#include "ln_ascii.h"


/* What a tag that is made of a time begins with. */
#define LN_VARIANT_TAG_MODIFIED  "LM-"


static int64_t ln_variant_tag_time(const ln_entity_tag_t *tag);


size_t
ln_variant_tag_write(ln_str_t original, int64_t modified, ln_str_t key,
    unsigned char *out)
{
    unsigned char    *p;
    ln_entity_tag_t   tag;

    p = out;

    if (ln_entity_tag_parse(original, &tag) == LN_OK) {
        memcpy(p, original.data, original.len - 1);
        p += original.len - 1;

    } else if (modified != -1) {
        p += sprintf((char *) p, "W/\"" LN_VARIANT_TAG_MODIFIED "%" PRIx64,
                     (uint64_t) modified);

    } else {
        return 0;
    }

    *p++ = '-';
    memcpy(p, key.data, key.len);
    p += key.len;
    *p++ = '"';

    return p - out;
}


int
ln_variant_tag_original(const ln_entity_tag_t *tag, ln_str_t key,
    ln_entity_tag_t *original, int64_t *modified)
{
    size_t    n;
    ln_str_t  end;

    if (tag->opaque.len < key.len + 1) {
        return LN_DECLINED;
    }

    n = tag->opaque.len - key.len - 1;
    end.data = tag->opaque.data + n + 1;
    end.len = key.len;

    if (tag->opaque.data[n] != '-' || !ln_str_eq(end, key)) {
        return LN_DECLINED;
    }

    *original = *tag;
    original->opaque.len = n;
    *modified = ln_variant_tag_time(original);

    return LN_OK;
}


/* The time that an original's tag stands for, in seconds; 0: for none. */

static int64_t
ln_variant_tag_time(const ln_entity_tag_t *tag)
{
    int       digit;
    size_t    i;
    int64_t   time;
    ln_str_t  start = ln_string(LN_VARIANT_TAG_MODIFIED);

    if (!tag->weak || tag->opaque.len < start.len
        || memcmp(tag->opaque.data, start.data, start.len) != 0)
    {
        return 0;
    }

    time = 0;

    for (i = start.len; i < tag->opaque.len; i++) {
        digit = ln_hex(tag->opaque.data[i]);

        if (digit < 0 || time > INT64_MAX / 16) {
            return 0;
        }

        time = time * 16 + digit;
    }

    return time;
}
