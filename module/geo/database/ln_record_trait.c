#include "geo/database/ln_record_trait.h"
#include "ln_ascii.h"


const ln_record_field_t  ln_record_trait_fields[] = {
    LN_RECORD_TRAITS,
    { "autonomous_system_number", ln_record_asn, 0 },
    { NULL, NULL, 0 }
};


/* MaxMind has booleans, IPinfo also "true" and "". */

void
ln_record_trait(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    if (value->type != LN_MMDB_BOOLEAN && value->type != LN_MMDB_UTF8) {
        return;
    }

    ln_record_trait_is(r, param, value->number != 0
                                 || ln_str_eq(value->text, ln_str("true")));
}


void
ln_record_trait_is(ln_record_reader_t *r, unsigned traits, unsigned on)
{
    r->has |= LN_RECORD_HAS_TRAITS;
    r->record->fields |= (uint16_t) LN_FIELD_TRAIT(traits);

    if (on) {
        r->record->traits |= (uint8_t) traits;
    }
}


void
ln_record_score(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    (void) value;
    (void) param;

    r->has |= LN_RECORD_HAS_SCORE;
}


void
ln_record_residential(ln_record_reader_t *r, const ln_value_t *value,
    unsigned param)
{
    (void) value;

    ln_record_trait_is(r, param, 1);
}


void
ln_record_asn(ln_record_reader_t *r, const ln_value_t *value, unsigned param)
{
    double      number;
    ln_value_t  v;

    (void) param;

    v = *value;

    if (v.text.len > 2 && ln_lower(v.text.data[0]) == 'a'
        && ln_lower(v.text.data[1]) == 's')
    {
        v.text.data += 2;
        v.text.len -= 2;
    }

    if (ln_value_number(&v, &number) == LN_OK && number >= 1
        && number <= UINT32_MAX && (uint32_t) number == number)
    {
        r->record->asn = (uint32_t) number;
    }
}
