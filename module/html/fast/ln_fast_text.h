/*
 * Text, and whole tags at once.  The states of ln_tokenizer.c read any tag,
 * wherever the page is cut.  These functions read a tag that lies in one piece
 * and is written as nearly all are, and leave any other tag to the states: they
 * then return NULL or 0.
 *
 * This is compiled once for each set of instructions, in a file of its own.
 */

#include "html/fast/ln_fast_attribute.h"
#include "html/stack/ln_quick.h"


_Static_assert(LN_NEAR <= LN_TOKENIZER_NAME,
               "a name that is read at once does not fit");

/*
 * Reads a name of up to 15 bytes, which need not be one of ln_tags, into
 * t->tag.  The rest of the tag is filled in later.  Returns 0 if it is no name.
 */
static int
ln_fast_name(ln_tokenizer_t *t, const unsigned char *p, unsigned len)
{
    if (!ln_is_alpha(*p) || len >= LN_NEAR) {
        return 0;
    }

    ln_near_lower(ln_near_load(p), t->name);
    memset(t->name + len, 0, LN_NEAR - len);

    t->tag.id = ln_tag_find(t->name, len);
    t->tag.key = ln_tag_key(t->tag.id, t->name, len);

    if (t->tag.id == LN_TAG_OTHER) {
        ln_tokenizer_other(t, len);
    }

    return 1;
}


/*
 * Reads the name at p, where LN_NEAR bytes can be read: its id and key go into
 * f.  Returns its length.
 */
static inline unsigned
ln_fast_identify(ln_tokenizer_t *t, ln_fast_t *f, const unsigned char *p)
{
    unsigned        len;
    uint64_t        head;
    ln_near_t       v;
    ln_near_mask_t  mask;

    v = ln_near_load(p);
    mask = ln_near_blank(v) | ln_near_two(v, '/', '>');
    len = mask ? ln_near_first(mask) : LN_NEAR;

    /* no byte but a capital letter becomes another one of a name by this */

    head = ln_tag_head(p) | 0x2020202020202020ULL;

    if (ln_likely(len - 1 < 7)) {
        head &= (1ULL << (8 * len)) - 1;
        f->id = ln_tag_hash(head);

    } else {
        f->id = LN_TAG_OTHER;
    }

    f->key = f->id;

    if (ln_unlikely(ln_tag_head((const unsigned char *) ln_tags[f->id].name)
                    != head))
    {
        if (!ln_fast_name(t, p, len)) {
            return 0;
        }

        f->id = t->tag.id;
        f->key = t->tag.key;
    }

    return len;
}


/* 1 if the attributes of the start tag matter, which are wanted somewhere. */
static inline int
ln_fast_wanted(const ln_tokenizer_t *t, ln_tag_id_t id)
{
    const ln_tree_t  *tree;

    tree = t->text_ctx;

    if (t->wanted[id] == LN_WANTED || tree == NULL) {
        return 1;
    }

    if (t->wanted[id] == LN_WANTED_SHALLOW) {
        return ln_quick_shallow(tree, id);
    }

    return !tree->quick || !tree->stack[tree->depth - 1].quick;
}


/*
 * p is at the name, where LN_NEAR bytes can be read.  Returns the byte after
 * the `>` of a tag that is whole and simple.
 */
static inline const unsigned char *
ln_fast_tag(ln_tokenizer_t *t, ln_fast_t *f, const unsigned char *p)
{
    unsigned       len, self_closing;
    unsigned char  c;

    f->self_closing = 0;

    len = ln_fast_identify(t, f, p);

    if (ln_unlikely(len == 0)) {
        return NULL;
    }

    f->read = 0;

    if (ln_unlikely(t->wanted[f->id]) && !f->closing
        && ln_fast_wanted(t, f->id))
    {
        f->read = 1;
        ln_attributes_clear(&t->attributes);
    }

    p += len;
    c = *p;

    if (c == '>') {
        return p + 1;
    }

    if (c == ' ') {
        p++;

    } else if (c != '/') {
        if (!ln_is_space(c)) {
            return NULL;
        }

        p++;
    }

    /* a variable of its own: what has an address is in no register */

    self_closing = 0;

    if (ln_likely(!f->read)) {
        p = ln_fast_attributes(t, f, p, &self_closing, 0);
        f->self_closing = self_closing;

        return p;
    }

    p = ln_fast_attributes_read(t, p, f->end, f->last, &self_closing);

    f->self_closing = self_closing;

    /* what is hidden goes the long way, whoever asks for its attributes */

    return ln_likely(!ln_attributes_hide(&t->attributes)) ? p : NULL;
}


