/*
 * Field values as a peer may send them: elements, parameters and entity tags
 * stand in the value, in their order, and are what they are said to be.
 */

#include "field/ln_entity_tag.h"
#include "field/ln_field_list.h"
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


int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    ln_str_t  value;

    value.data = data;
    value.len = size;

    fuzz_list(value);
    fuzz_entity_tags(value);

    return 0;
}
