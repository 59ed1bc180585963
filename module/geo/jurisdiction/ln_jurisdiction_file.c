#define _GNU_SOURCE
#define _FILE_OFFSET_BITS  64

#include <errno.h>
#include <glob.h>
#include <stdlib.h>

#include "geo/jurisdiction/ln_jurisdiction_file.h"
#include "geo/jurisdiction/ln_jurisdiction_part.h"
#include "geo/term/ln_term_path.h"


#define LN_FILE_DEPTH  8                /* of includes */
#define LN_FILE_WORDS  512              /* of one directive */
#define LN_FILE_SIZE   (16 * 1024 * 1024)


/* A file that is being read; words are unquoted where they stand. */
typedef struct {
    ln_jurisdictions_t  *set;
    const ln_alloc_t    *alloc;
    ln_jurisdiction_t   *j;             /* whose block is open, or NULL */
    unsigned             depth;

    const char          *path;          /* kept: terms point at it */
    unsigned char       *at;
    unsigned char       *end;
    unsigned             line;

    ln_str_t             words[LN_FILE_WORDS];
    unsigned             nwords;
    ln_error_t          *err;
} ln_file_t;


static int ln_file_load(ln_file_t *outer, const char *path);
static int ln_file_read(const char *path, unsigned char **data, size_t *len,
    ln_error_t *err);
static int ln_file_directives(ln_file_t *f);
static int ln_file_next(ln_file_t *f);
static int ln_file_word(ln_file_t *f);
static int ln_file_directive(ln_file_t *f, int end);
static int ln_file_include(ln_file_t *f);
static int ln_file_unread(const char *path, int error);
static int ln_file_fail(ln_file_t *f, const char *why);


int
ln_jurisdiction_file(ln_jurisdictions_t *set, const ln_alloc_t *alloc,
    const char *path, ln_error_t *err)
{
    int         rc;
    ln_file_t  *f;

    f = calloc(1, sizeof(ln_file_t));

    if (f == NULL) {
        return ln_error(err, "no memory");
    }

    f->set = set;
    f->alloc = alloc;
    f->err = err;

    rc = ln_file_load(f, path);
    free(f);

    return rc;
}


static int
ln_file_load(ln_file_t *outer, const char *path)
{
    int             rc;
    char           *copy;
    size_t          len;
    ln_str_t        text;
    ln_file_t      *f;
    unsigned char  *data;

    f = malloc(sizeof(ln_file_t));
    copy = ln_alloc(outer->alloc, strlen(path) + 1);

    if (f == NULL || copy == NULL) {
        free(f);
        return ln_error(outer->err, "no memory");
    }

    len = 0;
    strcpy(copy, path);

    *f = *outer;
    f->path = copy;
    f->line = 1;
    f->depth++;

    rc = ln_file_read(path, &data, &len, f->err);

    if (rc == LN_OK) {
        text.data = data;
        text.len = len;
        f->at = data + (len - ln_str_unmarked(text).len);
        f->end = data + len;
        rc = ln_file_directives(f);
        free(data);
    }

    if (rc == LN_OK && outer->j == NULL && f->j) {
        rc = ln_file_fail(f, "\"}\" is missing");
    }

    free(f);

    return rc;
}


static int
ln_file_read(const char *path, unsigned char **data, size_t *len,
    ln_error_t *err)
{
    FILE  *file;

    file = fopen(path, "re");

    if (file == NULL) {
        return ln_error(err, "cannot open \"%.300s\": %s", path,
                        strerror(errno));
    }

    /* a byte more than is allowed tells that there is one */

    *data = malloc(LN_FILE_SIZE + 1);

    if (*data == NULL) {
        (void) fclose(file);
        return ln_error(err, "no memory");
    }

    *len = fread(*data, 1, LN_FILE_SIZE + 1, file);

    if (ferror(file) || *len > LN_FILE_SIZE) {
        (void) ln_error(err, "cannot read \"%.300s\": %s", path,
                        ferror(file) ? strerror(errno)
                                     : "it is larger than 16 MB");
        free(*data);
        (void) fclose(file);
        return LN_ERROR;
    }

    (void) fclose(file);

    return LN_OK;
}


static int
ln_file_directives(ln_file_t *f)
{
    int  end;

    for ( ;; ) {
        f->nwords = 0;

        for (end = ln_file_next(f); end == 'w'; end = ln_file_next(f)) {

            if (f->nwords == LN_FILE_WORDS) {
                return ln_file_fail(f, "too many words in a directive");
            }

            if (ln_file_word(f) != LN_OK) {
                return LN_ERROR;
            }
        }

        if (end == 0) {
            return f->nwords ? ln_file_fail(f, "unexpected end of file, "
                                            "\";\" or \"}\" is expected")
                             : LN_OK;
        }

        if (ln_file_directive(f, end) != LN_OK) {
            return LN_ERROR;
        }
    }
}


