/* The tokens of CSS that selectors are made of, and what a bad one is told. */

#include "html/charset/ln_utf8.h"
#include "html/selector/ln_selector_token.h"
#include "ln_ascii.h"


void
ln_selector_blank(ln_selector_parser_t *s)
{
    while (s->p < s->end && ln_is_space(*s->p)) {
        s->p++;
    }
}


static int
ln_selector_error(ln_selector_parser_t *s, const unsigned char *at,
    const char *text)
{
    s->error->line = 0;
    s->error->column = (unsigned) (at - s->text.data) + 1;

    return ln_error(s->error, "invalid selector \"%.*s\": %s",
                    s->text.len < 200 ? (int) s->text.len : 200,
                    (const char *) s->text.data, text);
}


int
ln_selector_unexpected(ln_selector_parser_t *s, const char *wanted)
{
    size_t  n;
    char    text[256];

    if (s->p == s->end) {
        (void) snprintf(text, sizeof(text),
                        "unexpected end at offset %zu, %s is expected",
                        s->text.len, wanted);

        return ln_selector_error(s, s->p, text);
    }

    /* a character is not cut */

    for (n = 1; s->p + n < s->end && (s->p[n] & 0xc0) == 0x80; n++) {
        /* void */
    }

    (void) snprintf(text, sizeof(text),
                    "unexpected \"%.*s\" at offset %zu, %s is expected",
                    (int) (n < 4 ? n : 4), (const char *) s->p,
                    (size_t) (s->p - s->text.data), wanted);

    return ln_selector_error(s, s->p, text);
}


int
ln_selector_refuse(ln_selector_parser_t *s, const unsigned char *at,
    const char *what)
{
    char  text[256];

    (void) snprintf(text, sizeof(text), "%s at offset %zu", what,
                    (size_t) (at - s->text.data));

    return ln_selector_error(s, at, text);
}


static int
ln_is_name(unsigned char c)
{
    return ln_is_alpha(c) || ln_is_digit(c) || c == '-' || c == '_'
           || c >= 0x80;
}


int
ln_selector_starts_ident(const ln_selector_parser_t *s)
{
    const unsigned char  *p;

    p = s->p;

    if (p < s->end && *p == '-') {
        p++;

        if (p < s->end && *p == '-') {
            return 1;
        }
    }

    return p < s->end
           && ((ln_is_name(*p) && !ln_is_digit(*p) && *p != '-')
               || (*p == '\\' && p + 1 < s->end && p[1] != '\n'));
}


/* After `\`: up to six hexadecimal digits and a blank, or any character. */
static unsigned char *
ln_selector_escape(ln_selector_parser_t *s, unsigned char *out)
{
    int       n;
    uint32_t  c;

    if (ln_hex(*s->p) < 0) {
        *out++ = *s->p++;
        return out;
    }

    c = 0;

    for (n = 0; n < 6 && s->p < s->end && ln_hex(*s->p) >= 0; n++) {
        c = c * 16 + (uint32_t) ln_hex(*s->p++);
    }

    if (s->p < s->end && ln_is_space(*s->p)) {
        s->p++;
    }

    if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
        c = 0xfffd;
    }

    return ln_utf8_write(out, c);
}


/* Room for all that is left of the text: an escape is no shorter. */
static unsigned char *
ln_selector_room(ln_selector_parser_t *s)
{
    unsigned char  *room;

    room = ln_alloc(s->alloc, 2 * (size_t) (s->end - s->p) + 4);

    if (room == NULL) {
        (void) ln_error(s->error, "no memory for a selector");
    }

    return room;
}


int
ln_selector_ident(ln_selector_parser_t *s, ln_str_t *ident)
{
    unsigned char  *out;

    out = ln_selector_room(s);
    if (out == NULL) {
        return LN_ERROR;
    }

    ident->data = out;

    while (s->p < s->end) {

        if (ln_is_name(*s->p)) {
            *out++ = *s->p++;

        } else if (*s->p == '\\' && s->end - s->p > 1) {
            s->p++;
            out = ln_selector_escape(s, out);

        } else {
            break;
        }
    }

    ident->len = (size_t) (out - ident->data);

    return LN_OK;
}


int
ln_selector_string(ln_selector_parser_t *s, ln_str_t *string)
{
    unsigned char   quote;
    unsigned char  *out;

    out = ln_selector_room(s);
    if (out == NULL) {
        return LN_ERROR;
    }

    string->data = out;
    quote = *s->p++;

    for ( ;; ) {
        if (s->p == s->end || *s->p == '\n') {
            return ln_selector_unexpected(s, quote == '"'
                                             ? "a closing double quote"
                                             : "a closing single quote");
        }

        if (*s->p == quote) {
            break;
        }

        if (*s->p == '\\' && s->end - s->p > 1) {
            s->p++;
            out = ln_selector_escape(s, out);

        } else {
            *out++ = *s->p++;
        }
    }

    s->p++;
    string->len = (size_t) (out - string->data);

    return LN_OK;
}


/* Digits, at most a million. */
static int
ln_selector_number(ln_selector_parser_t *s, int *number)
{
    const unsigned char  *first;

    first = s->p;
    *number = 0;

    while (s->p < s->end && ln_is_digit(*s->p)) {
        if (*number < 1000000) {
            *number = *number * 10 + (*s->p - '0');
        }

        s->p++;
    }

    return s->p > first;
}


static int
ln_selector_nth_word(ln_selector_parser_t *s, const char *word)
{
    size_t  n;

    n = strlen(word);

    if ((size_t) (s->end - s->p) < n
        || !ln_caseless_eq(s->p, (const unsigned char *) word, n))
    {
        return 0;
    }

    s->p += n;

    return 1;
}


static int
ln_selector_sign(ln_selector_parser_t *s)
{
    if (s->p < s->end && (*s->p == '+' || *s->p == '-')) {
        return *s->p++ == '-' ? -1 : 1;
    }

    return 0;
}


/* `odd`, `even`, `5`, `n`, `-n+3`, `2n + 1`; then the closing bracket. */
int
ln_selector_nth(ln_selector_parser_t *s, ln_nth_t *nth)
{
    int  sign, number, given;

    ln_selector_blank(s);

    nth->a = 0;
    nth->b = 0;

    if (ln_selector_nth_word(s, "odd")) {
        nth->a = 2;
        nth->b = 1;

    } else if (ln_selector_nth_word(s, "even")) {
        nth->a = 2;

    } else {
        sign = ln_selector_sign(s);
        given = ln_selector_number(s, &number);

        if (s->p < s->end && ln_lower(*s->p) == 'n') {
            s->p++;
            nth->a = (given ? number : 1) * (sign < 0 ? -1 : 1);

            ln_selector_blank(s);
            sign = ln_selector_sign(s);
            ln_selector_blank(s);

            if (sign) {
                if (!ln_selector_number(s, &number)) {
                    return ln_selector_unexpected(s, "a number");
                }

                nth->b = sign * number;
            }

        } else if (given) {
            nth->b = number * (sign < 0 ? -1 : 1);

        } else {
            return ln_selector_unexpected(s, "\"odd\", \"even\", a number or"
                                             " \"an+b\"");
        }
    }

    ln_selector_blank(s);

    if (s->p == s->end || *s->p != ')') {
        return ln_selector_unexpected(s, "\")\"");
    }

    s->p++;

    return LN_OK;
}
