/*
 * What the rooms of the core share: strings, errors and the allocator.
 *
 * The core is all rooms but http/ and cli/: it knows nothing of nginx.  Its
 * functions take bytes and plain structs, allocate through the caller's
 * ln_alloc_t, keep no globals and report offsets and decisions.
 */

#ifndef LN_CORE_H
#define LN_CORE_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>


#define LN_OK        0
#define LN_ERROR    -1
#define LN_DECLINED -2


/* For loops that are counted in instructions a tag or a byte. */
#define ln_likely(x)    __builtin_expect((x) != 0, 1)
#define ln_unlikely(x)  __builtin_expect((x) != 0, 0)


static inline unsigned
ln_max(unsigned a, unsigned b)
{
    return a > b ? a : b;
}


static inline unsigned
ln_min(unsigned a, unsigned b)
{
    return a < b ? a : b;
}


/* Bytes that need no terminating zero; the owner is named where it is used. */
typedef struct {
    size_t                len;
    const unsigned char  *data;
} ln_str_t;


#define ln_string(s)  { sizeof(s) - 1, (const unsigned char *) (s) }


/*
 * The caller's allocator: an arena, so there is no way to free.  alloc()
 * returns memory aligned for any type that lives as long as the arena,
 * or NULL when there is none.
 */
typedef struct {
    void  *(*alloc)(void *arena, size_t size);
    void    *arena;
} ln_alloc_t;


/*
 * Why something was refused: one line without a final full stop in nginx's
 * wording, that is, with the bad value in double quotes and, where there is
 * one, the remedy.  line and column count from 1, 0 where they do not apply.
 */
typedef struct {
    char      text[512];
    unsigned  line;
    unsigned  column;
} ln_error_t;


static inline void *
ln_alloc(const ln_alloc_t *a, size_t size)
{
    return a->alloc(a->arena, size);
}


/* Like ln_alloc(), zeroed. */
static inline void *
ln_calloc(const ln_alloc_t *a, size_t size)
{
    void  *p;

    p = a->alloc(a->arena, size);
    if (p != NULL) {
        memset(p, 0, size);
    }

    return p;
}


/*
 * Makes room for item n of an array of the arena, whose items before it are
 * kept: the array moves and doubles when n is a power of two.  Returns the
 * array, NULL when there is no memory.
 */
static inline void *
ln_array_push(const ln_alloc_t *a, void *items, size_t n, size_t size)
{
    void  *grown;

    if (n & (n - 1)) {
        return items;
    }

    grown = ln_alloc(a, (n ? 2 * n : 1) * size);

    if (grown != NULL && n) {
        memcpy(grown, items, n * size);
    }

    return grown;
}


/*
 * Sets len bytes at p to zero, also where nothing reads them afterwards: the
 * compiler can't know what the empty instruction does with them.
 */
static inline void
ln_wipe(void *p, size_t len)
{
    memset(p, 0, len);
    __asm__ __volatile__("" : : "r" (p) : "memory");
}


/* Writes err->text, cut to fit.  Returns LN_ERROR, for the caller to return. */
__attribute__((format(printf, 2, 3)))
static inline int
ln_error(ln_error_t *err, const char *fmt, ...)
{
    va_list  args;

    va_start(args, fmt);
    (void) vsnprintf(err->text, sizeof(err->text), fmt, args);
    va_end(args);

    return LN_ERROR;
}


static inline ln_str_t
ln_str(const char *s)
{
    ln_str_t  str;

    str.len = strlen(s);
    str.data = (const unsigned char *) s;

    return str;
}


/*
 * What a file holds behind its byte order mark, that of UTF-8, if it begins
 * with one: editors of Windows write it.
 */
static inline ln_str_t
ln_str_unmarked(ln_str_t s)
{
    if (s.len >= 3 && memcmp(s.data, "\xef\xbb\xbf", 3) == 0) {
        s.data += 3;
        s.len -= 3;
    }

    return s;
}


static inline int
ln_str_eq(ln_str_t a, ln_str_t b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}


#endif
