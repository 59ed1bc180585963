/* The form of a page that asks, in the languages that it has words of. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "html/charset/ln_utf8.h"
#include "notice/ln_form.h"
#include "notice/ln_markup.h"
#include "../arena.h"
#include "../exact.h"


static const char *
page(const char *language, const char *text, unsigned unsent, unsigned asked)
{
    size_t               len;
    ln_form_t            form;
    ln_text_t            made;
    ln_error_t           err;
    unsigned char       *markup, *out;
    ln_template_form_t   parts;

    static char  copy[4096];

    memset(&err, 0, sizeof(err));

    if (ln_text_make(&alloc, exact(language), ln_str(text), &made, &err)
        != LN_OK)
    {
        fail_msg("%s", err.text);
    }

    form.rule = ln_str("gate");
    form.token = ln_str("1.f");
    form.unsent = unsent;

    /* as large as it says, and no larger */

    markup = malloc(ln_form_size(&form));
    assert_non_null(markup);
    parts = ln_form_make(&form, made.translations, markup);
    assert_true(parts.open.len + parts.button.len < ln_form_size(&form));

    len = ln_markup_asking(made.translations, ln_str("A <b> & c"), NULL,
                           asked ? &parts : NULL, NULL);
    assert_true(len < sizeof(copy));

    out = malloc(len);
    assert_non_null(out);
    assert_int_equal(ln_markup_asking(made.translations, ln_str("A <b> & c"),
                                      NULL, asked ? &parts : NULL, out),
                     len);
    memcpy(copy, out, len);
    copy[len] = '\0';

    free(out);
    free(markup);
    (void) arena_free(NULL);

    return copy;
}


static void
test_page(void **state)
{
    (void) state;

    assert_string_equal(page("en", "<h1>T</h1><p>a</p>", 0, 1),
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n"
        "<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
        "<meta name=\"referrer\" content=\"same-origin\"/>\n"
        "<title>T</title>\n</head>\n<body>\n<main>\n"
        "<h1>T</h1><p>a</p>\n"
        "<form class=\"legal-form\" method=\"post\" autocomplete=\"off\">\n"
        "<input type=\"hidden\" name=\"legal_acknowledge\" "
        "value=\"gate.1.f\"/>\n"
        "<button>Continue</button>\n</form>\n\n</main>\n</body>\n</html>\n");

    assert_string_equal(page("en", "<p>a</p><button>b</button>", 0, 0),
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n"
        "<meta charset=\"utf-8\"/>\n"
        "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
        "<title>A &lt;b> &amp; c</title>\n</head>\n<body>\n<main>\n"
        "<p>a</p>\n</main>\n</body>\n</html>\n");
}


static void
test_words(void **state)
{
    size_t       i;
    const char  *got;

    static const struct {
        const char  *language;
        const char  *button;
    } words[] = {
        { "ar", "<button>متابعة</button>" },
        { "be", "<button>Працягнуць</button>" },
        { "de-AT", "<button>Weiter</button>" },
        { "en-GB", "<button>Continue</button>" },
        { "es-419", "<button>Continuar</button>" },
        { "fa", "<button>ادامه</button>" },
        { "fr", "<button>Continuer</button>" },
        { "it", "<button>Continua</button>" },
        { "kk", "<button>Жалғастыру</button>" },
        { "pl", "<button>Dalej</button>" },
        { "pt-BR", "<button>Continuar</button>" },
        { "ru-RU", "<button>Продолжить</button>" },
        { "tr", "<button>Devam et</button>" },
        { "uk", "<button>Продовжити</button>" },
        { "ja", "<button lang=\"en\" dir=\"ltr\">Continue</button>" },
        { "", "<button lang=\"en\" dir=\"ltr\">Continue</button>" }
    };

    (void) state;

    for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        got = page(words[i].language, "a", 1, 1);

        if (strstr(got, words[i].button) == NULL) {
            fail_msg("%s: no %s in %s", words[i].language, words[i].button,
                     got);
        }

        got = strstr(got, "<p class=\"legal-unsent\"");
        assert_non_null(got);
        assert_true(strstr(got, "</p>\n<input") != NULL);
        assert_true(strlen(got) > 100);
    }

    assert_non_null(strstr(page("ja", "a", 1, 1),
                           "<p class=\"legal-unsent\" lang=\"en\" "
                           "dir=\"ltr\">What you have just sent has not "
                           "arrived."));
    assert_null(strstr(page("ru", "a", 0, 1), "legal-unsent"));
}


int
main(void)
{
    const struct CMUnitTest  tests[] = {
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_words)
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
