/*
 * The fuzzer as a module of nginx.  Both modules are in one file: the fuzzer's
 * filters run right above and below the one they are for.
 */

#include "filter.h"


#if (LN_FUZZ_REPLAY)
int  fuzz_replay(int argc, char **argv);
#else
int  LLVMFuzzerRunDriver(int *argc, char ***argv,
    int (*one)(const uint8_t *data, size_t size));
#endif


#define FUZZ_ARGS  64


static char *fuzz_module_handler(ngx_conf_t *cf, ngx_command_t *cmd,
    void *conf);
static ngx_int_t fuzz_module_filters(ngx_conf_t *cf);
static ngx_int_t fuzz_module_run(ngx_cycle_t *cycle);
static void fuzz_module_log(ngx_log_t *log, ngx_uint_t level, u_char *buf,
    size_t len);


ngx_http_output_body_filter_pt  fuzz_body_filter;

/* nginx takes the environment away before it runs. */
static char  *fuzz_module_args;


static ngx_command_t  fuzz_module_commands[] = {

    { ngx_string("legal_fuzz"),
      NGX_HTTP_LOC_CONF|NGX_CONF_NOARGS,
      fuzz_module_handler,
      0,
      0,
      NULL },

      ngx_null_command
};


static ngx_http_module_t  fuzz_module_ctx = {
    NULL,                                  /* preconfiguration */
    fuzz_module_filters,                   /* postconfiguration */
    NULL,                                  /* create main configuration */
    NULL,                                  /* init main configuration */
    NULL,                                  /* create server configuration */
    NULL,                                  /* merge server configuration */
    NULL,                                  /* create location configuration */
    NULL                                   /* merge location configuration */
};


static ngx_module_t  ngx_http_legal_fuzz_module = {
    NGX_MODULE_V1,
    &fuzz_module_ctx,                      /* module context */
    fuzz_module_commands,                  /* module directives */
    NGX_HTTP_MODULE,                       /* module type */
    NULL,                                  /* init master */
    NULL,                                  /* init module */
    fuzz_module_run,                       /* init process */
    NULL,                                  /* init thread */
    NULL,                                  /* exit thread */
    NULL,                                  /* exit process */
    NULL,                                  /* exit master */
    NGX_MODULE_V1_PADDING
};


ngx_module_t *ngx_modules[] = {
    &ngx_http_legal_notice_module,
    &ngx_http_legal_fuzz_module,
    NULL
};

char *ngx_module_names[] = {
    "ngx_http_legal_notice_module",
    "ngx_http_legal_fuzz_module",
    NULL
};

char *ngx_module_order[] = {
    "ngx_http_legal_notice_module",
    "ngx_http_legal_fuzz_module",
    "ngx_http_postpone_filter_module",
    NULL
};


static char *
fuzz_module_handler(ngx_conf_t *cf, ngx_command_t *cmd, void *conf)
{
    ngx_http_core_loc_conf_t  *clcf;

    clcf = ngx_http_conf_get_module_loc_conf(cf, ngx_http_core_module);
    clcf->handler = fuzz_filter_answer;

    return NGX_CONF_OK;
}


/* Runs after the module's own, whose filter is the top one by then. */

static ngx_int_t
fuzz_module_filters(ngx_conf_t *cf)
{
    fuzz_assert(ngx_http_legal_next_body_filter != NULL);
    fuzz_assert(ngx_http_top_body_filter != ngx_http_legal_next_body_filter);

    fuzz_assert(getenv("LN_FUZZ_ARGS") != NULL);
    fuzz_module_args = strdup(getenv("LN_FUZZ_ARGS"));
    fuzz_assert(fuzz_module_args != NULL);

    fuzz_body_filter = ngx_http_top_body_filter;
    ngx_http_legal_next_header_filter = fuzz_below_header;
    ngx_http_legal_next_body_filter = fuzz_below_body;

    return NGX_OK;
}


/* nginx stands ready.  LN_FUZZ_ARGS are the fuzzer's own arguments. */

static ngx_int_t
fuzz_module_run(ngx_cycle_t *cycle)
{
    int    argc, rc;
    char  *args, *argv[FUZZ_ARGS], **p;

    args = fuzz_module_args;

    cycle->log->writer = fuzz_module_log;

    argv[0] = (char *) "fuzz_filter";
    argc = 1;

    for (args = strtok(args, " "); args != NULL; args = strtok(NULL, " ")) {
        fuzz_assert(argc < FUZZ_ARGS - 1);
        argv[argc++] = args;
    }

    argv[argc] = NULL;
    p = argv;

#if (LN_FUZZ_REPLAY)
    rc = fuzz_replay(argc, p);
#else
    rc = LLVMFuzzerRunDriver(&argc, &p, LLVMFuzzerTestOneInput);
#endif

    exit(rc);
}


/* What nginx calls an alert is a fault. */

static void
fuzz_module_log(ngx_log_t *log, ngx_uint_t level, u_char *buf, size_t len)
{
    if (level <= NGX_LOG_ALERT) {
        fprintf(stderr, "%.*s", (int) len, buf);
        abort();
    }
}
