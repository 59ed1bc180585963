/* The records of an image that is being made. */

#ifndef LN_IMAGE_RECORDS_H
#define LN_IMAGE_RECORDS_H

#include "geo/database/ln_image_maker.h"


/*
 * Verifies the records at m->offsets with all that they point at, and reads
 * them into the image, in m->threads threads.  Those that are equal become one;
 * m->indices are then those of records, and the one behind the last is 0.
 * m->header says how many there are.  Returns as ln_image_build() does, LN_OK
 * for its descriptor.
 */
int ln_image_records_read(ln_image_maker_t *m);


#endif
