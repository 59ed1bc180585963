#include "html/layout/ln_border.h"


int
ln_border_go(ln_border_t *border, uint64_t until)
{
    uint64_t            n;
    ln_symbols_rc_t     rc;
    ln_symbols_span_t   span;

    while (!border->ended && (border->offset < until || border->in_block)) {

        if (!border->in_block) {
            border->header = border->at;
            border->opened = 0;
            ln_block_next(&border->block);

            if (ln_block_read(&border->block, &border->bits, &border->at)
                != LN_OK)
            {
                return LN_DECLINED;
            }

            border->data = border->at;
            border->in_block = 1;
            border->left = border->block.stored;
        }

        if (border->block.type == LN_BLOCK_STORED) {
            n = until - border->offset;
            n = n < border->left ? n : border->left;
            border->at += n << 3;
            border->offset += n;
            border->left -= (unsigned) n;

            rc = border->left ? LN_SYMBOLS_STOPPED : LN_SYMBOLS_END;

        } else {
            span.offset = border->offset;
            span.until = until;
            span.floor = 0;
            rc = ln_symbols_skip(&border->block, &border->bits, &border->at,
                                 &span);
            border->offset = span.offset;
        }

        if (rc == LN_SYMBOLS_STOPPED) {
            return LN_OK;
        }

        if (rc != LN_SYMBOLS_END) {
            return LN_DECLINED;
        }

        border->in_block = 0;
        border->ended = border->block.final;
    }

    return LN_OK;
}
