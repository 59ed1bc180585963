/* What earlier calls have left in memory. */

#ifndef LN_WIPE_H
#define LN_WIPE_H


/*
 * Wipes the stack below the caller, where functions that it has called had
 * their locals, the C library's among them: whatever a compiler has put there.
 */
void ln_wipe_stack(void);


#endif
