/*
 * The module: its directives, when its configuration is complete, its start.
 * The way of a request is in ngx_http_legal_request.c.
 */

#include <ngx_config.h>

#include "http/acknowledge/ngx_http_legal_conf_key.h"
#include "http/archive/ngx_http_legal_archive.h"
#include "http/archive/ngx_http_legal_conf_archive.h"
#include "http/counters/ngx_http_legal_zone.h"
#include "http/database/ngx_http_legal_database.h"
#include "http/database/ngx_http_legal_lookup.h"
#include "http/database/ngx_http_legal_swap.h"
#include "http/database/ngx_http_legal_swap_user.h"
#include "http/directives/ngx_http_legal_conf_apply.h"
#include "http/directives/ngx_http_legal_conf_cache.h"
#include "http/directives/ngx_http_legal_conf_client.h"
#include "http/directives/ngx_http_legal_conf_create.h"
#include "http/directives/ngx_http_legal_conf_database.h"
#include "http/directives/ngx_http_legal_conf_jurisdiction.h"
#include "http/directives/ngx_http_legal_conf_place_cache.h"
#include "http/directives/ngx_http_legal_conf_preview.h"
#include "http/directives/ngx_http_legal_conf_resolve.h"
#include "http/directives/ngx_http_legal_conf_rule.h"
#include "http/directives/ngx_http_legal_conf_status.h"
#include "http/ngx_http_legal_request.h"
#include "http/outlet/ngx_http_legal_outlet.h"
#include "http/ngx_http_legal_variables.h"
#include "http/places/ngx_http_legal_place_cache.h"
#include "http/status/ngx_http_legal_status.h"


static ngx_int_t ngx_http_legal_preconfiguration(ngx_conf_t *cf);
static ngx_int_t ngx_http_legal_postconfiguration(ngx_conf_t *cf);
static char *ngx_http_legal_init_main_conf(ngx_conf_t *cf, void *conf);
static ngx_int_t ngx_http_legal_init_module(ngx_cycle_t *cycle);


static ngx_conf_enum_t  ngx_http_legal_undeliverable_policies[] = {
    { ngx_string("refuse"), NGX_HTTP_LEGAL_UNDELIVERABLE_REFUSE },
    { ngx_string("pass"), NGX_HTTP_LEGAL_UNDELIVERABLE_PASS },
    { ngx_null_string, 0 }
};


static ngx_conf_enum_t  ngx_http_legal_conflict_policies[] = {
    { ngx_string("uncertain"), LN_CONFLICT_UNCERTAIN },
    { ngx_string("first"), LN_CONFLICT_FIRST },
    { ngx_null_string, 0 }
};


static ngx_http_handler_pt  ngx_http_legal_status_content =
    ngx_http_legal_status_handler;


static ngx_http_handler_pt  ngx_http_legal_outlet_content =
    ngx_http_legal_outlet_handler;


