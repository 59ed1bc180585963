/* One term of a jurisdiction; private to the jurisdictions' files. */

#ifndef LN_TERM_H
#define LN_TERM_H

#include "ln_jurisdiction.h"
#include "ln_network.h"


typedef struct ln_term_s  ln_term_t;

struct ln_term_s {
    ln_term_t            *next;
    const char           *name;
    const char           *file;
    unsigned              line;
    unsigned              needs;        /* LN_FIELD_* */
    unsigned              except:1;

    ln_certainty_t      (*decide)(const ln_term_t *term,
                                  const ln_location_t *location,
                                  const ln_address_t *address,
                                  const ln_certainty_t *answers);

    unsigned char         countries[(26 * 26 + 7) / 8];
    char                (*regions)[8];
    uint32_t             *numbers;
    ln_network_t         *networks;
    unsigned              n;
    unsigned              traits;
};


/*
 * Fills term from a word list whose first word is its name.  find looks up a
 * jurisdiction that is defined already, -1 for none.  LN_ERROR with err set.
 */
int ln_term_parse(const ln_alloc_t *alloc, const char *prefix,
    const ln_jurisdictions_t *set, const ln_str_t *words, unsigned nwords,
    ln_term_t *term, ln_error_t *err);


#endif
