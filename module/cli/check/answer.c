#include <stdlib.h>

#include "cli/check/answer.h"
#include "field/ln_cache_control.h"
#include "ln_ascii.h"


#define LN_CHECK_BODY_MAX  (64 * 1024 * 1024)


static int ln_check_put(char *value, ln_str_t text);
static size_t ln_check_targeted(ln_str_t line);
static int ln_check_put_targeted(char *lines, ln_str_t line, size_t name);


void
ln_check_answer_field(ln_check_answer_t *answer, ln_str_t line)
{
    size_t  i, name;

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

    name = ln_check_targeted(line);

    if (name) {
        if (!ln_check_put_targeted(answer->targeted, line, name)) {
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


/*
 * The length of the name if what the field says outranks Cache-Control in
 * caches of one kind (RFC 9213), or 0.
 */

static size_t
ln_check_targeted(ln_str_t line)
{
    ln_str_t              name;
    const unsigned char  *colon;

    colon = memchr(line.data, ':', line.len);

    if (colon == NULL) {
        return 0;
    }

    name.data = line.data;
    name.len = colon - line.data;

    return ln_cache_control_is_targeted(name) ? name.len : 0;
}


/* Each name has one line, as fields of one name are one list. */

static int
ln_check_put_targeted(char *lines, ln_str_t line, size_t name)
{
    char        *p, *end;
    size_t       len, tail;
    ln_str_t     field, more;
    const char  *between;

    len = strlen(lines);
    between = len ? "\n" : "";
    more = line;
    end = lines + len;

    for (p = lines; *p; p += (*p == '\n')) {
        field.data = (const unsigned char *) p;
        field.len = name + 1;
        p += strcspn(p, "\n");

        if ((size_t) (p - (const char *) field.data) > name
            && ln_caseless_eq(field.data, line.data, field.len))
        {
            between = ", ";
            more.data += name + 1;
            more.len -= name + 1;
            more = ln_str_trim(more);
            end = p;
            break;
        }
    }

    tail = lines + len - end;

    if (len + strlen(between) + more.len >= LN_CHECK_VALUE) {
        return 0;
    }

    memmove(end + strlen(between) + more.len, end, tail + 1);
    memcpy(end, between, strlen(between));
    memcpy(end + strlen(between), more.data, more.len);

    return 1;
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
