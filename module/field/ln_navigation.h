/*
 * Who asks for a page, and for what: by the fields that browsers send (Fetch
 * Metadata Request Headers, RFC 6454, RFC 9110).
 *
 * Fields that a client does not send are empty.
 */

#ifndef LN_NAVIGATION_H
#define LN_NAVIGATION_H

#include "ln_core.h"


typedef struct {
    ln_str_t  dest;         /* Sec-Fetch-Dest */
    ln_str_t  mode;         /* Sec-Fetch-Mode */
    ln_str_t  site;         /* Sec-Fetch-Site */
    ln_str_t  purpose;      /* Sec-Purpose, Purpose, X-Moz: whichever is sent */
    ln_str_t  accept;
    ln_str_t  origin;
} ln_navigation_t;


/*
 * 1 if somebody is about to look at the response: a document in a window, or in
 * a frame of the same origin.  A frame of another site is none: it could be
 * drawn so that its reader does not see what is clicked.  A page that a browser
 * fetches beforehand is none, either.  What a service worker passes on says
 * `empty` of itself, and still that it is a navigation.
 *
 * A client without Sec-Fetch-Dest says by Accept what it wants: a document if
 * it names HTML, or names nothing but everything.
 */
int ln_navigation_is_document(const ln_navigation_t *n);

/*
 * 1 if a form that is sent was sent by a page of the same host: by
 * Sec-Fetch-Site or, without it, by Origin.  A client that sends neither is no
 * browser of today; it is believed.  Host is in small letters, without a port.
 */
int ln_navigation_is_same_origin(const ln_navigation_t *n, ln_str_t host);


#endif
