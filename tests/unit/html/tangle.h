/*
 * Pages at random that no author writes: tags of a few names, crossed, deep,
 * hidden, without ends.
 */

#ifndef LN_TEST_TANGLE_H
#define LN_TEST_TANGLE_H

#include <stdio.h>
#include <stdlib.h>

#include "../chance.h"
#include "html/fast/ln_fast.h"
#include "html/stack/ln_quick.h"
#include "html/tree/ln_doctype.h"
#include "html/tree/ln_tree.h"


#define TANGLE_BYTES  65536
#define TANGLE_OPEN   256
#define TANGLE_ARENA  16384


/* A tree, and what looks at it around each tag and each text. */
typedef struct {
    ln_tree_t        tree;
    ln_tokenizer_t   tokenizer;
    void           (*before)(const ln_tree_t *tree, const ln_tag_t *tag);
    void           (*after)(const ln_tree_t *tree, const ln_tag_t *tag);
    void           (*closed)(unsigned index);
    unsigned         watched;           /* one in so many elements is */
    size_t           used;
    _Alignas(16) unsigned char  arena[TANGLE_ARENA];
} tangle_t;


static const char  *tangle_names[] = {

    /* formatting; what hides; SVG and MathML; tables; blocks; others */

    "a", "b", "i", "font", "nobr", "code", "u", "em",
    "object", "marquee", "select", "option", "optgroup", "template", "dialog",
    "details", "summary", "rp", "rt", "rb", "rtc", "ruby", "meter", "video",
    "svg", "g", "foreignObject", "desc", "title", "math", "mi", "mo",
    "annotation-xml", "x-a", "x-b", "slot",
    "table", "caption", "colgroup", "col", "tbody", "tr", "td", "th",
    "p", "div", "li", "ul", "dl", "dd", "dt", "h1", "h2", "article",
    "section", "address", "pre", "form", "button",
    "br", "hr", "input", "span", "body", "html", "p", "p", "div"
};

static const char  *tangle_attributes[] = {
    "", "", "", "", "", "", "", "", " class=x", " hidden", " popover", " open",
    " style=display:none", " color=red", " encoding=text/html", " type=hidden",
    " shadowrootmode=open", "/"
};

#define tangle_n(list)    (sizeof(list) / sizeof((list)[0]))
#define tangle_one(list)  (list)[chance(tangle_n(list))]


static inline size_t
tangle_tag(char *page, const char *name, int closing)
{
    return (size_t) sprintf(page, closing ? "</%s%s>" : "<%s%s>", name,
                            closing ? "" : tangle_one(tangle_attributes));
}


/* Writes a page, of TANGLE_BYTES at most; returns its length. */
static inline size_t
tangle(char *page)
{
    size_t       n;
    unsigned     i, k, times, tags, open, few;
    const char  *name, *names[12], *stack[TANGLE_OPEN];

    n = (size_t) sprintf(page, "%s", chance(8) ? "<!doctype html><body>" : "");
    few = 2 + chance(10);
    open = 0;

    for (i = 0; i < few; i++) {
        names[i] = tangle_one(tangle_names);
    }

    for (i = 0, tags = 4 + chance(chance(8) ? 40 : 150); i < tags; i++) {
        name = names[chance(few)];

        if (chance(40) == 0) {
            times = chance(30) ? chance(40) : 600;

            for (k = 0; k < times && n < TANGLE_BYTES / 2; k++) {
                n += tangle_tag(page + n, name, 0);
            }

        } else if (open && chance(10) < 3) {
            n += tangle_tag(page + n, stack[--open], 1);

        } else if (chance(10) < 3) {
            n += tangle_tag(page + n, name, 1);

        } else if (chance(12) == 0) {
            n += (size_t) sprintf(page + n, "%s", chance(3) ? "text " : " ");

        } else if (open < TANGLE_OPEN) {
            n += tangle_tag(page + n, name, 0);
            stack[open++] = name;
        }
    }

    return n;
}


static void *
tangle_alloc(void *arena, size_t size)
{
    size_t     used;
    tangle_t  *t = arena;

    used = t->used;
    t->used += (size + 15) & ~(size_t) 15;

    return t->used <= TANGLE_ARENA ? t->arena + used : NULL;
}


static void
tangle_on_tag(void *ctx, const ln_tag_t *tag)
{
    tangle_t  *t = ctx;

    t->before(&t->tree, tag);
    ln_tree_tag(&t->tree, tag);
    t->after(&t->tree, tag);
}


static void
tangle_on_text(void *ctx, uint64_t offset, int blank)
{
    tangle_t  *t = ctx;

    ln_tree_text(&t->tree, offset, blank);
}


static void
tangle_on_doctype(void *ctx)
{
    ln_tree_doctype(&((tangle_t *) ctx)->tree);
}


static void
tangle_on_open(void *ctx, unsigned index, const ln_tag_t *tag, uint64_t at)
{
    tangle_t  *t = ctx;

    (void) tag;
    (void) at;

    /* of what is watched close() is told, and its tags go the long way */

    t->tree.stack[index].watched |= (chance(t->watched) == 0);
}


static void
tangle_on_close(void *ctx, unsigned index, uint64_t append, uint64_t after)
{
    (void) append;
    (void) after;

    ((tangle_t *) ctx)->closed(index);
}


static void
tangle_on_index(void *ctx, unsigned index)
{
    (void) ctx;
    (void) index;
}


/* As if a notice had ended half of them. */
static int
tangle_on_p(void *ctx, unsigned index)
{
    (void) ctx;

    return index % 2;
}


static void
tangle_on_end(void *ctx, const ln_tag_t *tag)
{
    (void) ctx;
    (void) tag;
}


static void
tangle_on_nothing(void *ctx)
{
    (void) ctx;
}


static void
tangle_on_cut(void *ctx, uint64_t at)
{
    (void) ctx;
    (void) at;
}


/* Reads a page; quick: by the quick reader and the short way. */
static inline void
tangle_read(tangle_t *t, const char *page, size_t len, int quick, int xml)
{
    ln_alloc_t            alloc;
    const unsigned char  *p;

    static const unsigned char  none[LN_TAG_MAX];

    const ln_tree_listener_t  elements = {
        tangle_on_open, tangle_on_close, tangle_on_index, tangle_on_index,
        tangle_on_index, tangle_on_p, tangle_on_end, tangle_on_nothing,
        tangle_on_cut, t
    };

    /* the stack is written before it is read */

    memset(&t->tree, 0, offsetof(ln_tree_t, stack));
    memset(t->tree.stack, 0xa5, sizeof(t->tree.stack));
    memset(&t->tokenizer, 0, sizeof(ln_tokenizer_t));

    t->used = 0;
    alloc.alloc = tangle_alloc;
    alloc.arena = t;

    ln_tokenizer_init(&t->tokenizer);
    t->tokenizer.listener = (ln_tokenizer_listener_t) {
        tangle_on_tag, tangle_on_text, tangle_on_doctype, t
    };

    if (ln_attributes_init(&t->tokenizer.attributes, &alloc, 0) != LN_OK) {
        abort();
    }

    ln_tree_init(&t->tree, &t->tokenizer, &elements);

    if (quick) {
        ln_quick_quiet(&t->tree, none);
        ln_fast_use(&t->tokenizer, &t->tree);
    }

    if (xml) {
        ln_tree_xml(&t->tree);
    }

    p = (const unsigned char *) page;

    (void) ln_tokenizer_feed(&t->tokenizer, p, p + len);
}


#endif
