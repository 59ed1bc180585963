/* What legal_status says, row by row. */

#include <ngx_config.h>

#include "http/status/ngx_http_legal_status_table.h"
#include "http/status/ngx_http_legal_status_value.h"


const ngx_http_legal_of_name_t
    ngx_http_legal_of_names[NGX_HTTP_LEGAL_OFS] =
{
    [NGX_HTTP_LEGAL_OF_REQUESTS] = { NULL, NULL, 0, NULL },
    [NGX_HTTP_LEGAL_OF_NOTICE] = { "notices", "notice", 0, NULL },
    [NGX_HTTP_LEGAL_OF_RESTRICTION] =
        { "restrictions", "restriction", 0, NULL },
    [NGX_HTTP_LEGAL_OF_JURISDICTION] =
        { "jurisdictions", "jurisdiction", 0, NULL },
    [NGX_HTTP_LEGAL_OF_DATABASE] = { "databases", "database", 1, NULL },
    [NGX_HTTP_LEGAL_OF_PAIR] = { "database_pairs", "database", 1, "other" }
};


const ngx_http_legal_row_t  ngx_http_legal_rows[] = {

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_REQUESTS,
      .key = "requests",
      .metric = "legal_requests_total",
      .help = "Requests where legal_apply names something." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_UNLOCATED,
      .key = "unlocated",
      .metric = "legal_unlocated_total",
      .help = "Those of readers whom no database locates." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_PREVIEWS,
      .object = "previews",
      .key = "given",
      .metric = "legal_previews_total",
      .labels = "answer=\"given\"",
      .help = "Previews that were asked for; the counts of notices have "
              "none." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_PREVIEWS_REFUSED,
      .object = "previews",
      .key = "refused",
      .metric = "legal_previews_total",
      .labels = "answer=\"refused\"" },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CACHE_HITS,
      .object = "place_cache",
      .key = "hits",
      .metric = "legal_place_cache_total",
      .labels = "result=\"hit\"",
      .help = "Files that were looked for in the place cache." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CACHE_MISSES,
      .object = "place_cache",
      .key = "misses",
      .metric = "legal_place_cache_total",
      .labels = "result=\"miss\"" },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CACHE_MEMORY,
      .object = "place_cache",
      .key = "memory",
      .metric = "legal_place_cache_memory_total",
      .help = "Those found of which short parts were sent from memory." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CODED_SPLICED,
      .object = "compressed",
      .key = "spliced",
      .metric = "legal_compressed_pages_total",
      .labels = "way=\"spliced\"",
      .help = "Pages that came compressed, by the way their notices went in." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CODED_LAID_OUT,
      .object = "compressed",
      .key = "remembered",
      .metric = "legal_compressed_pages_total",
      .labels = "way=\"remembered\"" },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CODED_UNACCEPTED,
      .object = "compressed",
      .key = "decoded_unaccepted",
      .metric = "legal_compressed_pages_total",
      .labels = "way=\"decoded\",reason=\"unaccepted\"" },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CODED_OTHER,
      .object = "compressed",
      .key = "decoded_coding",
      .metric = "legal_compressed_pages_total",
      .labels = "way=\"decoded\",reason=\"coding\"" },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CODED_TEXT,
      .object = "compressed",
      .key = "decoded_text",
      .metric = "legal_compressed_pages_total",
      .labels = "way=\"decoded\",reason=\"text\"" },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_PATTERN_LIMITS,
      .key = "pattern_limits",
      .metric = "legal_pattern_limits_total",
      .help = "Matches of uri and place patterns given up at their limits." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_UNDETERMINED,
      .key = "undetermined",
      .metric = "legal_undetermined_total",
      .help = "Pages whose header went before it was known whether a notice "
              "is due." },

    { .of = NGX_HTTP_LEGAL_OF_REQUESTS,
      .counter = NGX_HTTP_LEGAL_CONFLICTS,
      .key = "conflicts",
      .metric = "legal_conflicts_total",
      .help = "Requests where databases contradict each other on a "
              "jurisdiction of a rule." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_DECIDED,
      .key = "decided",
      .metric = "legal_notice_decided_total",
      .help = "Requests that a notice was due to." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_UNCERTAIN,
      .key = "uncertain",
      .metric = "legal_notice_uncertain_total",
      .help = "Those where the answer is uncertain." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_SPARED,
      .key = "spared",
      .metric = "legal_notice_spared_total",
      .help = "Requests of uncertain answer not shown one." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_DRY_RUN,
      .key = "dry_run",
      .metric = "legal_notice_dry_run_total",
      .help = "Pages that would have got a notice." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_PRESENT,
      .key = "already_there",
      .metric = "legal_notice_already_there_total",
      .help = "Pages an inner tier put the notice into." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_NOT_MODIFIED,
      .key = "not_modified",
      .metric = "legal_notice_not_modified_total",
      .help = "304 to holders of this very variant." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .kind = NGX_HTTP_LEGAL_ROW_NUMBER,
      .number = ngx_http_legal_row_shown,
      .key = "shown" },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .kind = NGX_HTTP_LEGAL_ROW_BY_PLACE,
      .counter = NGX_HTTP_LEGAL_SHOWN,
      .key = "places",
      .metric = "legal_notice_shown_total",
      .help = "Notices put into pages, by the place that was found." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_SHOWN_BODY,
      .object = "fallback",
      .key = "body",
      .metric = "legal_notice_shown_total",
      .labels = "rank=\"fallback\",place=\"append body\"" },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_SHOWN_END,
      .object = "fallback",
      .key = "end",
      .metric = "legal_notice_shown_total",
      .labels = "rank=\"fallback\",place=\"end\"" },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .kind = NGX_HTTP_LEGAL_ROW_BY_WHY,
      .counter = NGX_HTTP_LEGAL_UNDELIVERABLE,
      .object = "undeliverable",
      .key = "refused",
      .metric = "legal_notice_undeliverable_total",
      .labels = "page=\"refused\"",
      .help = "Pages a notice could not be put into." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .kind = NGX_HTTP_LEGAL_ROW_BY_WHY,
      .counter = NGX_HTTP_LEGAL_PASSED,
      .object = "undeliverable",
      .key = "passed",
      .metric = "legal_notice_undeliverable_total",
      .labels = "page=\"passed\"" },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .kind = NGX_HTTP_LEGAL_ROW_NUMBER,
      .number = ngx_http_legal_row_no_page,
      .total = 1,
      .key = "no_page",
      .metric = "legal_notice_no_page_total",
      .help = "Responses that are no page it goes into." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_FRAGMENT,
      .key = "fragments",
      .metric = "legal_notice_fragments_total",
      .help = "Those that are a fragment of a page." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_NO_PLACE,
      .key = "no_place",
      .metric = "legal_notice_no_place_total",
      .help = "Those that have none of its places (fallback none)." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_OUTLET,
      .key = "outlet",
      .metric = "legal_notice_outlet_total",
      .help = "Notices given to scripts by legal_notices." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_HEAD,
      .key = "head",
      .metric = "legal_notice_head_total",
      .help = "Answers to HEAD, where no page follows." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_ABORTED,
      .key = "aborted",
      .metric = "legal_notice_aborted_total",
      .help = "Requests that ended before their page did." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .counter = NGX_HTTP_LEGAL_LOST,
      .key = "lost",
      .metric = "legal_notice_lost_total",
      .help = "Requests where it was lost, a fault of the module." },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .kind = NGX_HTTP_LEGAL_ROW_TIME,
      .number = ngx_http_legal_subject_since,
      .key = "since" },

    { .of = NGX_HTTP_LEGAL_OF_NOTICE,
      .kind = NGX_HTTP_LEGAL_ROW_TIME,
      .number = ngx_http_legal_subject_until,
      .key = "until",
      .metric = "legal_notice_until_timestamp_seconds",
      .help = "When it is in force no longer; 0: it has no end." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_DECIDED,
      .key = "decided",
      .metric = "legal_restriction_decided_total",
      .help = "Requests that a restriction held for." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_REFUSED,
      .key = "refused",
      .metric = "legal_restriction_refused_total",
      .help = "Requests that were refused." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_UNCERTAIN,
      .key = "uncertain",
      .metric = "legal_restriction_uncertain_total",
      .help = "Those where the answer is uncertain." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_SPARED,
      .key = "spared",
      .metric = "legal_restriction_spared_total",
      .help = "Requests of uncertain answer let through." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_ASKED,
      .asks = 1,
      .key = "asked",
      .metric = "legal_restriction_asked_total",
      .help = "Those refused whose page asked with a form." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_ACKNOWLEDGED,
      .asks = 1,
      .key = "acknowledged",
      .metric = "legal_restriction_acknowledged_total",
      .help = "Forms by which a reader lifted it." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_LIFTED,
      .asks = 1,
      .key = "lifted",
      .metric = "legal_restriction_lifted_total",
      .help = "Requests let through by a cookie." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_INVALID,
      .asks = 1,
      .key = "invalid",
      .metric = "legal_restriction_invalid_total",
      .help = "Cookies and forms that were not right." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_DRY_RUN,
      .key = "dry_run",
      .metric = "legal_restriction_dry_run_total",
      .help = "Requests that would have been refused." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_NO_PAGE,
      .key = "no_page",
      .metric = "legal_restriction_no_page_total",
      .help = "Status pages that stood in place of a refusal." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_ABORTED,
      .key = "aborted",
      .metric = "legal_restriction_aborted_total",
      .help = "Requests that ended before their answer." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .counter = NGX_HTTP_LEGAL_LOST,
      .key = "lost",
      .metric = "legal_restriction_lost_total",
      .help = "Requests where it was lost, a fault of the module." },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .kind = NGX_HTTP_LEGAL_ROW_TIME,
      .number = ngx_http_legal_subject_since,
      .key = "since" },

    { .of = NGX_HTTP_LEGAL_OF_RESTRICTION,
      .kind = NGX_HTTP_LEGAL_ROW_TIME,
      .number = ngx_http_legal_subject_until,
      .key = "until",
      .metric = "legal_restriction_until_timestamp_seconds",
      .help = "When it is in force no longer; 0: it has no end." },

    { .of = NGX_HTTP_LEGAL_OF_JURISDICTION,
      .counter = NGX_HTTP_LEGAL_ANSWER_IN,
      .key = "in",
      .metric = "legal_jurisdiction_requests_total",
      .labels = "answer=\"in\"",
      .help = "Requests in a jurisdiction, or perhaps in it." },

    { .of = NGX_HTTP_LEGAL_OF_JURISDICTION,
      .counter = NGX_HTTP_LEGAL_ANSWER_UNCERTAIN,
      .key = "uncertain",
      .metric = "legal_jurisdiction_requests_total",
      .labels = "answer=\"uncertain\"" },

    { .of = NGX_HTTP_LEGAL_OF_JURISDICTION,
      .counter = NGX_HTTP_LEGAL_ANSWER_CONFLICT,
      .key = "conflicts",
      .metric = "legal_jurisdiction_conflicts_total",
      .help = "Requests where databases contradict each other on a "
              "jurisdiction." },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .kind = NGX_HTTP_LEGAL_ROW_TEXT,
      .text = ngx_http_legal_row_path,
      .key = "path" },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .kind = NGX_HTTP_LEGAL_ROW_TEXT,
      .text = ngx_http_legal_row_type,
      .key = "type",
      .metric = "legal_database_info",
      .help = "The type of each database." },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .kind = NGX_HTTP_LEGAL_ROW_TIME,
      .number = ngx_http_legal_row_built,
      .key = "built",
      .metric = "legal_database_built_timestamp_seconds",
      .help = "When it was built." },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .kind = NGX_HTTP_LEGAL_ROW_NUMBER,
      .number = ngx_http_legal_row_age,
      .key = "age",
      .metric = "legal_database_age_seconds",
      .help = "How long ago that was." },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .kind = NGX_HTTP_LEGAL_ROW_NUMBER,
      .number = ngx_http_legal_row_max_age,
      .metric = "legal_database_max_age_seconds",
      .help = "legal_database_max_age." },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .kind = NGX_HTTP_LEGAL_ROW_FLAG,
      .number = ngx_http_legal_row_old,
      .key = "old" },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .kind = NGX_HTTP_LEGAL_ROW_NUMBER,
      .number = ngx_http_legal_row_entries,
      .key = "entries",
      .metric = "legal_database_entries",
      .help = "Its distinct records." },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .counter = NGX_HTTP_LEGAL_SWAPS,
      .key = "swaps",
      .metric = "legal_database_swaps_total",
      .help = "Replaced files that were put in use." },

    { .of = NGX_HTTP_LEGAL_OF_DATABASE,
      .counter = NGX_HTTP_LEGAL_SWAPS_FAILED,
      .key = "failed_swaps",
      .metric = "legal_database_failed_swaps_total",
      .help = "Replaced files that could not be used." },

    { .of = NGX_HTTP_LEGAL_OF_PAIR,
      .kind = NGX_HTTP_LEGAL_ROW_TEXT,
      .text = ngx_http_legal_row_name,
      .key = "database" },

    { .of = NGX_HTTP_LEGAL_OF_PAIR,
      .kind = NGX_HTTP_LEGAL_ROW_TEXT,
      .text = ngx_http_legal_row_other,
      .key = "other" },

    { .of = NGX_HTTP_LEGAL_OF_PAIR,
      .counter = NGX_HTTP_LEGAL_PAIR_CONFLICTS,
      .key = "conflicts",
      .metric = "legal_database_conflicts_total",
      .help = "Requests where one says in and the other out of a "
              "jurisdiction." },

    { .key = NULL }
};


ngx_uint_t
ngx_http_legal_row_is_about(const ngx_http_legal_row_t *row,
    ngx_http_legal_subject_t *subject)
{
    return !row->asks || (subject->rule && subject->rule->asks);
}


int64_t
ngx_http_legal_row_number(const ngx_http_legal_row_t *row,
    ngx_http_legal_main_conf_t *lmcf, ngx_http_legal_subject_t *subject)
{
    return row->number ? row->number(lmcf, subject)
                       : (int64_t) subject->counters->n[row->counter];
}
