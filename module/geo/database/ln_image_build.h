/* From a MaxMind DB file to a database image. */

#ifndef LN_IMAGE_BUILD_H
#define LN_IMAGE_BUILD_H

#include "geo/mmdb/ln_metadata.h"


/*
 * Verifies the database that metadata is of, to the last record, and makes its
 * image as a sealed file.  Returns its descriptor, or -1 with err set.
 */
int ln_image_build(const ln_metadata_t *metadata, ln_error_t *err);


#endif
