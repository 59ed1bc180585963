/* "did you mean ..": the defined name that is nearest to one that is not. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_suggest.h"


#define NGX_HTTP_LEGAL_SUGGEST_MAX  64  /* longer names are not compared */


static ngx_uint_t ngx_http_legal_distance(ngx_str_t *a, ngx_str_t *b);


void
ngx_http_legal_suggest_init(ngx_http_legal_suggestion_t *guess,
    ngx_str_t *name)
{
    guess->name = *name;
    ngx_str_null(&guess->best);

    /* at most one edit in three characters, and one in short names */

    guess->distance = ngx_max(name->len / 3, 1) + 1;
}


void
ngx_http_legal_suggest_try(ngx_http_legal_suggestion_t *guess,
    ngx_str_t *candidate)
{
    ngx_uint_t  distance;

    distance = ngx_http_legal_distance(&guess->name, candidate);

    if (distance < guess->distance) {
        guess->distance = distance;
        guess->best = *candidate;
    }
}


u_char *
ngx_http_legal_suggest_text(ngx_http_legal_suggestion_t *guess)
{
    u_char  *last;

    guess->text[0] = '\0';

    if (guess->best.len) {
        last = ngx_snprintf(guess->text, sizeof(guess->text) - 1,
                            ", did you mean \"%V\"?", &guess->best);
        *last = '\0';
    }

    return guess->text;
}


/* Levenshtein's distance, in one row. */

static ngx_uint_t
ngx_http_legal_distance(ngx_str_t *a, ngx_str_t *b)
{
    ngx_uint_t  i, j, diagonal, above, row[NGX_HTTP_LEGAL_SUGGEST_MAX + 1];

    if (a->len > NGX_HTTP_LEGAL_SUGGEST_MAX
        || b->len > NGX_HTTP_LEGAL_SUGGEST_MAX)
    {
        return NGX_MAX_UINT32_VALUE;
    }

    for (j = 0; j <= b->len; j++) {
        row[j] = j;
    }

    for (i = 1; i <= a->len; i++) {
        diagonal = row[0];
        row[0] = i;

        for (j = 1; j <= b->len; j++) {
            above = row[j];
            row[j] = ngx_min(ngx_min(above, row[j - 1]) + 1,
                             diagonal + (a->data[i - 1] != b->data[j - 1]));
            diagonal = above;
        }
    }

    return row[b->len];
}
