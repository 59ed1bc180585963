/*
 * Field values as a peer may send them: elements, parameters, entity tags and
 * media types stand in the value, in their order, and are what they are said to
 * be; and what is made of them fits where it is written, and means the same.
 */

#include "field/ln_accept.h"
#include "field/ln_cache_control.h"
#include "field/ln_disposition.h"
#include "field/ln_entity_tag.h"
#include "field/ln_field_list.h"
#include "field/ln_legal_notice.h"
#include "field/ln_link.h"
#include "field/ln_media_type.h"
#include "field/ln_precondition.h"
#include "field/ln_variant_tag.h"
#include "field/ln_vary.h"
#include "fuzzing.h"


static void
fuzz_parameters(ln_str_t element)
{
    int                   rc;
    size_t                n;
    unsigned char        *out;
    const unsigned char  *end;
    ln_field_parameter_t  parameter;

    end = element.data + element.len;
    (void) ln_field_head(&element);

    while ((rc = ln_field_parameter_next(&element, &parameter))
           != LN_DECLINED)
    {
        if (rc == LN_ERROR) {
            continue;
        }

        fuzz_assert(ln_field_is_token(parameter.name));
        fuzz_assert(parameter.quoted || ln_field_is_token(parameter.value));
        fuzz_assert(parameter.value.data + parameter.value.len <= end);

        out = malloc(parameter.value.len + (parameter.value.len == 0));
        fuzz_assert(out != NULL);
        n = ln_field_unquote(parameter.value, out);
        fuzz_assert(n <= parameter.value.len);
        fuzz_assert(parameter.quoted || n == parameter.value.len);
        free(out);
    }
}


static void
fuzz_list(ln_str_t value)
{
    ln_str_t              list, element;
    const unsigned char  *last;

    list = value;
    last = value.data;

    while (ln_field_list_next(&list, &element) == LN_OK) {
        fuzz_assert(element.len > 0 && element.data >= last);
        last = element.data + element.len;
        fuzz_assert(last <= value.data + value.len);
        fuzz_assert(ln_str_eq(element, ln_field_trim(element)));

        fuzz_parameters(element);
    }
}


static void
fuzz_entity_tags(ln_str_t value)
{
    int                   rc;
    ln_str_t              list, text;
    ln_entity_tag_t       tag, again;
    const unsigned char  *last;

    list = value;
    last = value.data;

    while ((rc = ln_entity_tag_next(&list, &tag)) != LN_DECLINED) {
        if (rc == LN_ERROR) {
            continue;
        }

        fuzz_assert(tag.opaque.data > last);
        last = tag.opaque.data + tag.opaque.len;
        fuzz_assert(last < value.data + value.len);

        /* each is a whole entity tag of its own */

        text.data = tag.opaque.data - 1 - 2 * tag.weak;
        text.len = tag.opaque.len + 2 + 2 * tag.weak;

        fuzz_assert(ln_entity_tag_parse(text, &again) == LN_OK);
        fuzz_assert(again.weak == tag.weak);
        fuzz_assert(ln_entity_tag_eq_weak(&tag, &again));
        fuzz_assert(ln_entity_tag_eq_strong(&tag, &again) == !tag.weak);
    }

    /* a value that is one entity tag is a list of that one */

    if (ln_entity_tag_parse(value, &tag) == LN_OK) {
        list = value;
        fuzz_assert(ln_entity_tag_next(&list, &again) == LN_OK);
        fuzz_assert(again.opaque.data == tag.opaque.data);
        fuzz_assert(again.opaque.len == tag.opaque.len);
        fuzz_assert(ln_entity_tag_next(&list, &again) == LN_DECLINED);
    }
}


static void
fuzz_media_type(ln_str_t value)
{
    ln_media_type_t       type;
    const unsigned char  *end;

    memset(&type, 0, sizeof(type));
    ln_media_type_read(value, &type);

    end = value.data + value.len;

    fuzz_assert(type.name.len || !type.charset.len);

    if (type.name.len) {
        fuzz_assert(type.name.data >= value.data);
        fuzz_assert(type.name.data + type.name.len <= end);
        fuzz_assert(memchr(type.name.data, '/', type.name.len) != NULL);
    }

    if (type.charset.len) {
        fuzz_assert(type.charset.data > value.data);
        fuzz_assert(type.charset.data + type.charset.len <= end);
    }

    (void) ln_media_type_is_unknown(&type);
    (void) ln_media_type_is_xml(&type);
    (void) ln_media_type_shows_text(type.name);
    (void) ln_disposition_is_attachment(value);
}


