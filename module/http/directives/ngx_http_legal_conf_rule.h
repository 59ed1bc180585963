/* legal_notice and legal_restriction: the rules that legal_apply names. */

#ifndef NGX_HTTP_LEGAL_CONF_RULE_H
#define NGX_HTTP_LEGAL_CONF_RULE_H

#include <ngx_config.h>
#include <ngx_md5.h>

#include "field/ln_variable.h"
#include "html/placer/ln_placer.h"
#include "http/directives/ngx_http_legal_conf.h"
#include "notice/ln_text_choice.h"


/* The status of a refusal, unless the restriction has another: RFC 7725. */
#define NGX_HTTP_LEGAL_UNAVAILABLE  451


/* A pattern of a `uri` directive. */
typedef struct {
    ln_pattern_t               *pattern;
    ngx_str_t                   text;
    unsigned                    negative:1;
    unsigned                    caseless:1;
} ngx_http_legal_uri_t;


/* A variable of `when`. */
typedef struct {
    ngx_http_legal_reference_t  where;            /* and its name */
    ngx_int_t                   index;
    ln_variable_t               known;
} ngx_http_legal_when_t;


struct ngx_http_legal_rule_s {
    ngx_str_t                   name;
    ngx_http_legal_reference_t  where;
    unsigned                    restriction:1;
    unsigned                    uncertain:1;      /* due on uncertain too */
    unsigned                    uncertain_set:1;  /* by a directive */
    unsigned                    no_fallback:1;    /* where no place fits */
    unsigned                    skip_fragments:1;
    unsigned                    fragments_set:1;
    unsigned                    when_response:1;  /* decided with the header */
    unsigned                    when_unknown:1;   /* .. or maybe before */

    ngx_array_t                 in_names;         /* of _reference_t */
    ngx_array_t                 in;               /* of ngx_uint_t: indices
                                                     of jurisdictions */

    ln_text_t                   text;
    ngx_http_legal_rendered_t  *rendered;         /* markup, by translation
                                                     and charset */
    u_char                     *keys;             /* of variants with this
                                                     notice alone */
    ngx_int_t                 **variables;        /* of each translation */
    void                       *checked_in;       /* by _resolve_sets() */
    ngx_array_t                 all_variables;    /* of ngx_int_t, distinct */
    ngx_array_t                 response_variables;   /* .. of the response */
    ngx_http_legal_reference_t  text_where;
    unsigned                    contains;         /* ln_contains_t, of any
                                                     translation */

    ngx_array_t                 languages;        /* of ln_language_choice_t */
    ngx_http_legal_reference_t  languages_where;
    ngx_array_t                 places;           /* of ln_place_t */
    ngx_array_t                 place_texts;      /* of ngx_str_t, as many */
    ln_hydrated_t               hydrated;
    ngx_str_t                   hydrated_text;    /* empty: by default */
    ngx_http_legal_rule_t      *placed_as;        /* the first rule that has
                                                     the same places */
    ngx_http_legal_reference_t  fallback_where;
    ngx_array_t                 uris;             /* of _uri_t */
    ngx_array_t                 whens;            /* of _when_t */
    ngx_array_t                 types;            /* of ngx_str_t */

    time_t                      since;            /* 0: always been */
    time_t                      until;            /* 0: no end */

    ngx_http_legal_rule_t      *script;           /* whose is_script is set */
    unsigned                    is_script:1;      /* shows it, and no text */
    ngx_str_t                   script_url;       /* escaped for markup */

    ngx_uint_t                  status;
    unsigned                    asks:1;           /* it may be lifted .. */
    time_t                      acknowledge;      /* .. for so many seconds; 0:
                                                     for the session */
    ngx_http_legal_reference_t  acknowledge_where;
    ngx_str_t                   cookie;           /* its name */
    char                        text_digest[LN_DIGEST_LEN + 1];  /* of all
                                                     translations */
    ngx_str_t                   blocked_by;       /* the Link field's value */

    ngx_http_legal_counters_t  *counters;

    ngx_md5_t                   md5;              /* while it is read */
    u_char                      digest[16];       /* of text and directives */
};


char *ngx_http_legal_rule(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);

/* The rule of that name, if it has been defined already; or NULL. */
ngx_http_legal_rule_t *ngx_http_legal_rule_find(
    ngx_http_legal_main_conf_t *lmcf, ngx_str_t *name);


#endif
