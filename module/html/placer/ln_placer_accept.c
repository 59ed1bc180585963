/* Whether a notice can stand where a pattern says. */

#include "html/placer/ln_choice_fit.h"
#include "html/placer/ln_choice_paragraph.h"
#include "html/placer/ln_choice_root.h"
#include "html/placer/ln_placer_accept.h"
#include "html/stack/ln_formatting.h"
#include "ln_ascii.h"


/*
 * Before the body has begun a notice would begin it: is what comes next part
 * of it anyway?
 */
static int
ln_placer_begins_body(const unsigned char *p, size_t len)
{
    size_t         n;
    ln_tag_id_t    id;
    unsigned char  name[16];

    for (n = 0; n < len && ln_is_space(p[n]); n++) {
        /* void */
    }

    if (n == len) {
        return 0;
    }

    if (p[n++] != '<') {
        return 1;
    }

    memset(name, 0, sizeof(name));

    for (id = LN_TAG_OTHER, p += n, len -= n, n = 0; n < len; n++) {

        if (!ln_is_alpha(p[n]) && !ln_is_digit(p[n])) {
            id = ln_tag_find(name, n);
            break;
        }

        if (n == sizeof(name) - 1) {
            return 1;
        }

        name[n] = ln_lower(p[n]);
    }

    return n > 0 && n < len && id != LN_TAG_HTML && id != LN_TAG_BODY
           && id != LN_TAG_NOSCRIPT && !(ln_tags[id].flags & LN_HEAD)
           && id != LN_TAG_FRAMESET && id != LN_TAG_HEAD;
}


/* Bytes that in no multi-byte charset end a character of more than one. */
static int
ln_placer_alone(unsigned char c)
{
    return c < 0x30 || (c >= 0x3a && c < 0x40);
}


/* Whether the point at p may be amid a character. */
static int
ln_placer_splits(const ln_placer_t *placer, const unsigned char *p,
    size_t len, size_t before)
{
    if (len == 0 || before == 0) {
        return 0;
    }

    switch (placer->page.encoding) {

    case LN_CHARSET_UTF8:
        return (p[0] & 0xc0) == 0x80;

    case LN_CHARSET_UTF16LE:
    case LN_CHARSET_UTF16BE:
        return p[0] == LN_CODE_UNIT_SECOND;

    case LN_CHARSET_ISO2022JP:
        return p[-1] >= 0x80;

    case LN_CHARSET_MULTIBYTE:
        return !ln_placer_alone(p[0]) && !ln_placer_alone(p[-1])
               && (p[-1] >= 0x80 || (before > 1 && p[-2] >= 0x80));

    default:
        return 0;
    }
}


/* A match of a pattern: can a notice stand there? */
int
ln_placer_accept(void *ctx, ln_search_t *search, const unsigned char *p,
    size_t len, size_t before)
{
    ln_placer_t   *placer = ctx;
    ln_element_t  *top;

    if (placer->tokenizer.stopped
        || placer->tokenizer.state != LN_STATE_DATA
        || ln_placer_splits(placer, p, len, before))
    {
        return 0;
    }

    if (placer->tree.phase < LN_PHASE_AFTER_HEAD
        && !ln_placer_begins_body(p, len))
    {
        return 0;
    }

    if (ln_formatting_hides(&placer->tree)) {
        return 0;
    }

    if (placer->tree.depth) {
        top = ln_stack_top(&placer->tree);

        if (top->hidden && !ln_element_is(top, LN_TAG_HEAD)) {
            return 0;
        }
    }

    ln_choices_expire(&placer->choices, search->point);

    if (ln_choice_inside_root(&placer->choices, search->choice)) {
        return 0;
    }

    if (search->choice->contains && placer->tree.depth
        && ln_choice_unfit(&placer->choices, search->choice,
                           placer->tree.depth - 1))
    {
        return 0;
    }

    if (search->choice->decided || search->choice->limit <= search->rank) {
        return 0;
    }

    ln_choice_reach(&placer->choices, search->choice, search->rank,
                    search->point, 0);
    ln_choice_note_paragraph(&placer->choices, search->choice,
                             placer->tree.depth);

    placer->tokenizer.stopped |= ln_placer_settled(placer);

    return 1;
}
