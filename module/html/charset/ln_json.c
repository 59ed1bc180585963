#include "html/charset/ln_json.h"
#include "ln_ascii.h"


typedef enum {
    LN_JSON_START = 0,                  /* a value, or the name of a call */
    LN_JSON_CALL,                       /* in that name, and after it */
    LN_JSON_VALUE,
    LN_JSON_FIRST,                      /* a value, or the end of an array */
    LN_JSON_KEY,                        /* the name of a member */
    LN_JSON_FIRST_KEY,                  /* .. or the end of an object */
    LN_JSON_COLON,
    LN_JSON_NEXT,                       /* a comma, or an end */
    LN_JSON_STRING,
    LN_JSON_ESCAPE,
    LN_JSON_NUMBER,
    LN_JSON_LITERAL,
    LN_JSON_NONE                        /* it is no JSON */
} ln_json_state_t;


static unsigned ln_json_value(ln_json_t *json, unsigned char c);
static unsigned ln_json_open(ln_json_t *json, int object);
static unsigned ln_json_close(ln_json_t *json, unsigned char c);
static unsigned ln_json_next(ln_json_t *json, unsigned char c);
static unsigned ln_json_token(ln_json_t *json, unsigned char c);


int
ln_json_in_string(const ln_json_t *json)
{
    return json->depth > 0
           && (json->state == LN_JSON_STRING || json->state == LN_JSON_ESCAPE);
}


void
ln_json_feed(ln_json_t *json, unsigned char c)
{
    switch (json->state) {

    case LN_JSON_STRING:
        json->state = c < 0x20 ? LN_JSON_NONE
                      : c == '\\' ? LN_JSON_ESCAPE
                      : c != '"' ? LN_JSON_STRING
                      : json->key ? LN_JSON_COLON : LN_JSON_NEXT;
        return;

    case LN_JSON_ESCAPE:
        json->state = strchr("\"\\/bfnrtu", c) != NULL && c != '\0'
                      ? LN_JSON_STRING : LN_JSON_NONE;
        return;

    case LN_JSON_NUMBER:
    case LN_JSON_LITERAL:
        json->state = ln_json_token(json, c);
        return;

    case LN_JSON_NONE:
        return;

    default:
        break;
    }

    if (ln_is_space(c)) {
        return;
    }

    json->state = ln_json_next(json, c);
}


/* The state after a byte between the tokens, which is not blank. */
static unsigned
ln_json_next(ln_json_t *json, unsigned char c)
{
    switch (json->state) {

    case LN_JSON_START:
        if (c == '{' || c == '[') {
            return ln_json_value(json, c);
        }

        /* fall through */

    case LN_JSON_CALL:
        return c == '(' ? LN_JSON_VALUE
               : ln_is_alpha(c) || ln_is_digit(c)
                 || memchr("_$./*;", c, 6) != NULL ? LN_JSON_CALL
                                                   : LN_JSON_NONE;

    case LN_JSON_FIRST:
        return c == ']' ? ln_json_close(json, c) : ln_json_value(json, c);

    case LN_JSON_VALUE:
        return ln_json_value(json, c);

    case LN_JSON_FIRST_KEY:
        if (c == '}') {
            return ln_json_close(json, c);
        }

        /* fall through */

    case LN_JSON_KEY:
        json->key = 1;
        return c == '"' ? LN_JSON_STRING : LN_JSON_NONE;

    case LN_JSON_COLON:
        return c == ':' ? LN_JSON_VALUE : LN_JSON_NONE;

    default: /* LN_JSON_NEXT */
        if (json->depth && c == ',') {
            return (json->objects >> (json->depth - 1)) & 1 ? LN_JSON_KEY
                                                            : LN_JSON_VALUE;
        }

        return ln_json_close(json, c);
    }
}


static unsigned
ln_json_value(ln_json_t *json, unsigned char c)
{
    json->key = 0;

    switch (c) {

    case '{':
    case '[':
        return ln_json_open(json, c == '{');

    case '"':
        return LN_JSON_STRING;

    case 't':
        json->literal = "rue";
        return LN_JSON_LITERAL;

    case 'f':
        json->literal = "alse";
        return LN_JSON_LITERAL;

    case 'n':
        json->literal = "ull";
        return LN_JSON_LITERAL;

    default:
        return c == '-' || ln_is_digit(c) ? LN_JSON_NUMBER : LN_JSON_NONE;
    }
}


static unsigned
ln_json_open(ln_json_t *json, int object)
{
    if (json->depth == LN_JSON_DEPTH) {
        return LN_JSON_NONE;
    }

    json->objects &= ~((uint32_t) 1 << json->depth);
    json->objects |= (uint32_t) (object != 0) << json->depth;
    json->depth++;

    return object ? LN_JSON_FIRST_KEY : LN_JSON_FIRST;
}


static unsigned
ln_json_close(ln_json_t *json, unsigned char c)
{
    int  object;

    if (json->depth == 0 || (c != '}' && c != ']')) {
        return LN_JSON_NONE;
    }

    object = (json->objects >> (json->depth - 1)) & 1;

    if (object != (c == '}')) {
        return LN_JSON_NONE;
    }

    json->depth--;

    return LN_JSON_NEXT;
}


/* Within a number or a literal: c may end it, and be what follows. */
static unsigned
ln_json_token(ln_json_t *json, unsigned char c)
{
    if (json->state == LN_JSON_LITERAL && *json->literal != '\0') {
        return c == (unsigned char) *json->literal++ ? LN_JSON_LITERAL
                                                     : LN_JSON_NONE;
    }

    if (json->state == LN_JSON_NUMBER
        && (ln_is_digit(c) || memchr("+-.eE", c, 5) != NULL))
    {
        return LN_JSON_NUMBER;
    }

    json->state = LN_JSON_NEXT;

    return ln_is_space(c) ? LN_JSON_NEXT : ln_json_next(json, c);
}
