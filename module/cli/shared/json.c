#include <stdlib.h>

#include "cli/shared/json.h"
#include "html/charset/ln_utf8.h"


json_t *
ln_cli_json_text(ln_str_t text)
{
    size_t                n;
    json_t               *string;
    unsigned char        *valid, *to;
    const unsigned char  *p, *end;

    valid = malloc(3 * text.len + 1);
    if (valid == NULL) {
        return NULL;
    }

    to = valid;
    p = text.data;
    end = p + text.len;

    while (p < end) {
        n = ln_utf8_length(p, end);

        if (n) {
            memcpy(to, p, n);
            to += n;
            p += n;

        } else {
            to = ln_utf8_write(to, 0xfffd);
            p++;
        }
    }

    string = json_stringn((char *) valid, (size_t) (to - valid));
    free(valid);

    return string;
}


int
ln_cli_json_line(json_t *object)
{
    int  rc;

    rc = json_dumpf(object, stdout, JSON_COMPACT|JSON_REAL_PRECISION(6));
    json_decref(object);

    return rc == 0 && putchar('\n') != EOF ? LN_OK : LN_ERROR;
}