/* What a private response may carry, it may carry again. */

static void
fuzz_cache_control(ln_str_t value)
{
    size_t          n;
    ln_str_t        once;
    unsigned char  *out, *again;

    out = malloc(3 * value.len + 1);
    fuzz_assert(out != NULL);

    once.data = out;
    once.len = ln_cache_control_private(value, out);
    fuzz_assert(once.len <= 3 * value.len);

    again = malloc(3 * once.len + 1);
    fuzz_assert(again != NULL);

    n = ln_cache_control_private(once, again);
    fuzz_assert(n == once.len && memcmp(again, out, n) == 0);

    free(again);
    free(out);

    (void) ln_cache_control_is_targeted(value);

    fuzz_assert(!ln_cache_control_is_unstored(value)
                || !ln_cache_control_is_shareable(value));
    (void) ln_cache_control_is_shareable_by(ln_str("X-Accel-Expires"), value,
                                            1);
}


/* The reader has just the variants of what the upstream is asked for. */

static void
fuzz_preconditions(ln_str_t value)
{
    int                   rc;
    size_t                size;
    int64_t               modified;
    ln_str_t              list, key, text;
    unsigned char        *out, *tag;
    ln_condition_t        condition;
    ln_entity_tag_t       original;
    ln_representation_t   page;

    key = ln_str("k");

    condition.name = LN_IF_NONE_MATCH;
    condition.value = value;
    condition.date = -1;

    size = ln_precondition_map_size(&condition, 1);
    out = malloc(size);
    tag = malloc(LN_VARIANT_TAG_SIZE + size + key.len);
    fuzz_assert(out != NULL && tag != NULL);

    list.data = out;
    list.len = ln_precondition_map(&condition, 1, key, out, &modified);
    fuzz_assert(list.len <= size && modified >= 0);

    page.modified = -1;
    page.variant = 1;

    while ((rc = ln_entity_tag_next(&list, &original)) != LN_DECLINED) {
        fuzz_assert(rc == LN_OK);

        text.data = original.opaque.data - 1 - 2 * original.weak;
        text.len = original.opaque.len + 2 + 2 * original.weak;

        page.etag.data = tag;
        page.etag.len = ln_variant_tag_write(text, -1, key, tag);

        fuzz_assert(ln_precondition(&condition, 1, &page, LN_SINCE_EXACT)
                    == LN_NOT_MODIFIED);
    }

    free(tag);
    free(out);
}


/* Variables stand in the text, and each has a `$` before it. */

static void
fuzz_vary(ln_str_t value)
{
    ln_str_t              text, name;
    const unsigned char  *last;

    text = value;
    last = value.data;

    while (ln_vary_variable_next(&text, &name) == LN_OK) {
        fuzz_assert(name.data > last);
        fuzz_assert(name.data[-1] == '$' || name.data[-1] == '{');
        last = name.data + name.len;
        fuzz_assert(last == text.data);
        fuzz_assert(last + text.len == value.data + value.len);

        (void) ln_vary_lacks(value, name);
    }

    (void) ln_field_is_url(value);
    (void) ln_legal_notice_has(value, ln_str("a"));
    (void) ln_vary_refuses(value);
    (void) ln_vary_lacks(ln_str("X-Country"), value);
}


/*
 * A type that no range covers has no weight; a range that names the type and is
 * the first of the list decides, whatever follows.
 */

static void
fuzz_accept(ln_str_t value)
{
    size_t          len;
    ln_str_t        more;
    unsigned        weight;
    unsigned char  *longer;

    static const char  first[] = "a/b;q=0.123,";

    weight = ln_accept_weight(value, ln_str("a/b"));
    fuzz_assert(weight <= 1000);
    fuzz_assert(ln_accept_weight(value, ln_str("A/B")) == weight);

    len = sizeof(first) - 1;
    longer = malloc(len + value.len);
    fuzz_assert(longer != NULL);
    memcpy(longer, first, len);
    memcpy(longer + len, value.data, value.len);

    more.data = longer;
    more.len = len + value.len;
    fuzz_assert(ln_accept_weight(more, ln_str("a/b")) == 123);

    free(longer);
}


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ln_str_t  value;

    value.data = data;
    value.len = size;

    fuzz_list(value);
    fuzz_entity_tags(value);
    fuzz_media_type(value);
    fuzz_cache_control(value);
    fuzz_preconditions(value);
    fuzz_vary(value);
    (void) ln_vary_tells_places(value);
    (void) ln_link_has(value, ln_str("a"));
    fuzz_accept(value);

    return 0;
}
