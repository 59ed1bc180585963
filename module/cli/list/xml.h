/*
 * Tags and texts of an XML document, as far as a sitemap has them: no DTD, and
 * names are compared with their prefix.  What is not well-formed is taken as
 * far as it can be.
 */

#ifndef LN_XML_H
#define LN_XML_H

#include "ln_core.h"


typedef enum {
    LN_XML_BEGIN = 0,                   /* <a> */
    LN_XML_EMPTY,                       /* <a/> */
    LN_XML_END                          /* </a> */
} ln_xml_kind_t;


typedef struct {
    ln_xml_kind_t  kind;
    ln_str_t       prefix;              /* "sm", or empty */
    ln_str_t       name;                /* .. and what follows it */
} ln_xml_tag_t;


/* A document, and where its reader is. */
typedef struct {
    ln_str_t  text;
    size_t    at;
    unsigned  unknown:1;                /* a reference in the last text that
                                           stands for nothing, as &nbsp; */
} ln_xml_t;


/*
 * The next tag; comments, CDATA sections and the like are passed over.
 * LN_DECLINED: there is none.
 */
int ln_xml_tag_next(ln_xml_t *xml, ln_xml_tag_t *tag);

/*
 * The text of the element that begins with tag, which was the last one: its
 * references and CDATA sections are what they stand for.  A reference that
 * stands for nothing stays as it is written, and so do tags within.
 *
 * LN_DECLINED: the element has no end.  LN_ERROR: there is no memory.
 */
int ln_xml_text(ln_xml_t *xml, const ln_xml_tag_t *tag, const ln_alloc_t *alloc,
    ln_str_t *text);


#endif
