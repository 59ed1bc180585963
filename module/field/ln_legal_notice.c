#include "field/ln_field_list.h"
#include "field/ln_legal_notice.h"


static unsigned char *ln_legal_notice_put(unsigned char *p, ln_str_t text);


size_t
ln_legal_notice_add(ln_str_t name, ln_str_t language, int follows,
    unsigned char *out)
{
    unsigned char  *p;

    p = out;

    if (follows) {
        p = ln_legal_notice_put(p, ln_str(", "));
    }

    p = ln_legal_notice_put(p, name);

    if (language.len) {
        p = ln_legal_notice_put(p, ln_str(";lang="));
        p = ln_legal_notice_put(p, language);
    }

    return p - out;
}


static unsigned char *
ln_legal_notice_put(unsigned char *p, ln_str_t text)
{
    memcpy(p, text.data, text.len);

    return p + text.len;
}


int
ln_legal_notice_has(ln_str_t value, ln_str_t name)
{
    ln_str_t  element;

    while (ln_field_list_next(&value, &element) == LN_OK) {
        if (ln_str_eq(ln_field_head(&element), name)) {
            return 1;
        }
    }

    return 0;
}
