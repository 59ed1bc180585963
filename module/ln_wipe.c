#include "ln_core.h"
#include "ln_wipe.h"


#define LN_WIPE_STACK  4096             /* who looks an address up takes less */


/*
 * The C library's memset(), up to the length for which it has a loop of
 * vectors: what compilers make of it here, and what it does with more, is
 * slower.
 */
#define LN_WIPE_STEP   1024

static void *(*const volatile ln_wipe_set)(void *p, int c, size_t len) = memset;


/* Not inlined: its frame is to lie where others have been. */

__attribute__((noinline))
void
ln_wipe_stack(void)
{
    size_t         n;
    unsigned char  frame[LN_WIPE_STACK];

    for (n = 0; n < sizeof(frame); n += LN_WIPE_STEP) {
        (void) ln_wipe_set(frame + n, 0, LN_WIPE_STEP);
    }
}
