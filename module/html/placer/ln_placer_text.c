#include "html/placer/ln_placer_text.h"


static unsigned char *ln_placer_text_to(unsigned char *p, ln_str_t *text);


size_t
ln_placer_text_size(const ln_page_t *page, const ln_placement_t *placements,
    size_t n)
{
    size_t  i, len;

    len = page->lang.len + page->charset.len;

    for (i = 0; i < n; i++) {
        len += placements[i].closer.len;
    }

    return len;
}


void
ln_placer_text_move(ln_page_t *page, ln_placement_t *placements, size_t n,
    unsigned char *p)
{
    size_t  i;

    p = ln_placer_text_to(p, &page->lang);
    p = ln_placer_text_to(p, &page->charset);

    for (i = 0; i < n; i++) {
        p = ln_placer_text_to(p, &placements[i].closer);
    }
}


static unsigned char *
ln_placer_text_to(unsigned char *p, ln_str_t *text)
{
    if (text->len) {
        memcpy(p, text->data, text->len);
    }

    text->data = p;

    return p + text->len;
}
