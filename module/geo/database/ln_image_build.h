/* From a MaxMind DB file to a database image. */

#ifndef LN_IMAGE_BUILD_H
#define LN_IMAGE_BUILD_H

#include "geo/file/ln_file.h"
#include "geo/mmdb/ln_metadata.h"


/*
 * Reads the file that metadata is of, verifies it to the last record, and makes
 * its image as a sealed file, in up to threads threads.  Returns its
 * descriptor.  Or LN_DECLINED with err set: the file is corrupt; or LN_ERROR
 * with err set: it was written meanwhile, the system lacks something, or *stop
 * was set, which may be NULL.
 */
int ln_image_build(const ln_file_t *file, const ln_metadata_t *metadata,
    unsigned threads, const int *stop, ln_error_t *err);


#endif
