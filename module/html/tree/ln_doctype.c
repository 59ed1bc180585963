/* Which doctypes mean quirks mode: only there a table may be in a p. */

#include "html/tree/ln_doctype.h"
#include "ln_ascii.h"


/* Public identifiers that begin like this, in small letters. */
static const char  *ln_doctype_begins[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 ",
    "-//microsoft//dtd internet explorer 3.0 ",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::",
    "-//softquad//dtd hotmetal pro 4.0::19971010::",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html//",
    "-//webtechs//dtd mozilla html 2.0//"
};

/* Those that do so where there is no system identifier. */
static const char  *ln_doctype_begins_alone[] = {
    "-//w3c//dtd html 4.01 frameset//",
    "-//w3c//dtd html 4.01 transitional//"
};

/* Public identifiers as a whole. */
static const char  *ln_doctype_equals[] = {
    "-//w3o//dtd w3 html strict 3.0//en//",
    "-/w3c/dtd html 4.0 transitional/en",
    "html"
};

#define ln_doctype_count(list)  (sizeof(list) / sizeof(list[0]))


typedef struct {
    const unsigned char  *p;
    const unsigned char  *end;
} ln_doctype_t;


static void
ln_doctype_blank(ln_doctype_t *d)
{
    while (d->p < d->end && ln_is_space(*d->p)) {
        d->p++;
    }
}


static int
ln_doctype_word(ln_doctype_t *d, const char *word)
{
    size_t  len;

    len = strlen(word);

    if ((size_t) (d->end - d->p) < len || memcmp(d->p, word, len) != 0) {
        return 0;
    }

    d->p += len;

    return 1;
}


/* A quoted identifier; LN_DECLINED where there is none. */
static int
ln_doctype_identifier(ln_doctype_t *d, ln_str_t *id)
{
    const unsigned char  *q;

    ln_doctype_blank(d);

    if (d->p == d->end || (*d->p != '"' && *d->p != '\'')) {
        return LN_DECLINED;
    }

    q = memchr(d->p + 1, *d->p, (size_t) (d->end - d->p - 1));

    if (q == NULL) {
        return LN_ERROR;
    }

    id->data = d->p + 1;
    id->len = (size_t) (q - id->data);
    d->p = q + 1;

    return LN_OK;
}


static int
ln_doctype_begins_with(ln_str_t id, const char *const *list, size_t n)
{
    size_t  i, len;

    for (i = 0; i < n; i++) {
        len = strlen(list[i]);

        if (id.len >= len && memcmp(id.data, list[i], len) == 0) {
            return 1;
        }
    }

    return 0;
}


static int
ln_doctype_public(ln_str_t id, int alone)
{
    size_t  i;

    for (i = 0; i < ln_doctype_count(ln_doctype_equals); i++) {
        if (ln_str_eq(id, ln_str(ln_doctype_equals[i]))) {
            return 1;
        }
    }

    return ln_doctype_begins_with(id, ln_doctype_begins,
                                  ln_doctype_count(ln_doctype_begins))
           || (alone
               && ln_doctype_begins_with(id, ln_doctype_begins_alone,
                                   ln_doctype_count(ln_doctype_begins_alone)));
}


/* What stands between `<!doctype` and `>`, in small letters. */
static int
ln_doctype_quirks(const unsigned char *p, size_t len)
{
    int           rc, rc2;
    ln_str_t      id, system;
    ln_doctype_t  d;

    d.p = p;
    d.end = p + len;

    ln_doctype_blank(&d);

    if (!ln_doctype_word(&d, "html")) {
        return 1;
    }

    if (d.p == d.end) {
        return 0;
    }

    if (!ln_is_space(*d.p)) {
        return 1;
    }

    ln_doctype_blank(&d);

    if (d.p == d.end) {
        return 0;
    }

    if (ln_doctype_word(&d, "public")) {
        rc = ln_doctype_identifier(&d, &id);
        rc2 = rc == LN_OK ? ln_doctype_identifier(&d, &system) : LN_ERROR;

        return rc != LN_OK || rc2 == LN_ERROR
               || ln_doctype_public(id, rc2 == LN_DECLINED);
    }

    if (ln_doctype_word(&d, "system")) {
        return ln_doctype_identifier(&d, &system) != LN_OK
               || ln_str_eq(system, ln_str("http://www.ibm.com/data/dtd/v11/"
                                           "ibmxhtml1-transitional.dtd"));
    }

    return 1;
}


void
ln_tree_doctype(ln_tree_t *tree)
{
    const ln_tokenizer_t  *t;

    t = tree->tokenizer;

    /* one that does not come first counts for nothing */

    if (!tree->begun) {
        tree->begun = 1;
        tree->quirks = ln_doctype_quirks(t->doctype, t->doctype_len) != 0;
    }
}
