#include "field/ln_field_list.h"
#include "field/ln_media_type.h"
#include "ln_ascii.h"


static void ln_media_type_set(ln_media_type_t *type, ln_str_t name,
    ln_str_t parameters);
static ln_str_t ln_media_type_name(ln_str_t head);
static int ln_media_type_is_name(ln_str_t head);
static void ln_media_type_charset(ln_str_t parameters, ln_str_t *charset);


#define ln_is_blank(c)  ((c) == ' ' || (c) == '\t')


void
ln_media_type_read(ln_str_t value, ln_media_type_t *type)
{
    ln_str_t  element, head, none = ln_string("");

    /* as most are: there is nothing to split */

    if (ln_media_type_is_name(value)) {
        ln_media_type_set(type, value, none);
        return;
    }

    while (ln_field_list_next(&value, &element) == LN_OK) {
        head = ln_media_type_name(ln_field_head(&element));

        if (ln_media_type_is_name(head)) {
            ln_media_type_set(type, head, element);
        }
    }
}


static void
ln_media_type_set(ln_media_type_t *type, ln_str_t name, ln_str_t parameters)
{
    if (!ln_media_type_is(type, name)) {
        type->charset.len = 0;
        type->charset.data = NULL;
    }

    type->name = name;
    ln_media_type_charset(parameters, &type->charset);
}


/* Browsers end the name at a blank or a bracket, too: `text/html (utf-8)`. */

static ln_str_t
ln_media_type_name(ln_str_t head)
{
    size_t  i;

    for (i = 0; i < head.len; i++) {
        if (ln_is_blank(head.data[i]) || head.data[i] == '(') {
            break;
        }
    }

    head.len = i;

    return head;
}


/* Whether head is `type/subtype`. */

static int
ln_media_type_is_name(ln_str_t head)
{
    ln_str_t              type, subtype;
    const unsigned char  *slash;

    slash = head.len ? memchr(head.data, '/', head.len) : NULL;

    if (slash == NULL) {
        return 0;
    }

    type.data = head.data;
    type.len = slash - head.data;
    subtype.data = slash + 1;
    subtype.len = head.len - type.len - 1;

    return ln_field_is_token(type) && ln_field_is_token(subtype)
           && !ln_str_eq(head, ln_str("*/*"));
}


/*
 * The first charset of `name=value; ..`, read as browsers read it: a quote may
 * lack its other one.
 */

static void
ln_media_type_charset(ln_str_t parameters, ln_str_t *charset)
{
    ln_str_t              text, name = ln_string("charset=");
    const unsigned char  *p, *end, *stop;

    p = parameters.data;
    end = p + parameters.len;

    for ( /* void */ ; p < end; p = stop + 1) {

        while (p < end && ln_is_blank(*p)) {
            p++;
        }

        stop = memchr(p, ';', end - p);

        if (stop == NULL) {
            stop = end;
        }

        text.data = p;
        text.len = stop - p;

        if (text.len <= name.len || !ln_str_caseless_begins(text, name)) {
            continue;
        }

        text.data += name.len;
        text.data += (*text.data == '"');
        text.len = stop - text.data;

        while (text.len && (ln_is_blank(text.data[text.len - 1])
                            || text.data[text.len - 1] == '"'))
        {
            text.len--;
        }

        *charset = text;
        return;
    }
}


int
ln_media_type_is(const ln_media_type_t *type, ln_str_t name)
{
    return ln_str_caseless_eq(type->name, name);
}


int
ln_media_type_is_xml(const ln_media_type_t *type)
{
    return type->name.len > sizeof("+xml") - 1
           && ln_str_caseless_ends(type->name, ln_str("+xml"));
}


int
ln_media_type_is_unknown(const ln_media_type_t *type)
{
    return type->name.len == 0
           || ln_media_type_is(type, ln_str("unknown/unknown"))
           || ln_media_type_is(type, ln_str("application/unknown"));
}


int
ln_media_type_shows_text(ln_str_t name)
{
    return ln_str_caseless_ends(name, ln_str("html"))
           || ln_str_caseless_ends(name, ln_str("xhtml+xml"))
           || ln_str_caseless_ends(name, ln_str("text/plain"));
}