static ngx_command_t  ngx_http_legal_commands[] = {

    { ngx_string("legal_database"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_1MORE,
      ngx_http_legal_database,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_database_conflict"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE1,
      ngx_http_legal_conf_either,
      NGX_HTTP_MAIN_CONF_OFFSET,
      offsetof(ngx_http_legal_main_conf_t, conflict),
      ngx_http_legal_conflict_policies },

    { ngx_string("legal_database_check"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE1,
      ngx_http_legal_database_check,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_database_max_age"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE12,
      ngx_http_legal_database_max_age,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_client"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_TAKE12,
      ngx_http_legal_client,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_jurisdiction"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_BLOCK|NGX_CONF_TAKE1,
      ngx_http_legal_jurisdiction,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_notice"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_BLOCK|NGX_CONF_TAKE1,
      ngx_http_legal_rule,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_restriction"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_BLOCK|NGX_CONF_TAKE1,
      ngx_http_legal_rule,
      NGX_HTTP_MAIN_CONF_OFFSET,
      1,
      NULL },

    { ngx_string("legal_apply"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_1MORE,
      ngx_http_legal_apply,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_cache"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_1MORE,
      ngx_http_legal_cache,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_place_cache"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE12,
      ngx_http_legal_place_cache,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_archive"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_TAKE1,
      ngx_http_legal_archive,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_key"),
      NGX_HTTP_MAIN_CONF|NGX_CONF_1MORE,
      ngx_http_legal_key,
      NGX_HTTP_MAIN_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_undeliverable"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_TAKE1,
      ngx_http_legal_conf_either,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_legal_loc_conf_t, undeliverable),
      ngx_http_legal_undeliverable_policies },

    { ngx_string("legal_inner_tier"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_FLAG,
      ngx_conf_set_flag_slot,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_legal_loc_conf_t, inner_tier),
      NULL },

    { ngx_string("legal_dry_run"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_FLAG,
      ngx_conf_set_flag_slot,
      NGX_HTTP_LOC_CONF_OFFSET,
      offsetof(ngx_http_legal_loc_conf_t, dry_run),
      NULL },

    { ngx_string("legal_preview"),
      NGX_HTTP_MAIN_CONF|NGX_HTTP_SRV_CONF|NGX_HTTP_LOC_CONF|NGX_CONF_1MORE,
      ngx_http_legal_preview,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      NULL },

    { ngx_string("legal_status"),
      NGX_HTTP_LOC_CONF|NGX_CONF_NOARGS|NGX_CONF_TAKE1,
      ngx_http_legal_status,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      &ngx_http_legal_status_content },

    { ngx_string("legal_notices"),
      NGX_HTTP_LOC_CONF|NGX_CONF_NOARGS,
      ngx_http_legal_outlet,
      NGX_HTTP_LOC_CONF_OFFSET,
      0,
      &ngx_http_legal_outlet_content },

      ngx_null_command
};


static ngx_http_module_t  ngx_http_legal_notice_module_ctx = {
    ngx_http_legal_preconfiguration,       /* preconfiguration */
    ngx_http_legal_postconfiguration,      /* postconfiguration */

    ngx_http_legal_conf_create_main,       /* create main configuration */
    ngx_http_legal_init_main_conf,         /* init main configuration */

    NULL,                                  /* create server configuration */
    NULL,                                  /* merge server configuration */

    ngx_http_legal_conf_create_loc,        /* create location configuration */
    ngx_http_legal_conf_merge_loc          /* merge location configuration */
};


ngx_module_t  ngx_http_legal_notice_module = {
    NGX_MODULE_V1,
    &ngx_http_legal_notice_module_ctx,     /* module context */
    ngx_http_legal_commands,               /* module directives */
    NGX_HTTP_MODULE,                       /* module type */
    NULL,                                  /* init master */
    ngx_http_legal_init_module,            /* init module */
    ngx_http_legal_swap_start,             /* init process */
    NULL,                                  /* init thread */
    NULL,                                  /* exit thread */
    NULL,                                  /* exit process */
    NULL,                                  /* exit master */
    NGX_MODULE_V1_PADDING
};


static ngx_int_t
ngx_http_legal_preconfiguration(ngx_conf_t *cf)
{
    return ngx_http_legal_add_variables(cf);
}


static ngx_int_t
ngx_http_legal_postconfiguration(ngx_conf_t *cf)
{
    if (ngx_http_legal_lookup_init(cf) != NGX_OK
        || ngx_http_legal_resolve(cf) != NGX_OK
        || ngx_http_legal_zone_add(cf) != NGX_OK
        || ngx_http_legal_archive_texts(cf) != NGX_OK)
    {
        return NGX_ERROR;
    }

    return ngx_http_legal_request_init(cf);
}


static char *
ngx_http_legal_init_main_conf(ngx_conf_t *cf, void *conf)
{
    ngx_http_legal_main_conf_t *lmcf = conf;

    ngx_uint_t                  i;
    ngx_http_legal_database_t  *databases;

    ngx_http_legal_conf_init_main(lmcf);

    databases = lmcf->databases.elts;

    for (i = 0; i < lmcf->databases.nelts; i++) {
        ngx_http_legal_database_tell_age(lmcf, &databases[i], cf->log);
    }

    lmcf->place_cache = ngx_http_legal_place_cache_create(cf->pool,
                                                     lmcf->place_cache_max,
                                                     lmcf->place_cache_memory);

    if (lmcf->place_cache == NULL
        || ngx_http_legal_swap_zone(cf, lmcf) != NGX_OK)
    {
        return NGX_CONF_ERROR;
    }

    return NGX_CONF_OK;
}


static ngx_int_t
ngx_http_legal_init_module(ngx_cycle_t *cycle)
{
    if (ngx_get_conf(cycle->conf_ctx, ngx_http_module) == NULL) {
        return NGX_OK;
    }

    ngx_http_legal_archive_note(cycle);
    ngx_http_legal_swap_user(cycle);

    return ngx_http_legal_request_init_top(cycle);
}
