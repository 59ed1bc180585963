#include "ln_suggest.h"


#define LN_SUGGEST_MAX  64      /* longer names are not compared */


static size_t ln_suggest_distance(ln_str_t a, ln_str_t b);
static size_t ln_suggest_less(size_t a, size_t b);


void
ln_suggest_init(ln_suggestion_t *suggestion, ln_str_t name)
{
    suggestion->name = name;
    suggestion->best.len = 0;
    suggestion->best.data = NULL;

    /* at most one edit in three characters, and one in short names */

    suggestion->distance = (name.len < 3 ? 1 : name.len / 3) + 1;
}


void
ln_suggest_try(ln_suggestion_t *suggestion, ln_str_t candidate)
{
    size_t  distance;

    distance = ln_suggest_distance(suggestion->name, candidate);

    if (distance < suggestion->distance) {
        suggestion->distance = distance;
        suggestion->best = candidate;
    }
}


const char *
ln_suggest_text(ln_suggestion_t *suggestion)
{
    suggestion->text[0] = '\0';

    if (suggestion->best.len) {
        snprintf(suggestion->text, sizeof(suggestion->text),
                 ", did you mean \"%.*s\"?", (int) suggestion->best.len,
                 (const char *) suggestion->best.data);
    }

    return suggestion->text;
}


/* Levenshtein's distance, in one row. */

static size_t
ln_suggest_distance(ln_str_t a, ln_str_t b)
{
    size_t  i, j, diagonal, above, row[LN_SUGGEST_MAX + 1];

    if (a.len > LN_SUGGEST_MAX || b.len > LN_SUGGEST_MAX) {
        return SIZE_MAX;
    }

    for (j = 0; j <= b.len; j++) {
        row[j] = j;
    }

    for (i = 1; i <= a.len; i++) {
        diagonal = row[0];
        row[0] = i;

        for (j = 1; j <= b.len; j++) {
            above = row[j];
            row[j] = ln_suggest_less(ln_suggest_less(above, row[j - 1]) + 1,
                                     diagonal
                                     + (a.data[i - 1] != b.data[j - 1]));
            diagonal = above;
        }
    }

    return row[b.len];
}


static size_t
ln_suggest_less(size_t a, size_t b)
{
    return a < b ? a : b;
}
