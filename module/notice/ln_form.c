#include "notice/ln_form.h"


#define LN_FORM_WORDS  400              /* bytes, more than any has */


/* What the module itself says, where a text says nothing. */
typedef struct {
    const char  *button;
    const char  *unsent;
} ln_form_words_t;


static unsigned ln_form_language(const ln_translation_t *translation);


static const ln_str_t  ln_form_languages[] = {
    ln_string("ar"), ln_string("be"), ln_string("de"), ln_string("en"),
    ln_string("es"), ln_string("fa"), ln_string("fr"), ln_string("it"),
    ln_string("kk"), ln_string("pl"), ln_string("pt"), ln_string("ru"),
    ln_string("tr"), ln_string("uk")
};

static const ln_form_words_t  ln_form_words[] = {

    { "متابعة",
      "لم يصل ما أرسلته للتو. تابع، ثم ارجع إلى الصفحة التي كتبته فيها "
      "وأرسله مرة أخرى." },

    { "Працягнуць",
      "Тое, што вы толькі што адправілі, не дастаўлена. Працягніце, потым "
      "вярніцеся на старонку, дзе вы гэта пісалі, і адпраўце яшчэ раз." },

    { "Weiter",
      "Was Sie eben gesendet haben, ist nicht angekommen. Gehen Sie weiter, "
      "dann zurück zu der Seite, auf der Sie es geschrieben haben, und "
      "senden Sie es noch einmal." },

    { "Continue",
      "What you have just sent has not arrived. Continue, then go back to "
      "the page where you wrote it, and send it again." },

    { "Continuar",
      "Lo que acaba de enviar no ha llegado. Continúe, luego vuelva a la "
      "página donde lo escribió y envíelo otra vez." },

    { "ادامه",
      "آنچه هم‌اکنون فرستادید نرسیده است. ادامه دهید، سپس به صفحه‌ای که آن "
      "را نوشتید برگردید و دوباره بفرستید." },

    { "Continuer",
      "Ce que vous venez d’envoyer n’est pas arrivé. Continuez, puis revenez "
      "à la page où vous l’avez écrit et envoyez-le de nouveau." },

    { "Continua",
      "Ciò che ha appena inviato non è arrivato. Continui, poi torni alla "
      "pagina in cui l’ha scritto e lo invii di nuovo." },

    { "Жалғастыру",
      "Сіз жаңа ғана жіберген деректер жетпеді. Жалғастырыңыз, содан кейін "
      "оларды жазған бетке оралып, қайта жіберіңіз." },

    { "Dalej",
      "To, co właśnie wysłano, nie dotarło. Przejdź dalej, a potem wróć do "
      "strony, na której to napisano, i wyślij jeszcze raz." },

    { "Continuar",
      "O que acabou de enviar não chegou. Continue, depois volte à página "
      "onde o escreveu e envie de novo." },

    { "Продолжить",
      "То, что вы только что отправили, не доставлено. Продолжите, затем "
      "вернитесь на страницу, где вы это писали, и отправьте ещё раз." },

    { "Devam et",
      "Az önce gönderdiğiniz ulaşmadı. Devam edin, sonra yazdığınız sayfaya "
      "dönüp yeniden gönderin." },

    { "Продовжити",
      "Те, що ви щойно надіслали, не доставлено. Продовжте, потім "
      "поверніться на сторінку, де ви це писали, і надішліть ще раз." }
};

_Static_assert(sizeof(ln_form_words) / sizeof(ln_form_words[0])
               == sizeof(ln_form_languages) / sizeof(ln_form_languages[0]),
               "each language has its words");


size_t
ln_form_size(const ln_form_t *form)
{
    return form->rule.len + form->token.len + 2 * LN_FORM_WORDS
           + sizeof("<form class=\"legal-form\" method=\"post\" "
                    "autocomplete=\"off\">\n"
                    "<p class=\"legal-unsent\" lang=\"..\" dir=\"...\"></p>\n"
                    "<input type=\"hidden\" name=\"" LN_FORM_FIELD "\" "
                    "value=\".\"/>\n<button lang=\"..\" dir=\"...\"></button>"
                    "\n</form>\n");
}


ln_template_form_t
ln_form_make(const ln_form_t *form, const ln_translation_t *translation,
    unsigned char *out)
{
    int                     n;
    char                    lang[sizeof(" lang=\"..\" dir=\"...\"")], *p;
    size_t                  size;
    unsigned                i;
    ln_template_form_t      parts;
    const ln_form_words_t  *words;

    i = ln_form_language(translation);
    words = &ln_form_words[i];
    lang[0] = '\0';

    if (ln_language_lookup(translation->language, &ln_form_languages[i], 1)
        < 0)
    {
        (void) snprintf(lang, sizeof(lang), " lang=\"%.2s\" dir=\"ltr\"",
                        (const char *) ln_form_languages[i].data);
    }

    p = (char *) out;
    size = ln_form_size(form);

    n = snprintf(p, size, "\n<form class=\"legal-form\" method=\"post\" "
                 "autocomplete=\"off\">\n");

    if (form->unsent) {
        n += snprintf(p + n, size - n, "<p class=\"legal-unsent\"%s>%s</p>\n",
                      lang, words->unsent);
    }

    n += snprintf(p + n, size - n, "<input type=\"hidden\" "
                  "name=\"" LN_FORM_FIELD "\" value=\"%.*s.%.*s\"/>\n",
                  (int) form->rule.len, (const char *) form->rule.data,
                  (int) form->token.len, (const char *) form->token.data);

    parts.open.data = out;
    parts.open.len = n;

    n = snprintf(p + n, size - n, "<button%s>%s</button>", lang,
                 words->button);

    parts.button.data = out + parts.open.len;
    parts.button.len = n;
    parts.close = ln_str("\n</form>\n");

    return parts;
}


ln_template_form_t
ln_form_shown(const ln_translation_t *translation, unsigned char *out)
{
    int                 n;
    ln_template_form_t  parts;

    n = snprintf((char *) out, LN_FORM_SHOWN, "<button>%s</button>",
                 ln_form_words[ln_form_language(translation)].button);

    parts.open = ln_str("<div class=\"legal-form\">");
    parts.button.data = out;
    parts.button.len = n;
    parts.close = ln_str("</div>");

    return parts;
}


/* A translation without a language has words in English. */

static unsigned
ln_form_language(const ln_translation_t *translation)
{
    int  found;

    found = ln_language_lookup(translation->language, ln_form_languages,
                               sizeof(ln_form_languages)
                               / sizeof(ln_form_languages[0]));
    if (found < 0) {
        found = ln_language_lookup(ln_str("en"), ln_form_languages,
                                   sizeof(ln_form_languages)
                                   / sizeof(ln_form_languages[0]));
    }

    return (unsigned) found;
}
