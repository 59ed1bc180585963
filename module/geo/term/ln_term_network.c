#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <stdlib.h>

#include "geo/term/ln_term_network.h"
#include "geo/term/ln_term_path.h"
#include "geo/term/ln_term_warning.h"


static int ln_term_network_add(const ln_term_parser_t *p, ln_str_t cidr,
    ln_term_t *term, int quiet, ln_error_t *err);
static int ln_term_network_file(const ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err);
static ln_str_t ln_term_network_row(const char *row, int first);
static int ln_term_network_rows(const ln_term_parser_t *p, FILE *file,
    const char *path, ln_term_t *term, ln_error_t *err);


int
ln_term_network(const ln_term_parser_t *p, ln_str_t word, ln_term_t *term,
    ln_error_t *err)
{
    size_t  i;

    for (i = 0; i < word.len; i++) {
        if (word.data[i] == '\0'
            || strchr("0123456789abcdefABCDEF.:", word.data[i]) == NULL)
        {
            break;
        }
    }

    if (i == 0 || (i < word.len && word.data[i] != '/')) {
        return ln_term_network_file(p, word, term, err);
    }

    return ln_term_network_add(p, word, term, 0, err);
}


static int
ln_term_network_add(const ln_term_parser_t *p, ln_str_t cidr, ln_term_t *term,
    int quiet, ln_error_t *err)
{
    ln_network_t  network;

    if (ln_network_parse(cidr, &network, err) != LN_OK) {
        return LN_ERROR;
    }

    term->networks = ln_array_push(p->alloc, term->networks, term->n,
                                   sizeof(ln_network_t));
    if (term->networks == NULL) {
        return ln_error(err, "no memory");
    }

    term->networks[term->n++] = network;

    if (quiet || !ln_network_carries(&network)) {
        return LN_OK;
    }

    return ln_term_warn(p, term, err, "network \"%.*s\" holds no reader: "
                        "addresses there carry an IPv4 address, which counts "
                        "in their place; name the IPv4 network, or take it "
                        "out", (int) cidr.len, (const char *) cidr.data);
}


static int
ln_term_network_file(const ln_term_parser_t *p, ln_str_t word,
    ln_term_t *term, ln_error_t *err)
{
    int        rc;
    char       path[LN_TERM_PATH];
    FILE      *file;
    unsigned   n;

    if (ln_term_path(p, word, path, sizeof(path), err) != LN_OK) {
        return LN_ERROR;
    }

    file = fopen(path, "re");

    if (file == NULL) {
        return ln_error(err, "\"%.*s\" is no network, and no file of them can "
                        "be read at \"%.200s\": %s",
                        word.len < 100 ? (int) word.len : 100,
                        (const char *) word.data, path, strerror(errno));
    }

    n = term->n;
    rc = ln_term_network_rows(p, file, path, term, err);

    /* without memory getline() ends before the file does */

    if (rc == LN_OK && !feof(file)) {
        rc = ln_error(err, "cannot read \"%.400s\": %s", path,
                      strerror(errno));
    }

    (void) fclose(file);

    if (rc == LN_OK && term->n == n) {
        rc = ln_error(err, "\"%.400s\" holds no network, a CIDR a line is "
                      "expected", path);
    }

    return rc;
}


/* What a row says, without the blanks around it; 100 bytes of it at most. */

static ln_str_t
ln_term_network_row(const char *row, int first)
{
    ln_str_t  s;

    s = first ? ln_str_unmarked(ln_str(row)) : ln_str(row);

    while (s.len && strchr(" \t", s.data[0])) {
        s.data++;
        s.len--;
    }

    while (s.len && strchr(" \t", s.data[s.len - 1])) {
        s.len--;
    }

    s.len = s.len < 100 ? s.len : 100;

    return s;
}


static int
ln_term_network_rows(const ln_term_parser_t *p, FILE *file,
    const char *path, ln_term_t *term, ln_error_t *err)
{
    int          rc;
    char        *row;
    size_t       size;
    unsigned     n, told;
    ln_str_t     cidr;
    ln_error_t   why;

    rc = LN_OK;
    row = NULL;
    size = 0;
    told = term->nwarnings;

    for (n = 1; rc == LN_OK && getline(&row, &size, file) >= 0; n++) {
        row[strcspn(row, "#\r\n")] = '\0';
        cidr = ln_term_network_row(row, n == 1);

        if (cidr.len == 0) {
            continue;
        }

        /* one warning for a file */

        rc = ln_term_network_add(p, cidr, term, term->nwarnings != told, &why);

        if (rc != LN_OK) {
            (void) ln_error(err, "%.250s at \"%.200s\":%u", why.text, path, n);
        }
    }

    free(row);

    return rc;
}
