/* Where elements end in and around tables, selects and templates. */

#include "../placing.h"


static void
parts_left_out(void **state)
{
    static const placing_case_t  cases[] = {
        { "append td", "<table><td>a|<tr></table>", 0, NULL },
        { "append tr", "<table><td>a</td>|<tr></table>", 0, NULL },
        { "append td", "<table><tbody><td>a|</tbody></table>", 0, NULL },
        { "append td", "<table><tr><td>a|<tbody></table>", 0, NULL },
        { "append td", "<table><tr><td>a|<caption></table>", 0, NULL },
        { "append td", "<table><tr><td>a|<col></table>", 0, NULL },
        { "after colgroup", "<table><col>|<tr><td></table>", 0, NULL },
        { "after colgroup", "<table><colgroup><col></colgroup>|<tr></table>",
          0, NULL },
        { "after colgroup", "<table><colgroup><template><p></template>|"
                            "<tr></table>", 0, NULL },
        { "after colgroup", "<table><colgroup></col>|x</table>", 0, NULL },
        { "append caption", "<table><caption>a|</caption><tr></table>",
          0, NULL },
        { "append caption", "<table><caption>a|</table>", 0, NULL },
        { "append caption", "<table><caption>a</td></body>b|<col></table>",
          0, NULL },
        { "append caption", "<table><caption>a<table><caption>b</caption>"
                            "</table>|</caption></table>", 0, NULL },
        { "after thead", "<table><thead><tr><td>a</thead>|</table>", 0,
          NULL },
        { "after tbody", "<table><tbody><tr><td>a|</table>", 0, NULL },
        { "after tfoot", "<table><tfoot></tfoot>|</table>", 0, NULL },
        { "after tr", "<table><tr><td>a</tr>|</table>", 0, NULL },
        { "after tr", "<table><tr></td></caption></col>|<tr></table>", 0,
          NULL },
        { "after tbody", "<table><tbody></tr></td></col>|<thead></table>", 0,
          NULL },
        { "after tr", "<table><tr></thead>|<tbody></table>", 0, NULL },
        { "after tr", "<table><tbody><tr>|</tbody></table>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
what_tables_hold(void **state)
{
    static const placing_case_t  cases[] = {
        { "append td", "<table><tr><td>a<table><table>b</table>|</td>"
                       "</table>", 0, NULL },
        { "append table", "<table>|<table></table>", 0, NULL },
        { "append td", "<table><tr><td>a|</table><td>b</td>", 0, NULL },
        { "append div", "<table><div>a|</div><tr></table>", 0, NULL },
        { "append div", "<table><div>a|<tr><td></div></table>", 0, NULL },
        { "append div", "<table><tr><div>a|<td>b</div></table>", 0, NULL },
        { "append div", "<table><tbody><div>a|<tr></div></table>", 0, NULL },
        { "append div", "<div><table></div>a</table>|</div>", 0, NULL },
        { "append div", "<div><table></p></x></table>|</div>", 0, NULL },
        { "append div", "<div><table><style></div></style><script></div>"
                        "</script><template></div></template></table>|</div>",
          0, NULL },
        { "append div", "<div><table><input type=hidden><input></table>|"
                        "</div>", 0, NULL },
        { "after form", "<table><form>|<tr><td>a</form></table>", 0, NULL },
        { "append form", "<form><table><form></table>a|</form>", 0, NULL },
        { "append td", "<table><tr><td></body></html>a|</td></table>", 0,
          NULL },
        { "append td", "<table><tr><td></caption></col>|</tbody><td></table>",
          0, NULL },
        { "append td", "<table><tr><td>a|</tr></table>", 0, NULL },
        { "append td", "<table><tr><td>a|</tbody></table>", 0, NULL },
        { "append th", "<table><tr><th>a|</th><td></table>", 0, NULL },
        { "append th", "<table><tr><th>a</td>b|</th></table>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
selects(void **state)
{
    static const placing_case_t  cases[] = {
        { "after select", "<p><select><option>a<p>b</div></select>|c", 0,
          NULL },
        { "after select", "<select><option>a<option>b<optgroup>c<optgroup>d"
                          "<hr></optgroup></option></select>|", 0, NULL },
        { "after select", "<select><option>a</optgroup><optgroup><option>b"
                          "</optgroup>c</select>|", 0, NULL },
        { "after select", "<select>a<select>|b", 0, NULL },
        { "after select", "<select>a|<input>b", 0, "</select>" },
        { "after select", "<select>a<keygen>b</select>|", 0, NULL },
        { "after select", "<select>a<textarea></textarea>b</select>|", 0,
          NULL },
        { "after select", "<select><script></select></script>"
                          "<template></select></template></select>|", 0,
          NULL },
        { "after select", "<select><table><tr></table></select>|", 0, NULL },
        { "append td", "<table><tr><td><select><option>a|</td></table>", 0,
          "</option></select>" },
        { "append td", "<table><tr><td><select>a|<tr></table>", 0,
          "</select>" },
        { "append td", "<table><tr><td><select>a<table></table>|</table>", 0,
          "</select>" },
        { "after select", "<table><tr><td><select></caption></select>|"
                          "</table>", 0, NULL },
        { "append caption", "<table><caption><select>a|</table>", 0,
          "</select>" },
        { "after option", "<div><option>a|<option>b</div>c", 0, "</option>" },
        { "append div", "<div><option>a<optgroup>b</optgroup></option>|</div>",
          0, NULL }
    };

    (void) state;

    placing_table(cases);
}


static void
templates(void **state)
{
    static const placing_case_t  cases[] = {
        { "append p", "<template><p>a</template><p>b</p>|", 0, NULL },
        { "append td", "<template><td>a</td><tr></tr><td></td></template>"
                       "<table><td>b|</table>", 0, NULL },
        { "append tr", "<template><tr><td>a</template><table><tr>|</table>",
          0, NULL },
        { "append p", "<template><col><p></col></template><p>b</p>|", 0,
          NULL },
        { "append p", "<template><caption><p></template><p>b</p>|", 0, NULL },
        { "append p", "<template><template><p></template><p></template>"
                      "<p>b</p>|", 0, NULL },
        { "append p", "<template></div></p></body></html><form><form></form>"
                      "</template><p>b</p>|", 0, NULL },
        { "append p", "</template><p>a</template>b</p>|", 0, NULL },
        { "append p", "<table><template><td><p></template></table><p>b</p>|",
          0, NULL },
        { "append p", "<template><frameset><plain></template><p>a</p>|", 0,
          NULL },
        { "append body", "<head><template></head><body></template></head>"
                         "<body>a|</body>", 0, NULL }
    };

    (void) state;

    placing_table(cases);
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(parts_left_out),
        cmocka_unit_test(what_tables_hold),
        cmocka_unit_test(selects),
        cmocka_unit_test(templates)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
