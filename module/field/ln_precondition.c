#include "field/ln_precondition.h"
#include "field/ln_variant_tag.h"


static int ln_precondition_failed(const ln_condition_t *conditions, size_t n,
    const ln_representation_t *representation);
static int ln_precondition_matches(const ln_condition_t *conditions, size_t n,
    ln_condition_name_t name, const ln_representation_t *representation);
static int ln_precondition_has(ln_str_t list, const ln_entity_tag_t *tag,
    int weak);
static int ln_precondition_modified(const ln_condition_t *condition,
    int64_t modified, ln_since_t since);


const ln_condition_t *
ln_condition_next(const ln_condition_t *conditions, size_t n,
    ln_condition_name_t name, const ln_condition_t *after)
{
    size_t  i;

    for (i = after ? after - conditions + 1 : 0; i < n; i++) {
        if (conditions[i].name == name) {
            return &conditions[i];
        }
    }

    return NULL;
}


int
ln_precondition(const ln_condition_t *conditions, size_t n,
    const ln_representation_t *representation, ln_since_t since)
{
    const ln_condition_t  *modified, *none;

    if (ln_precondition_failed(conditions, n, representation)) {
        return LN_PRECONDITION_FAILED;
    }

    modified = ln_condition_next(conditions, n, LN_IF_MODIFIED_SINCE, NULL);
    none = ln_condition_next(conditions, n, LN_IF_NONE_MATCH, NULL);

    if (none == NULL && modified == NULL) {
        return 0;
    }

    /*
     * A date says nothing of a variant, nor does `*`.  By RFC 9110, 13.1.3, a
     * date counts for nothing beside If-None-Match, but nginx has it count.
     */

    if (modified != NULL && !(representation->variant && none != NULL)
        && ln_precondition_modified(modified, representation->modified, since))
    {
        return 0;
    }

    if (none != NULL
        && !ln_precondition_matches(conditions, n, LN_IF_NONE_MATCH,
                                    representation))
    {
        return 0;
    }

    return LN_NOT_MODIFIED;
}


/* If-Unmodified-Since and If-Match; `*` is any representation. */

static int
ln_precondition_failed(const ln_condition_t *conditions, size_t n,
    const ln_representation_t *representation)
{
    const ln_condition_t  *condition;

    condition = ln_condition_next(conditions, n, LN_IF_UNMODIFIED_SINCE, NULL);

    if (condition != NULL && (representation->modified == -1
                              || condition->date < representation->modified))
    {
        return 1;
    }

    return ln_condition_next(conditions, n, LN_IF_MATCH, NULL) != NULL
           && !ln_precondition_matches(conditions, n, LN_IF_MATCH,
                                       representation);
}


/* Whether a field of that name has the entity tag, or is `*`. */

static int
ln_precondition_matches(const ln_condition_t *conditions, size_t n,
    ln_condition_name_t name, const ln_representation_t *representation)
{
    int                    any, tagged, weak;
    ln_entity_tag_t        tag;
    const ln_condition_t  *condition;

    weak = (name == LN_IF_NONE_MATCH);
    any = !(weak && representation->variant);
    tagged = (ln_entity_tag_parse(representation->etag, &tag) == LN_OK);

    condition = ln_condition_next(conditions, n, name, NULL);

    while (condition != NULL) {

        if (any && ln_str_eq(condition->value, ln_str("*"))) {
            return 1;
        }

        if (tagged && ln_precondition_has(condition->value, &tag, weak)) {
            return 1;
        }

        condition = ln_condition_next(conditions, n, name, condition);
    }

    return 0;
}


int
ln_precondition_names(const ln_condition_t *conditions, size_t n,
    ln_str_t etag)
{
    ln_entity_tag_t        tag;
    const ln_condition_t  *condition;

    if (ln_entity_tag_parse(etag, &tag) != LN_OK) {
        return 0;
    }

    condition = ln_condition_next(conditions, n, LN_IF_NONE_MATCH, NULL);

    while (condition != NULL) {

        if (ln_precondition_has(condition->value, &tag, 0)) {
            return 1;
        }

        condition = ln_condition_next(conditions, n, LN_IF_NONE_MATCH,
                                      condition);
    }

    return 0;
}


/* By weak or strong comparison (RFC 9110, 8.8.3.2). */

static int
ln_precondition_has(ln_str_t list, const ln_entity_tag_t *tag, int weak)
{
    int              rc;
    ln_entity_tag_t  of_list;

    while ((rc = ln_entity_tag_next(&list, &of_list)) != LN_DECLINED) {
        if (rc == LN_OK && (weak ? ln_entity_tag_eq_weak(&of_list, tag)
                                 : ln_entity_tag_eq_strong(&of_list, tag)))
        {
            return 1;
        }
    }

    return 0;
}


/* Whether it is newer than the reader's copy. */

static int
ln_precondition_modified(const ln_condition_t *condition, int64_t modified,
    ln_since_t since)
{
    if (modified == -1 || since == LN_SINCE_OFF) {
        return 1;
    }

    return condition->date != modified
           && (since == LN_SINCE_EXACT || condition->date < modified);
}


size_t
ln_precondition_map_size(const ln_condition_t *conditions, size_t n)
{
    size_t  i, len;

    len = 0;

    for (i = 0; i < n; i++) {

        /* each of a list loses its key; `, ` is between those of two fields */

        if (conditions[i].name == LN_IF_NONE_MATCH) {
            len += conditions[i].value.len + sizeof(", ") - 1;
        }
    }

    return len;
}


size_t
ln_precondition_map(const ln_condition_t *conditions, size_t n, ln_str_t key,
    unsigned char *out, int64_t *modified)
{
    int               rc;
    size_t            i;
    int64_t           time;
    ln_str_t          list;
    unsigned char    *p;
    ln_entity_tag_t   tag, original;

    p = out;
    *modified = 0;

    for (i = 0; i < n; i++) {

        if (conditions[i].name != LN_IF_NONE_MATCH) {
            continue;
        }

        list = conditions[i].value;

        while ((rc = ln_entity_tag_next(&list, &tag)) != LN_DECLINED) {

            if (rc != LN_OK
                || ln_variant_tag_original(&tag, key, &original, &time)
                   != LN_OK)
            {
                continue;
            }

            if (time > 0) {
                *modified = time > *modified ? time : *modified;
                continue;
            }

            p += ln_entity_tag_write(&original, p > out, p);
        }
    }

    return p - out;
}
