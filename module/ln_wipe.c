#include "ln_core.h"
#include "ln_wipe.h"


#define LN_WIPE_STACK  4096             /* who looks an address up takes less */


/* Not inlined: its frame is to lie where others have been. */

__attribute__((noinline))
void
ln_wipe_stack(void)
{
    unsigned char  frame[LN_WIPE_STACK];

    ln_wipe(frame, sizeof(frame));
}
