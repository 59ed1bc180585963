/*
 * Classes and cases of ASCII characters, as HTML, CSS and header fields define
 * them.  The locale has no say, unlike in <ctype.h>.
 */

#ifndef LN_ASCII_H
#define LN_ASCII_H

#include "ln_core.h"


static inline int
ln_is_alpha(unsigned char c)
{
    return (unsigned char) ((c | 0x20) - 'a') < 26;
}


static inline int
ln_is_upper(unsigned char c)
{
    return (unsigned char) (c - 'A') < 26;
}


static inline int
ln_is_digit(unsigned char c)
{
    return (unsigned char) (c - '0') < 10;
}


static inline int
ln_is_alnum(unsigned char c)
{
    return ln_is_alpha(c) || ln_is_digit(c);
}


/* 1 for ASCII whitespace (Infra Standard, 4.7). */
static inline int
ln_is_space(unsigned char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}


/* The small letter of a capital one; any other byte as it is. */
static inline unsigned char
ln_lower(unsigned char c)
{
    return ln_is_upper(c) ? (unsigned char) (c | 0x20) : c;
}


/* The capital of a small letter; any other byte as it is. */
static inline unsigned char
ln_upper(unsigned char c)
{
    return (unsigned char) (c - 'a') < 26 ? (unsigned char) (c & ~0x20) : c;
}


/* The value of a hexadecimal digit, -1 for none. */
static inline int
ln_hex(unsigned char c)
{
    if (ln_is_digit(c)) {
        return c - '0';
    }

    c = ln_lower(c);

    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}


/* 1 if len bytes are equal, the case of ASCII letters apart. */
static inline int
ln_caseless_eq(const unsigned char *a, const unsigned char *b, size_t len)
{
    size_t  i;

    for (i = 0; i < len; i++) {
        if (a[i] != b[i] && ln_lower(a[i]) != ln_lower(b[i])) {
            return 0;
        }
    }

    return 1;
}


/* 1 if both are the same text, the case of ASCII letters apart. */
static inline int
ln_str_caseless_eq(ln_str_t a, ln_str_t b)
{
    return a.len == b.len && ln_caseless_eq(a.data, b.data, a.len);
}


/* 1 for letters, digits, "_" and "-": a name that somebody gives to a thing. */
static inline int
ln_is_identifier(ln_str_t text)
{
    size_t  i;

    for (i = 0; i < text.len; i++) {
        if (!ln_is_alnum(text.data[i]) && text.data[i] != '_'
            && text.data[i] != '-')
        {
            return 0;
        }
    }

    return text.len != 0;
}


/* 1 if text begins with start, the case of ASCII letters apart. */
static inline int
ln_str_caseless_begins(ln_str_t text, ln_str_t start)
{
    return text.len >= start.len
           && ln_caseless_eq(text.data, start.data, start.len);
}


/* 1 if text ends in end, the case of ASCII letters apart. */
static inline int
ln_str_caseless_ends(ln_str_t text, ln_str_t end)
{
    return text.len >= end.len
           && ln_caseless_eq(text.data + text.len - end.len, end.data,
                             end.len);
}


/* text without whitespace around it. */
static inline ln_str_t
ln_str_trim(ln_str_t text)
{
    while (text.len && ln_is_space(text.data[text.len - 1])) {
        text.len--;
    }

    while (text.len && ln_is_space(text.data[0])) {
        text.data++;
        text.len--;
    }

    return text;
}


#endif
