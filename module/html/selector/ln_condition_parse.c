/* Conditions on attributes: classes, ids, and what stands in brackets. */

#include "html/selector/ln_condition_parse.h"
#include "html/tokenizer/ln_attribute.h"
#include "ln_ascii.h"


static int
ln_condition_name(ln_selector_parser_t *s, ln_str_t name, unsigned *slot)
{
    unsigned        i;
    ln_selector_t  *selector;

    selector = s->selector;

    for (i = 0; i < selector->nnames; i++) {
        if (ln_str_eq(selector->names[i], name)) {
            *slot = i;
            return LN_OK;
        }
    }

    if (i == LN_SELECTOR_SIMPLE) {
        return ln_selector_refuse(s, s->p, "more than 32 attributes");
    }

    selector->names[i] = name;
    selector->nnames++;
    *slot = i;

    return LN_OK;
}


static ln_condition_t *
ln_condition_add(ln_selector_parser_t *s, ln_compound_t *c)
{
    if (c->conditions == NULL) {
        c->conditions = ln_calloc(s->alloc, LN_SELECTOR_SIMPLE
                                            * sizeof(ln_condition_t));
        if (c->conditions == NULL) {
            (void) ln_error(s->error, "no memory for a selector");
            return NULL;
        }
    }

    if (c->nconditions == LN_SELECTOR_SIMPLE) {
        (void) ln_selector_refuse(s, s->p, "more than 32 conditions");
        return NULL;
    }

    return &c->conditions[c->nconditions++];
}


int
ln_condition_class(ln_selector_parser_t *s, ln_compound_t *c)
{
    ln_condition_t  *condition;

    condition = ln_condition_add(s, c);
    if (condition == NULL) {
        return LN_ERROR;
    }

    condition->kind = *s->p == '.' ? LN_CONDITION_INCLUDES
                                   : LN_CONDITION_EQUAL;

    if (ln_condition_name(s, ln_str(*s->p == '.' ? "class" : "id"),
                          &condition->attribute)
        != LN_OK)
    {
        return LN_ERROR;
    }

    s->p++;

    if (!ln_selector_starts_ident(s)) {
        return ln_selector_unexpected(s,
                   condition->kind == LN_CONDITION_INCLUDES ? "a class name"
                                                            : "an id");
    }

    return ln_selector_ident(s, &condition->value);
}


static int
ln_condition_operator(ln_selector_parser_t *s, ln_condition_t *condition)
{
    switch (s->p < s->end ? *s->p : '\0') {

    case '=':
        condition->kind = LN_CONDITION_EQUAL;
        s->p++;
        return LN_OK;

    case '~':
        condition->kind = LN_CONDITION_INCLUDES;
        break;

    case '|':
        condition->kind = LN_CONDITION_DASH;
        break;

    case '^':
        condition->kind = LN_CONDITION_PREFIX;
        break;

    case '$':
        condition->kind = LN_CONDITION_SUFFIX;
        break;

    case '*':
        condition->kind = LN_CONDITION_SUBSTRING;
        break;

    default:
        return ln_selector_unexpected(s, "\"]\" or one of \"=\", \"~=\","
                                         " \"|=\", \"^=\", \"$=\", \"*=\"");
    }

    s->p++;

    if (s->p == s->end || *s->p != '=') {
        return ln_selector_unexpected(s, "\"=\"");
    }

    s->p++;

    return LN_OK;
}


/* The value, and whether its case matters. */
static int
ln_condition_value(ln_selector_parser_t *s, ln_condition_t *condition)
{
    int  rc;

    ln_selector_blank(s);

    if (s->p < s->end && (*s->p == '"' || *s->p == '\'')) {
        rc = ln_selector_string(s, &condition->value);

    } else if (ln_selector_starts_ident(s)) {
        rc = ln_selector_ident(s, &condition->value);

    } else {
        rc = ln_selector_unexpected(s, "a name or a quoted string");
    }

    if (rc != LN_OK) {
        return rc;
    }

    ln_selector_blank(s);

    if (s->p < s->end && (ln_lower(*s->p) == 'i' || ln_lower(*s->p) == 's')) {
        condition->caseless = ln_lower(*s->p) == 'i';
        s->p++;
        ln_selector_blank(s);
    }

    if (s->p == s->end || *s->p != ']') {
        return ln_selector_unexpected(s, "\"]\", \"i\" or \"s\"");
    }

    s->p++;

    return LN_OK;
}


int
ln_condition_attribute(ln_selector_parser_t *s, ln_compound_t *c)
{
    size_t                i;
    ln_str_t              name;
    unsigned char        *small;
    ln_condition_t       *condition;
    const unsigned char  *at;

    condition = ln_condition_add(s, c);
    if (condition == NULL) {
        return LN_ERROR;
    }

    s->p++;
    ln_selector_blank(s);
    at = s->p;

    if (!ln_selector_starts_ident(s)) {
        return ln_selector_unexpected(s, "an attribute's name");
    }

    if (ln_selector_ident(s, &name) != LN_OK) {
        return LN_ERROR;
    }

    if (name.len >= LN_ATTRIBUTE_NAME) {
        return ln_selector_refuse(s, at, "an attribute's name of more than 63"
                                         " bytes");
    }

    small = (unsigned char *) name.data;

    for (i = 0; i < name.len; i++) {
        small[i] = ln_lower(small[i]);
    }

    if (ln_condition_name(s, name, &condition->attribute) != LN_OK) {
        return LN_ERROR;
    }

    ln_selector_blank(s);

    if (s->p < s->end && *s->p == ']') {
        condition->kind = LN_CONDITION_PRESENT;
        s->p++;
        return LN_OK;
    }

    if (s->end - s->p > 1 && s->p[0] == '|' && s->p[1] != '=') {
        return ln_selector_refuse(s, s->p, "namespaces are not supported,"
                                           " found \"|\"");
    }

    if (ln_condition_operator(s, condition) != LN_OK) {
        return LN_ERROR;
    }

    return ln_condition_value(s, condition);
}
