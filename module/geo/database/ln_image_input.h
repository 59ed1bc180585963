/* The file of an image that is being made: tree and data section are read. */

#ifndef LN_IMAGE_INPUT_H
#define LN_IMAGE_INPUT_H

#include "geo/database/ln_image_maker.h"


/*
 * Reads the sides of all nodes into the image's file, and the data section into
 * m->values, which the caller frees.  LN_ERROR with err set.
 */
int ln_image_input(ln_image_maker_t *m);


#endif