/* Tells the listener of the tag in [start, end). */
static inline void
ln_fast_tell(ln_tokenizer_t *t, const ln_fast_t *f,
    const unsigned char *start, const unsigned char *end)
{
    t->tag.start = ln_tokenizer_at(t, start);
    t->tag.end = ln_tokenizer_at(t, end);
    t->tag.key = f->key;
    t->tag.id = f->id;
    t->tag.closing = (unsigned char) f->closing;
    t->tag.self_closing = (unsigned char) f->self_closing;
    t->tag.opaque = 0;

    t->attributes_read = (unsigned char) f->read;

    if (!f->read && t->attributes.found) {
        ln_attributes_clear(&t->attributes);
    }

    t->text_state = LN_STATE_DATA;

    ln_wide_done();
    t->listener.tag(t->listener.ctx, &t->tag);
    t->state = t->text_state;
}


/*
 * The first `<` from p on, or the end.  The bits of a line of LN_LINE bytes are
 * kept from tag to tag.  So the processor knows where the next tag begins while
 * it is still reading this one.
 */
static inline const unsigned char *
ln_fast_less(const ln_tokenizer_t *t, ln_fast_t *f, const unsigned char *p)
{
    const unsigned char  *q;

    do {
        while (f->less == 0) {
            f->next = p > f->next ? p : f->next;

            if (ln_unlikely(f->end - f->next < LN_LINE)) {
                ln_wide_done();
                return t->scan(p, f->end, '<');
            }

            f->less = ln_line_is(f->next, '<');
            f->next += LN_LINE;
        }

        q = f->next - LN_LINE + __builtin_ctzll(f->less);
        f->less &= f->less - 1;

    } while (ln_unlikely(q < p));

    return q;
}


/*
 * Reads text and tags, up to a tag that the states must read.  The inner loop
 * is the short way: the listener is not told of its tags.  The two loops share
 * their registers: in two functions they are 3% slower.
 */
static inline const unsigned char *
ln_fast_data(ln_tokenizer_t *t, const unsigned char *p,
    const unsigned char *end)
{
    unsigned              n, quick;
    ln_fast_t             f;
    ln_tree_t            *tree;
    const unsigned char  *q;

    f.end = end;
    f.last = end - p >= LN_WIDE ? end - LN_WIDE + 1 : p;
    f.next = p;
    f.less = 0;

    tree = t->text_ctx;

    do {
        if (ln_unlikely(t->watch_text)) {
            p = ln_tokenizer_watched(t, p, end);

            if (t->stopped) {
                break;
            }
        }

        quick = tree != NULL && tree->quick;

        for (q = p; /* void */ ; /* void */ ) {
            p = ln_fast_less(t, &f, q);

            if (ln_unlikely(p == end)) {
                return p;
            }

            q = p + 1;

            if (ln_unlikely(q + 1 >= f.last)) {
                q = NULL;

            } else {
                f.closing = (*q == '/');

                if (f.closing) {
                    q++;

                    if (ln_likely(quick)) {
                        n = ln_quick_end(tree, q);
                        q += n;

                        if (ln_likely(n)) {
                            continue;
                        }
                    }
                }

                q = ln_fast_tag(t, &f, q);
            }

            if (ln_unlikely(q == NULL)) {
                return ln_tokenizer_less(t, p);
            }

            if (ln_unlikely(!quick)
                || !ln_quick_tag(tree, f.id, f.key, f.closing, f.self_closing,
                                 tree->quick_tags[f.id]))
            {
                break;
            }
        }

        ln_fast_tell(t, &f, p, q);
        p = q;

    } while (t->state == LN_STATE_DATA && !t->stopped);

    return p;
}
