#include "ln_ascii.h"
#include "notice/template/ln_template_ask.h"
#include "notice/template/ln_template_content.h"
#include "notice/template/ln_template_name.h"


static const ln_str_t  ln_template_no_name = ln_string("");

/* What makes of a button something else than one that sends its form. */

static const ln_str_t  ln_template_acts[] = {
    ln_string("command"), ln_string("commandfor"), ln_string("disabled"),
    ln_string("form"), ln_string("formaction"), ln_string("formenctype"),
    ln_string("formmethod"), ln_string("formnovalidate"),
    ln_string("formtarget"), ln_string("hidden"), ln_string("inert"),
    ln_string("name"), ln_string("popovertarget"),
    ln_string("popovertargetaction"), ln_string("type"), ln_string("value")
};


int
ln_template_ask_form(ln_template_parser_t *s, unsigned in_value)
{
    unsigned              i;
    ln_template_part_t   *part;
    const unsigned char  *at;

    static const ln_str_t  form = ln_string("{{legal_form}}");

    at = s->p;

    if ((size_t) (s->end - at) < form.len
        || memcmp(at, form.data, form.len) != 0)
    {
        return LN_DECLINED;
    }

    s->p += form.len;

    if (in_value) {
        (void) ln_error(s->err, "\"{{legal_form}}\" is a form, it cannot stand "
                        "in an attribute");
        return ln_template_fail(s, at);
    }

    if (s->t->form.why) {
        (void) ln_error(s->err, "\"{{legal_form}}\" is there twice");
        return ln_template_fail(s, at);
    }

    for (i = 0; i < s->depth; i++) {
        if (ln_str_caseless_eq(s->open[i], ln_str("a"))
            || ln_str_caseless_eq(s->open[i], ln_str("button")))
        {
            (void) ln_error(s->err, "\"{{legal_form}}\" is a form, it cannot "
                            "stand in \"<%.*s>\"", (int) s->open[i].len,
                            (const char *) s->open[i].data);
            return ln_template_fail(s, at);
        }
    }

    /* <form> ends what <div> ends */

    if (ln_template_content_element(s, at, ln_str("div")) != LN_OK) {
        (void) ln_error(s->err, "\"{{legal_form}}\" is a form, it would end "
                        "the element that it stands in: write it outside");
        return LN_ERROR;
    }

    ln_template_flush(s);
    ln_template_note(s, &s->t->form, at, "\"{{legal_form}}\" stands in the "
                     "page of a restriction with \"acknowledge\" alone",
                     ln_template_no_name);

    part = &s->t->parts[s->t->nparts++];
    part->context = LN_TEMPLATE_FORM;

    return LN_OK;
}


/* The first button is made of parts of its own. */

void
ln_template_ask_tag(ln_template_parser_t *s, const unsigned char *at,
    ln_str_t name)
{
    s->in_button = ln_str_caseless_eq(name, ln_str("button"));

    if (!s->in_button) {
        return;
    }

    if (s->button) {
        ln_template_note(s, &s->t->unfit, at, "a text that asks has one "
                         "\"<button>\"", ln_template_no_name);
        return;
    }

    ln_template_flush(s);

    s->t->button = s->t->nparts;
    s->button = s->depth + 1;
    s->button_seen = s->seen;
}


void
ln_template_ask_attribute(ln_template_parser_t *s, ln_str_t name)
{
    if (s->in_button && ln_template_is(name, ln_template_acts)) {
        ln_template_note(s, &s->t->unfit, name.data, "the \"<button>\" of a "
                         "text that asks sends its form, take out the "
                         "attribute", name);
    }
}


void
ln_template_ask_open(ln_template_parser_t *s, ln_str_t name)
{
    if (s->heading == 0 && ln_str_caseless_eq(name, ln_str("h1"))) {
        s->heading = s->depth;
        s->heading_parts = s->t->nparts;
        s->heading_out = s->out;
    }
}


/* The depth is that of the element still. */

void
ln_template_ask_close(ln_template_parser_t *s, const unsigned char *end)
{
    if (s->depth == s->heading && s->heading_out) {

        if (s->heading_parts == s->t->nparts
            && memchr(s->heading_out, '<', s->out - s->heading_out) == NULL)
        {
            s->t->title.data = s->heading_out;
            s->t->title.len = s->out - s->heading_out;
        }

        s->heading_out = NULL;
    }

    if (s->depth == s->button && s->t->button_end == 0
        && s->seen == s->button_seen)
    {
        ln_template_note(s, &s->t->unfit, end, "the \"<button>\" of a text "
                         "that asks needs words", ln_template_no_name);
    }
}


void
ln_template_ask_closed(ln_template_parser_t *s)
{
    if (s->depth == s->button && s->t->button_end == 0) {
        ln_template_flush(s);
        s->t->button_end = s->t->nparts;
    }
}


int
ln_template_may_ask(const ln_template_t *t, unsigned asks, ln_error_t *err)
{
    const ln_template_unfit_t  *unfit;

    unfit = asks ? &t->unfit : &t->form;

    if (unfit->why == NULL) {
        return LN_OK;
    }

    err->line = unfit->line;
    err->column = unfit->column;

    return ln_error(err, "%s%s%.*s%s", unfit->why, unfit->name.len ? " \"" : "",
                    (int) unfit->name.len, (const char *) unfit->name.data,
                    unfit->name.len ? "\"" : "");
}


unsigned
ln_template_has_form(const ln_template_t *t)
{
    return t->form.why != NULL;
}


ln_str_t
ln_template_title(const ln_template_t *t)
{
    return t->title;
}
