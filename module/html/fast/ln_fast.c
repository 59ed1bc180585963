/* Which reader of text and whole tags this machine has. */

#include "html/fast/ln_fast.h"
#include "html/fast/ln_fast_avx2.h"
#include "html/fast/ln_fast_near.h"


ln_state_pt
ln_fast_text(unsigned n)
{
    if (n == 0) {
        return ln_fast_near;
    }

#if defined __x86_64__
    if (n == 1 && __builtin_cpu_supports("avx2")
        && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2"))
    {
        return ln_fast_avx2;
    }
#endif

    return NULL;
}


void
ln_fast_use(ln_tokenizer_t *t, ln_tree_t *tree)
{
    unsigned     n;
    ln_state_pt  text;

    for (n = 0; (text = ln_fast_text(n)) != NULL; n++) {
        t->text = text;
    }

    t->text_ctx = tree;
}
