/* `language`: which of a rule's texts a reader gets. */

#include <ngx_config.h>

#include "http/directives/ngx_http_legal_conf_language.h"


static ngx_int_t ngx_http_legal_language_default(ngx_http_legal_rule_t *rule);
static ngx_int_t ngx_http_legal_language_tag(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule, ln_str_t *tag, ngx_uint_t more);
static void ngx_http_legal_language_warn(ngx_conf_t *cf,
    ngx_http_legal_rule_t *rule, const char *what);


char *
ngx_http_legal_rule_language(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_str_t             *value;
    ngx_uint_t             i;
    ln_language_choice_t  *choice;

    if (rule->languages.nelts) {
        return "is duplicate";
    }

    value = cf->args->elts;
    ngx_http_legal_conf_here(cf, &rule->languages_where);

    for (i = 1; i < cf->args->nelts; i++) {
        choice = ngx_array_push(&rule->languages);
        if (choice == NULL) {
            return NGX_CONF_ERROR;
        }

        choice->tag = ngx_http_legal_ln(value[i]);

        if (rule->restriction && ngx_strcmp(value[i].data, "page") == 0) {
            return ngx_http_legal_conf_invalid(cf, &value[i],
                                               "a restriction has no page "
                                               "that could say a language: "
                                               "\"reader\" or a BCP 47 "
                                               "language tag is expected");
        }

        if (ngx_strcmp(value[i].data, "page") == 0) {
            choice->source = LN_LANGUAGE_PAGE;

        } else if (ngx_strcmp(value[i].data, "reader") == 0) {
            choice->source = LN_LANGUAGE_READER;

        } else if (ln_language_valid(choice->tag)) {
            choice->source = LN_LANGUAGE_TAG;

        } else {
            return ngx_http_legal_conf_invalid(cf, &value[i],
                                               "\"page\", \"reader\" or a "
                                               "BCP 47 language tag is "
                                               "expected");
        }
    }

    return NGX_CONF_OK;
}


/*
 * Each language that `language` names must have a text.  Where the list ends in
 * none, readers can be given a text in a language that nobody chose for them.
 */

ngx_int_t
ngx_http_legal_language_check(ngx_conf_t *cf, ngx_http_legal_rule_t *rule)
{
    ngx_uint_t             i;
    ln_language_choice_t  *choice;

    if (rule->languages.nelts == 0) {
        rule->languages_where = rule->text_where;

        if (ngx_http_legal_language_default(rule) != NGX_OK) {
            return NGX_ERROR;
        }

    } else if (rule->text.ntranslations == 0) {
        ngx_http_legal_language_warn(cf, rule, "does nothing without a "
                                     "\"page\": nginx's own is in English, add "
                                     "a \"page\"");
        return NGX_OK;

    } else {
        choice = rule->languages.elts;

        for (i = 0; i < rule->languages.nelts; i++) {
            if (choice[i].source == LN_LANGUAGE_TAG
                && ngx_http_legal_language_tag(cf, rule, &choice[i].tag,
                                               i + 1 < rule->languages.nelts)
                   != NGX_OK)
            {
                return NGX_ERROR;
            }
        }
    }

    if (!ln_text_always_chooses(&rule->text, rule->languages.elts,
                                rule->languages.nelts))
    {
        ngx_http_legal_language_warn(cf, rule, "names no language for readers "
                                     "for whom there is no text, end it with "
                                     "a tag like \"en\"");
    }

    return NGX_OK;
}


static ngx_int_t
ngx_http_legal_language_default(ngx_http_legal_rule_t *rule)
{
    ngx_uint_t             i;
    ln_language_choice_t  *choices;

    static const ln_language_choice_t  order[] = {
        { LN_LANGUAGE_PAGE, { 0, NULL } },
        { LN_LANGUAGE_READER, { 0, NULL } },
        { LN_LANGUAGE_TAG, ln_string("en") }
    };

    i = rule->restriction ? 1 : 0;

    choices = ngx_array_push_n(&rule->languages, 3 - i);
    if (choices == NULL) {
        return NGX_ERROR;
    }

    ngx_memcpy(choices, order + i, (3 - i) * sizeof(ln_language_choice_t));

    return NGX_OK;
}


/* A tag that `language` names, with other words behind it or not. */

static ngx_int_t
ngx_http_legal_language_tag(ngx_conf_t *cf, ngx_http_legal_rule_t *rule,
    ln_str_t *tag, ngx_uint_t more)
{
    if (ln_language_lookup(*tag, rule->text.languages,
                           rule->text.ntranslations) < 0)
    {
        ngx_log_error(NGX_LOG_EMERG, cf->log, 0,
                      "\"language\" directive: no text of %s \"%V\" is in "
                      "\"%*s\", add one to its \"%s\", in %s:%ui",
                      rule->restriction ? "restriction" : "notice",
                      &rule->name, tag->len, tag->data,
                      rule->restriction ? "page" : "text",
                      rule->languages_where.file, rule->languages_where.line);
        return NGX_ERROR;
    }

    if (more && rule->text.ntranslations > 1) {
        ngx_http_legal_language_warn(cf, rule, "has words that are never "
                                     "used, since there is a text for the tag "
                                     "before them: put the tag last");
    }

    return NGX_OK;
}


static void
ngx_http_legal_language_warn(ngx_conf_t *cf, ngx_http_legal_rule_t *rule,
    const char *what)
{
    ngx_log_error(NGX_LOG_WARN, cf->log, 0,
                  "\"language\" of %s \"%V\" %s, in %s:%ui",
                  rule->restriction ? "restriction" : "notice", &rule->name,
                  what, rule->languages_where.file,
                  rule->languages_where.line);
}
