/* legal-notice check: what readers get of the pages of a site. */

#ifndef LN_CHECK_H
#define LN_CHECK_H

#include <jansson.h>

#include "cli/list/sitemap.h"
#include "cli/shared/arena.h"
#include "robots/ln_robots.h"


/* A host whose robots.txt was read. */
typedef struct {
    ln_str_t         origin;            /* "https://lantern.example" */
    ln_robots_t      robots;
    char            *unread;            /* NULL, or why it was not */
    double           next;              /* no request before this time */
} ln_check_host_t;

/* What is written of a page, for a report. */
typedef struct {
    size_t           order;             /* by page, then by reader */
    json_t          *object;
} ln_check_result_row_t;


/* What was asked for. */
typedef struct {
    ln_cli_arena_t   arena;
    ln_check_list_t  urls;
    ln_check_list_t  sitemaps;
    ln_check_list_t  unusable;          /* entries of sitemaps */
    ln_check_list_t  places;            /* --as; or else .. */
    ln_check_list_t  from;              /* .. --from: addresses to ask from */
    ln_check_list_t  notices;           /* --notice: what each page owes */
    const char      *interface;         /* NULL: any */
    const char      *html;              /* the file of a report, or NULL */
    ln_check_host_t **hosts;
    size_t           nhosts;
    unsigned         json:1;
    unsigned         quiet:1;
    unsigned         ignore_robots:1;
    unsigned         unwritten:1;       /* a line, for want of memory or room */
    long             parallel;
    long             retries;
    long             timeout;           /* seconds */

    int              progress;          /* columns that it takes on screen */
    size_t           done;              /* pages */
    size_t           checks;
    size_t           lacking;
    size_t           failed;
    size_t           refused;
    size_t           left_out;          /* pages, by robots.txt */
    ln_check_result_row_t  *rows;       /* for the HTML report */
    size_t           nrows;
} ln_check_t;


/* The exit status; argv[0] is the name of the command. */
int ln_cli_check(int argc, char **argv);


#endif
