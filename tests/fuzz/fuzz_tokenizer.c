/*
 * Tags and their attributes: the same whole, in pieces and byte by byte, by
 * each of the readers that text and whole tags have.  The first byte of the
 * input is the state that it is read in.
 */

#include "fuzzing.h"
#include "html/fast/ln_fast.h"


#define FUZZ_NAMES  4


/* A digest of all that the tokenizer tells. */
typedef struct {
    ln_tokenizer_t   t;
    unsigned         slots[FUZZ_NAMES];
    uint64_t         digest;
    uint64_t         end;
    unsigned         tags;
} fuzz_run_t;


static void
fuzz_digest(fuzz_run_t *run, const void *data, size_t len)
{
    size_t                i;
    const unsigned char  *p = data;

    for (i = 0; i < len; i++) {
        run->digest = (run->digest ^ p[i]) * 0x100000001b3ULL;
    }
}


static void
fuzz_tag(void *ctx, const ln_tag_t *tag)
{
    unsigned     i;
    ln_str_t     value;
    uint64_t     facts[7];
    fuzz_run_t  *run = ctx;

    fuzz_assert(tag->start >= run->end && tag->end > tag->start + 2);

    run->end = tag->end;
    run->tags++;

    facts[0] = tag->start;
    facts[1] = tag->end;
    facts[2] = tag->key;
    facts[3] = tag->id;
    facts[4] = tag->closing;
    facts[5] = tag->self_closing;
    facts[6] = tag->opaque;

    fuzz_digest(run, facts, sizeof(facts));

    for (i = 0; !tag->closing && i < FUZZ_NAMES; i++) {
        if (ln_attribute_find(&run->t.attributes, run->slots[i], &value)) {
            fuzz_digest(run, &i, sizeof(i));
            fuzz_digest(run, value.data, value.len);
        }
    }

    /* as the tree would, near enough */

    if (!tag->closing && (ln_tags[tag->id].flags & LN_RAW)) {
        ln_tokenizer_raw(&run->t, tag->id);
    }
}


static void
fuzz_text(void *ctx, uint64_t offset, int blank)
{
    fuzz_run_t  *run = ctx;

    fuzz_digest(run, &offset, sizeof(offset));
    fuzz_digest(run, &blank, sizeof(blank));

    /* a blank opens formatting again: the tree waits for no second one */

    if (blank) {
        run->t.watch_text = LN_WATCH_TEXT;
    }
}


static void
fuzz_doctype(void *ctx)
{
    fuzz_run_t  *run = ctx;

    fuzz_digest(run, run->t.doctype, run->t.doctype_len);
}


static uint64_t
fuzz_run(const uint8_t *data, size_t size, unsigned state, uint32_t seed,
    size_t most, unsigned reader)
{
    size_t          n;
    uint64_t        digest;
    unsigned        i;
    ln_alloc_t      alloc;
    fuzz_run_t     *run;
    fuzz_block_t   *blocks;
    unsigned char  *piece;

    static const char  *names[FUZZ_NAMES] = { "a", "id", "class", "b" };

    blocks = NULL;
    alloc.alloc = fuzz_alloc;
    alloc.arena = &blocks;

    run = fuzz_alloc(&blocks, sizeof(fuzz_run_t));
    memset(run, 0, sizeof(fuzz_run_t));

    ln_tokenizer_init(&run->t);

    if (ln_fast_text(reader) != NULL) {
        run->t.text = ln_fast_text(reader);
    }

    ln_tokenizer_want_all(&run->t);
    fuzz_assert(ln_attributes_init(&run->t.attributes, &alloc, FUZZ_NAMES)
                == LN_OK);

    for (i = 0; i < FUZZ_NAMES; i++) {
        run->slots[i] = ln_attribute_want(&run->t.attributes,
                                          ln_str(names[i]));
    }

    run->t.listener.tag = fuzz_tag;
    run->t.listener.text = fuzz_text;
    run->t.listener.doctype = fuzz_doctype;
    run->t.listener.ctx = run;
    run->t.watch_text = (unsigned char) (state % 3);
    run->t.foreign = (state & 2) != 0;

    if (state & 4) {
        run->t.raw = state & 8 ? LN_TAG_SCRIPT : LN_TAG_TITLE;
        run->t.state = state & 8 ? LN_STATE_SCRIPT : LN_STATE_RAW;
    }

    while (size) {
        n = most > 1 ? 1 + fuzz_random(&seed) % most : 1;
        n = n < size ? n : size;

        piece = malloc(n);
        fuzz_assert(piece != NULL);
        memcpy(piece, data, n);
        fuzz_assert(ln_tokenizer_feed(&run->t, piece, piece + n) == piece + n);
        free(piece);

        data += n;
        size -= n;
    }

    (void) ln_tokenizer_closer(&run->t);

    digest = run->digest ^ run->t.state;
    fuzz_free(&blocks);

    return digest;
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned  state;
    uint64_t  whole;

    if (size == 0) {
        return 0;
    }

    state = *data++;
    size--;

    whole = fuzz_run(data, size, state, 1, UINT32_MAX, 0);

    fuzz_assert(fuzz_run(data, size, state, 1, UINT32_MAX, 1) == whole);
    fuzz_assert(fuzz_run(data, size, state, 1, UINT32_MAX, 2) == whole);
    fuzz_assert(fuzz_run(data, size, state, 1, 1, 2) == whole);
    fuzz_assert(fuzz_run(data, size, state, 1 + state, 7, 0) == whole);
    fuzz_assert(fuzz_run(data, size, state, 9 + state, 100, 1) == whole);

    return 0;
}
