/* What all readers of a text share: errors, output, placeholders. */

#include "ln_ascii.h"
#include "notice/template/ln_template_parser.h"


int
ln_template_fail(ln_template_parser_t *s, const unsigned char *at)
{
    const unsigned char  *p;

    s->err->line = 1;
    s->err->column = 1;

    for (p = s->start; p < at; p++) {
        if (*p == '\n') {
            s->err->line++;
            s->err->column = 1;

        } else if ((*p & 0xc0) != 0x80) {
            s->err->column++;
        }
    }

    return LN_ERROR;
}


void
ln_template_write(ln_template_parser_t *s, const unsigned char *data,
    size_t len)
{
    memcpy(s->out, data, len);
    s->out += len;
}


void
ln_template_flush(ln_template_parser_t *s)
{
    ln_template_part_t  *part;

    if (s->out == s->literal) {
        return;
    }

    part = &s->t->parts[s->t->nparts++];
    part->context = LN_TEMPLATE_LITERAL;
    part->literal.data = s->literal;
    part->literal.len = s->out - s->literal;
    s->literal = s->out;
}


void
ln_template_note(ln_template_parser_t *s, ln_template_unfit_t *unfit,
    const unsigned char *at, const char *why, ln_str_t name)
{
    if (unfit->why) {
        return;
    }

    unfit->why = why;
    unfit->name = name;
    (void) ln_template_fail(s, at);
    unfit->line = s->err->line;
    unfit->column = s->err->column;
    s->err->line = s->err->column = 0;
}


int
ln_template_placeholder(ln_template_parser_t *s,
    ln_template_context_t context)
{
    unsigned                 i;
    ln_str_t                 name;
    ln_template_t           *t;
    ln_template_part_t      *part;
    const unsigned char     *at;
    ln_template_variable_t  *v;

    t = s->t;
    at = s->p;

    if (s->end - at >= 4 && memcmp(at, "{{{{", 4) == 0) {
        ln_template_write(s, at, 2);
        s->p = at + 4;
        return LN_OK;
    }

    name.data = s->p = at + 2;

    while (s->p < s->end && (*s->p == '_' || ln_is_alnum(*s->p))) {
        s->p++;
    }

    name.len = s->p - name.data;

    if (name.len == 0 || s->end - s->p < 2 || s->p[0] != '}'
        || s->p[1] != '}')
    {
        (void) ln_error(s->err, "invalid placeholder, \"{{name}}\" is "
                        "expected, of letters, digits and \"_\"; "
                        "\"{{{{\" writes \"{{\"");
        return ln_template_fail(s, at);
    }

    s->p += 2;
    ln_template_flush(s);

    for (i = 0; i < t->nvariables; i++) {
        if (ln_str_eq(t->variables[i].name, name)) {
            break;
        }
    }

    if (i == t->nvariables) {
        v = &t->variables[t->nvariables++];
        v->name = name;
        (void) ln_template_fail(s, at);
        v->line = s->err->line;
        v->column = s->err->column;
        s->err->line = s->err->column = 0;
    }

    part = &t->parts[t->nparts++];
    part->context = context;
    part->variable = i;

    return LN_OK;
}
