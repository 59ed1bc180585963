/*
 * Cookie and form as a peer may send them: nothing lifts a restriction but what
 * was made for it, whole and as it was made.  In the input, bytes 0x80 to 0x83
 * stand for acknowledgements: two that are good and two that are not.
 */

#include "acknowledge/ln_acknowledgement.h"
#include "field/ln_cookie.h"
#include "field/ln_form_field.h"
#include "field/ln_navigation.h"
#include "fuzzing.h"


#define FUZZ_NOW    1796000000LL
#define FUZZ_LASTS  (30 * 86400LL)
#define FUZZ_MADE   4


static ln_keys_t                fuzz_keys;
static unsigned char            fuzz_made[FUZZ_MADE][LN_ACKNOWLEDGEMENT_LEN];
static const ln_acknowledged_t  fuzz_what = {
    ln_string("gate"),
    ln_string("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f0"
              "0a08"),
    ln_string("a.example")
};


static void
fuzz_make(void)
{
    ln_keys_t          other;
    ln_acknowledged_t  what;

    fuzz_keys.keys[0] = ln_key_create(ln_str("one"));
    fuzz_keys.keys[1] = ln_key_create(ln_str("two"));
    fuzz_keys.n = 2;

    other.keys[0] = fuzz_keys.keys[1];
    other.n = 1;

    what = fuzz_what;
    what.host = ln_str("b.example");

    fuzz_assert(ln_acknowledgement_make(&fuzz_keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                        &fuzz_what, FUZZ_NOW + 1,
                                        fuzz_made[0]) == LN_OK);
    fuzz_assert(ln_acknowledgement_make(&other, LN_ACKNOWLEDGEMENT_COOKIE,
                                        &fuzz_what, FUZZ_NOW + FUZZ_LASTS,
                                        fuzz_made[1]) == LN_OK);
    fuzz_assert(ln_acknowledgement_make(&fuzz_keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                        &what, FUZZ_NOW + 1, fuzz_made[2])
                == LN_OK);
    fuzz_assert(ln_acknowledgement_make(&fuzz_keys, LN_ACKNOWLEDGEMENT_FORM,
                                        &fuzz_what, FUZZ_NOW + 1,
                                        fuzz_made[3]) == LN_OK);
}


/* The input, with acknowledgements where their bytes stand. */

static ln_str_t
fuzz_text(const uint8_t *data, size_t size)
{
    size_t          i;
    ln_str_t        text;
    unsigned char  *p;

    p = malloc(size * LN_ACKNOWLEDGEMENT_LEN + 1);
    fuzz_assert(p != NULL);
    text.data = p;

    for (i = 0; i < size; i++) {
        if (data[i] >= 0x80 && data[i] < 0x80 + FUZZ_MADE) {
            memcpy(p, fuzz_made[data[i] - 0x80], LN_ACKNOWLEDGEMENT_LEN);
            p += LN_ACKNOWLEDGEMENT_LEN;

        } else {
            *p++ = data[i];
        }
    }

    text.len = p - text.data;

    return text;
}


static void
fuzz_good(ln_str_t value)
{
    int  good, made;

    good = ln_acknowledgement_good(&fuzz_keys, LN_ACKNOWLEDGEMENT_COOKIE,
                                   &fuzz_what, value, FUZZ_NOW, FUZZ_LASTS);

    made = value.len == LN_ACKNOWLEDGEMENT_LEN
           && (memcmp(value.data, fuzz_made[0], value.len) == 0
               || memcmp(value.data, fuzz_made[1], value.len) == 0);

    fuzz_assert(good == made);
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ln_str_t               text, rest, value;
    unsigned char         *out;
    ln_navigation_t        navigation;
    const unsigned char   *last;

    if (fuzz_keys.n == 0) {
        fuzz_make();
    }

    text = fuzz_text(data, size);
    rest = text;
    last = text.data;

    while (ln_cookie_next(&rest, ln_str("legal_gate"), &value) == LN_OK) {
        fuzz_assert(value.data > last);
        last = value.data + value.len;
        fuzz_assert(last <= text.data + text.len);
        fuzz_good(value);
    }

    fuzz_assert(rest.len == 0);

    out = malloc(text.len + 1);
    fuzz_assert(out != NULL);

    if (ln_form_field(text, ln_str("f"), out, &value) == LN_OK) {
        fuzz_assert(value.data >= out
                    && value.data + value.len <= out + text.len);
        fuzz_good(value);
    }

    free(out);

    memset(&navigation, 0, sizeof(ln_navigation_t));
    navigation.origin = text;
    navigation.accept = text;
    navigation.purpose = text;

    if (ln_navigation_is_same_origin(&navigation, ln_str("a.example"))) {
        fuzz_assert(text.len == 0
                    || text.len >= sizeof("http://a.example") - 1);
    }

    (void) ln_navigation_is_document(&navigation);
    navigation.purpose.len = 0;
    (void) ln_navigation_is_document(&navigation);

    free((void *) text.data);

    return 0;
}