/* What comes next: one of ; { } or w for a word, 0 for the end. */

static int
ln_file_next(ln_file_t *f)
{
    int  c;

    for ( /* void */ ; f->at < f->end; f->at++) {
        c = *f->at;

        if (c == '#') {
            while (f->at < f->end && *f->at != '\n') {
                f->at++;
            }

            if (f->at == f->end) {
                break;
            }

            c = '\n';
        }

        if (c == '\n') {
            f->line++;
            continue;
        }

        if (c == ' ' || c == '\t' || c == '\r') {
            continue;
        }

        if (c == ';' || c == '{' || c == '}') {
            f->at++;
            return c;
        }

        return 'w';
    }

    return 0;
}


/* Quotes and backslashes are nginx's. */

static int
ln_file_word(ln_file_t *f)
{
    int             quote;
    unsigned char  *p;

    quote = (*f->at == '"' || *f->at == '\'') ? *f->at++ : 0;
    p = f->at;
    f->words[f->nwords].data = p;

    for ( /* void */ ; f->at < f->end; f->at++) {

        if (quote ? *f->at == quote : strchr(" \t\r\n;{", *f->at) != NULL) {
            break;
        }

        f->line += (*f->at == '\n');

        if (*f->at == '\\' && f->at + 1 < f->end) {
            f->at++;
        }

        *p++ = *f->at;
    }

    f->words[f->nwords].len = p - f->words[f->nwords].data;

    if (quote) {

        if (f->at == f->end) {
            return ln_file_fail(f, "a quote is not closed");
        }

        f->at++;
    }

    f->nwords++;

    return LN_OK;
}


static int
ln_file_directive(ln_file_t *f, int end)
{
    ln_error_t  why;

    if (end == '}') {

        if (f->nwords || f->j == NULL) {
            return ln_file_fail(f, "unexpected \"}\"");
        }

        if (ln_jurisdiction_end(f->j, &why) != LN_OK) {
            return ln_file_fail(f, why.text);
        }

        f->j = NULL;
        return LN_OK;
    }

    if (f->nwords == 0) {
        return ln_file_fail(f, end == ';' ? "unexpected \";\""
                                          : "unexpected \"{\"");
    }

    if (end == ';' && f->nwords == 2
        && ln_str_eq(f->words[0], ln_str("include")))
    {
        return ln_file_include(f);
    }

    if (end == ';' && f->j) {

        if (ln_jurisdiction_term(f->j, f->words, f->nwords, f->path, f->line,
                                 &why)
            != LN_OK)
        {
            return ln_file_fail(f, why.text);
        }

        return LN_OK;
    }

    if (end != '{' || f->j || f->nwords != 2
        || !ln_str_eq(f->words[0], ln_str("legal_jurisdiction")))
    {
        return ln_file_fail(f, "\"legal_jurisdiction NAME { ... }\" and "
                            "\"include FILE;\" are allowed here");
    }

    f->j = ln_jurisdiction_add(f->set, f->words[1], &why);

    return f->j ? LN_OK : ln_file_fail(f, why.text);
}


static int
ln_file_include(ln_file_t *f)
{
    int     n, rc;
    char    pattern[LN_TERM_PATH];
    glob_t  paths;
    size_t  i;

    if (f->depth == LN_FILE_DEPTH) {
        return ln_file_fail(f, "files are included too deep");
    }

    n = snprintf(pattern, sizeof(pattern), "%s%.*s",
                 f->words[1].len && f->words[1].data[0] == '/'
                 ? "" : f->set->prefix,
                 (int) f->words[1].len, (const char *) f->words[1].data);

    if (n < 0 || (size_t) n >= sizeof(pattern)) {
        return ln_file_fail(f, "the name of a file is too long");
    }

    if (strpbrk(pattern, "*?[") == NULL) {
        return ln_file_load(f, pattern);
    }

    rc = LN_OK;

    n = glob(pattern, 0, ln_file_unread, &paths);

    if (n != 0 && n != GLOB_NOMATCH) {
        return ln_file_fail(f, n == GLOB_NOSPACE ? "no memory"
                               : "files to include cannot be looked for");
    }

    if (n == 0) {
        for (i = 0; rc == LN_OK && i < paths.gl_pathc; i++) {
            rc = ln_file_load(f, paths.gl_pathv[i]);
        }

        globfree(&paths);
    }

    return rc;
}


/* Of glob(): whether it is to give up, rather than to find less. */

static int
ln_file_unread(const char *path, int error)
{
    (void) path;

    return error != ENOENT && error != ENOTDIR;
}


static int
ln_file_fail(ln_file_t *f, const char *why)
{
    f->err->line = f->line;

    return ln_error(f->err, "%.300s in %.180s:%u", why, f->path, f->line);
}
