#include <stdlib.h>

#include "cli/check/answer.h"
#include "ln_ascii.h"


#define LN_CHECK_BODY_MAX  (64 * 1024 * 1024)


static int ln_check_put(char *value, ln_str_t text);
static int ln_check_is_targeted(ln_str_t line);


void
ln_check_answer_field(ln_check_answer_t *answer, ln_str_t line)
{
    size_t  i;

    const struct {
        ln_str_t  name;
        char     *value;
    } fields[] = {
        { ln_string("Content-Type"), answer->type },
        { ln_string("Legal-Notice"), answer->notice },
        { ln_string("Legal-Preview"), answer->preview },
        { ln_string("Cache-Control"), answer->cache_control },
        { ln_string("Vary"), answer->vary },
        { ln_string("ETag"), answer->etag },
        { ln_string("Last-Modified"), answer->last_modified },
        { ln_string("Age"), answer->age },
        { ln_string("Link"), answer->link },
        { ln_string("Retry-After"), answer->retry_after }
    };

    if (ln_str_caseless_begins(line, ln_str("HTTP/"))) {

        /* behind a redirect, or an interim response */

        for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
            fields[i].value[0] = '\0';
        }

        answer->targeted[0] = '\0';
        answer->header = 0;
        answer->cut = NULL;
        return;
    }

    line = ln_str_trim(line);

    if (line.len == 0) {
        answer->header = 1;
        return;
    }

    if (ln_check_is_targeted(line)) {
        answer->targeted[0] = '\0';

        if (!ln_check_put(answer->targeted, line)) {
            answer->cut = "the Cache-Control of some caches";
        }

        return;
    }

    for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {

        if (!ln_str_caseless_begins(line, fields[i].name)
            || line.len == fields[i].name.len
            || line.data[fields[i].name.len] != ':')
        {
            continue;
        }

        line.data += fields[i].name.len + 1;
        line.len -= fields[i].name.len + 1;

        line = ln_str_trim(line);

        /* several fields are one list */

        if (!ln_check_put(fields[i].value, line)) {
            answer->cut = (const char *) fields[i].name.data;
        }

        return;
    }
}


/* Appends to a value.  0: it is too long. */

static int
ln_check_put(char *value, ln_str_t text)
{
    size_t  at, room;

    at = strlen(value);
    room = LN_CHECK_VALUE - at;

    return (size_t) snprintf(value + at, room, "%s%.*s", at ? ", " : "",
                             (int) text.len, (const char *) text.data)
           < room;
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
