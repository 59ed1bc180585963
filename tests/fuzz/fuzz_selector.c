/*
 * The words of a place, up to the first line feed, and a page that it is
 * looked for in: what is refused says where and why.
 */

#include "fuzzing.h"
#include "html/placer/ln_placer.h"


static void
fuzz_refused(const ln_error_t *err, size_t len)
{
    size_t  n;

    fuzz_assert(memchr(err->text, '\0', sizeof(err->text)) != NULL);

    n = strlen(err->text);
    fuzz_assert(n > 0);
    fuzz_assert(err->text[n - 1] != '.');
    fuzz_assert(err->column <= len + 1);
}


static void
fuzz_place(const ln_alloc_t *alloc, const ln_place_t *place,
    const uint8_t *page, size_t size)
{
    ln_placer_t           *placer;
    ln_place_list_t        list;
    const ln_placement_t  *placement;

    list.places = place;
    list.nplaces = 1;

    placer = ln_placer_create(alloc, &list, 1);
    fuzz_assert(placer != NULL);

    ln_placer_feed(placer, page, size, 1);

    placement = ln_placer_next(placer);

    fuzz_assert(placement != NULL && placement->offset <= size);
    fuzz_assert(ln_placer_done(placer));
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t          len;
    uint8_t        *text;
    ln_str_t        words[3];
    unsigned        nwords, position;
    ln_alloc_t      alloc;
    ln_error_t      error;
    ln_place_t      place;
    const uint8_t  *end;
    fuzz_block_t   *blocks;

    static const char  *positions[] = { "before", "prepend", "append",
                                        "after" };

    if (size == 0) {
        return 0;
    }

    blocks = NULL;
    alloc.alloc = fuzz_alloc;
    alloc.arena = &blocks;

    position = *data++ % 8;
    size--;

    end = memchr(data, '\n', size);
    len = end != NULL ? (size_t) (end - data) : size;

    /* of its own length, so that a sanitizer sees over-reads */

    text = fuzz_alloc(&blocks, len);
    memcpy(text, data, len);

    words[0] = ln_str(positions[position % 4]);
    nwords = 1;

    if (position >= 4) {
        words[nwords++] = ln_str(len & 1 ? "~" : "~*");
    }

    words[nwords].data = text;
    words[nwords++].len = len;

    if (ln_place_parse(&alloc, words, nwords, &place, &error) != LN_OK) {
        fuzz_refused(&error, len);

    } else {
        fuzz_place(&alloc, &place, data + len, size - len);
        ln_pattern_free((ln_pattern_t *) place.pattern);
    }

    fuzz_free(&blocks);

    return 0;
}
