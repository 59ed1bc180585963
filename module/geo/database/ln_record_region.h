/* The regions of a record: of codes, and of names where there are no codes. */

#ifndef LN_RECORD_REGION_H
#define LN_RECORD_REGION_H

#include "geo/database/ln_record_part.h"


/* Writes the regions of what r has read into its record. */
void ln_record_region(ln_record_reader_t *r);

/*
 * Writes a region's code, with its country's before it or without, to code in
 * capital letters and without its country's.  LN_DECLINED where text is no such
 * code.
 */
int ln_record_region_code(ln_str_t text, char code[3]);


#endif
