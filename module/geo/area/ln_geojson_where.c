#include "geo/area/ln_geojson_where.h"


static size_t ln_geojson_blank(ln_str_t text, size_t at);
static size_t ln_geojson_string(ln_str_t text, size_t at);
static size_t ln_geojson_value(ln_str_t text, size_t at);
static size_t ln_geojson_enter(ln_str_t text, size_t at,
    const ln_geojson_step_t *step);


unsigned
ln_geojson_line(ln_str_t text, const ln_geojson_step_t *steps, unsigned n)
{
    size_t    at, i;
    unsigned  line;

    at = ln_geojson_blank(text, 0);

    for (i = 0; i < n && at < text.len; i++) {
        at = ln_geojson_enter(text, at, &steps[i]);
    }

    for (line = 1, i = 0; i < at && i < text.len; i++) {
        line += (text.data[i] == '\n');
    }

    return line;
}


static size_t
ln_geojson_blank(ln_str_t text, size_t at)
{
    while (at < text.len && memchr(" \t\r\n", text.data[at], 4)) {
        at++;
    }

    return at;
}


/* Behind the string that begins at at. */

static size_t
ln_geojson_string(ln_str_t text, size_t at)
{
    for (at++; at < text.len && text.data[at] != '"'; at++) {
        at += (text.data[at] == '\\');
    }

    return at + 1;
}


/* Behind the value that begins at at. */

static size_t
ln_geojson_value(ln_str_t text, size_t at)
{
    size_t  depth;

    for (depth = 0; at < text.len; /* void */) {

        switch (text.data[at]) {

        case '"':
            at = ln_geojson_string(text, at);
            break;

        case '{':
        case '[':
            depth++;
            at++;
            break;

        case '}':
        case ']':
            if (depth == 0) {
                return at;
            }

            depth--;
            at++;
            break;

        case ',':
            if (depth == 0) {
                return at;
            }

            at++;
            continue;

        default:
            at++;
            continue;
        }

        if (depth == 0) {
            return at;
        }
    }

    return at;
}


static size_t
ln_geojson_enter(ln_str_t text, size_t at, const ln_geojson_step_t *step)
{
    size_t  i, key, end;

    for (i = 0, at++; at < text.len; i++) {
        at = ln_geojson_blank(text, at);

        if (step->member == NULL) {

            if (i == step->item) {
                return at;
            }

        } else {
            key = at + 1;
            end = ln_geojson_string(text, at);
            at = ln_geojson_blank(text, ln_geojson_blank(text, end) + 1);

            if (end <= text.len && end - 1 - key == strlen(step->member)
                && memcmp(text.data + key, step->member, end - 1 - key) == 0)
            {
                return at;
            }
        }

        at = ln_geojson_blank(text, ln_geojson_value(text, at)) + 1;
    }

    return at;
}
