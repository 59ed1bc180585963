#include "field/ln_disposition.h"
#include "field/ln_field_list.h"
#include "ln_ascii.h"


int
ln_disposition_is_attachment(ln_str_t value)
{
    ln_str_t  name = ln_string("attachment");

    if (!ln_str_caseless_begins(value, name)) {
        return 0;
    }

    value.data += name.len;
    value.len -= name.len;
    value = ln_field_trim(value);

    return value.len == 0 || value.data[0] == ';';
}
