#include <stdlib.h>

#include "cli/check/answer.h"
#include "ln_ascii.h"


#define LN_CHECK_BODY_MAX  (64 * 1024 * 1024)


static int ln_check_is_targeted(ln_str_t line);


void
ln_check_answer_field(ln_check_answer_t *answer, ln_str_t line)
{
    char    *value;
    size_t   i, at;

    const struct {
        ln_str_t  name;
        char     *value;
    } fields[] = {
        { ln_string("content-type:"), answer->type },
        { ln_string("legal-notice:"), answer->notice },
        { ln_string("legal-preview:"), answer->preview },
        { ln_string("cache-control:"), answer->cache_control },
        { ln_string("vary:"), answer->vary },
        { ln_string("etag:"), answer->etag },
        { ln_string("last-modified:"), answer->last_modified },
        { ln_string("age:"), answer->age },
        { ln_string("link:"), answer->link },
        { ln_string("retry-after:"), answer->retry_after }
    };

    if (ln_str_caseless_begins(line, ln_str("HTTP/"))) {

        /* behind a redirect, or an interim response */

        for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
            fields[i].value[0] = '\0';
        }

        answer->targeted[0] = '\0';
        answer->header = 0;
        return;
    }

    line = ln_str_trim(line);

    if (line.len == 0) {
        answer->header = 1;
        return;
    }

    if (ln_check_is_targeted(line)) {
        (void) snprintf(answer->targeted, LN_CHECK_VALUE, "%.*s",
                        (int) line.len, (const char *) line.data);
        return;
    }

    for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {

        if (!ln_str_caseless_begins(line, fields[i].name)) {
            continue;
        }

        line.data += fields[i].name.len;
        line.len -= fields[i].name.len;

        line = ln_str_trim(line);

        /* several fields are one list */

        value = fields[i].value;
        at = strlen(value);
        (void) snprintf(value + at, LN_CHECK_VALUE - at, "%s%.*s",
                        at ? ", " : "", (int) line.len,
                        (const char *) line.data);
        return;
    }
}


/* RFC 9213: what it lets caches of a kind do outranks Cache-Control. */

static int
ln_check_is_targeted(ln_str_t line)
{
    ln_str_t              name;
    const unsigned char  *colon;

    colon = memchr(line.data, ':', line.len);

    if (colon == NULL) {
        return 0;
    }

    name.data = line.data;
    name.len = colon - line.data;

    return ln_str_caseless_ends(name, ln_str("-cache-control"))
           || ln_str_caseless_eq(name, ln_str("surrogate-control"));
}


int
ln_check_answer_body(ln_check_answer_t *answer, ln_str_t bytes)
{
    unsigned char  *body;

    if (bytes.len > LN_CHECK_BODY_MAX - answer->len) {
        answer->too_large = 1;
        return LN_ERROR;
    }

    body = realloc(answer->body, answer->len + bytes.len + 1);
    if (body == NULL) {
        return LN_ERROR;
    }

    memcpy(body + answer->len, bytes.data, bytes.len);
    answer->body = body;
    answer->len += bytes.len;

    return LN_OK;
}


void
ln_check_answer_free(ln_check_answer_t *answer)
{
    free(answer->body);
    memset(answer, 0, sizeof(ln_check_answer_t));
}
