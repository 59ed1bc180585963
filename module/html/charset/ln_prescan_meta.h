/* Attributes as a prescan reads them, and what those of a <meta> say. */

#ifndef LN_PRESCAN_META_H
#define LN_PRESCAN_META_H

#include "html/charset/ln_charset.h"
#include "html/charset/ln_prescan.h"


#define LN_PRESCAN_NAME   16
#define LN_PRESCAN_VALUE  LN_PRESCAN_LABEL


typedef struct {
    unsigned       name_len;
    unsigned       value_len;
    unsigned char  name[LN_PRESCAN_NAME];
    unsigned char  value[LN_PRESCAN_VALUE];
} ln_prescan_attribute_t;


/* What the attributes of a <meta> have said so far (13.2.3.2, step 2). */
typedef struct {
    int                     pragma;         /* http-equiv=content-type */
    int                     need_pragma;    /* -1: nothing is known yet */
    unsigned                seen;           /* LN_PRESCAN_.. of attributes */
    ln_str_t                label;
    ln_prescan_attribute_t  found;          /* what label points into */
} ln_prescan_meta_t;


/* "Get an attribute".  The byte after it; NULL at the end of the bytes. */
const unsigned char *ln_prescan_attribute(ln_prescan_attribute_t *a,
    const unsigned char *p, const unsigned char *end);

/* A label may say what the page, being read as ASCII, cannot be. */
ln_str_t ln_prescan_label(ln_str_t label);

/* p is past `<meta`.  The label is in meta or a constant, empty for none. */
const unsigned char *ln_prescan_meta(const unsigned char *p,
    const unsigned char *end, ln_prescan_meta_t *meta);


#endif
