#include "html/placer/ln_root.h"
#include "ln_ascii.h"


/* The slots, behind those of tree construction: names with a value first. */
enum {
    LN_ROOT_HREF = LN_ATTRIBUTE_OWN,
    LN_ROOT_SRC,
    LN_ROOT_NEXT_HEAD,
    LN_ROOT_PRESENT,                    /* those from here on mark a root */
    LN_ROOT_END = LN_ATTRIBUTE_OWN + LN_ROOT_SLOTS
};

static const ln_str_t  ln_root_names[LN_ROOT_SLOTS] = {
    ln_string("href"),
    ln_string("src"),
    ln_string("data-next-head"),
    ln_string("data-reactroot"),        /* React up to 17 */
    ln_string("data-react-class"),      /* react-rails */
    ln_string("data-server-rendered"),  /* Vue 2 */
    ln_string("data-v-app"),            /* Vue 3 */
    ln_string("data-hk"),               /* Solid */
    ln_string("data-sveltekit-preload-data"),
    ln_string("data-sveltekit-preload-code"),
    ln_string("ng-version"),            /* Angular */
    ln_string("ng-server-context"),
    ln_string("q:container"),           /* Qwik */
    ln_string("data-serialized-props"), /* HonoX: <honox-island> */
    ln_string("data-phx-session")       /* Phoenix LiveView */
};


/* By these ids a root is known, whatever its name. */
static const ln_str_t  ln_root_ids[] = {
    ln_string("root"),
    ln_string("app"),
    ln_string("__next"),
    ln_string("__nuxt"),
    ln_string("___gatsby"),
    ln_string("__docusaurus"),
    ln_string("q-app"),
    ln_string("redwood-app"),
    ln_string("svelte"),
    ln_string("sapper"),
    ln_string("fusion-app"),            /* Arc XP */
    ln_string("mm-root"),               /* Voltax, of Minute Media */
    ln_string("SITE_CONTAINER"),        /* Wix */
    ln_string("app-root"),
    ln_string("react-app"),
    ln_string("react-root"),
    ln_string("__app"),                 /* TanStack Start with Vue */
    ln_string("__rspress_root"),
    ln_string("ice-container"),
    ln_string("hydrate-root")           /* RedwoodSDK */
};


/* Elements that may be roots, and those that may have a sign of one. */
static const ln_tag_id_t  ln_root_tags[] = {
    LN_TAG_OTHER,
    LN_TAG_ARTICLE,
    LN_TAG_ASIDE,
    LN_TAG_DIV,
    LN_TAG_FOOTER,
    LN_TAG_HEADER,
    LN_TAG_MAIN,
    LN_TAG_NAV,
    LN_TAG_SECTION
};

static const ln_tag_id_t  ln_root_signs[] = {
    LN_TAG_HTML,
    LN_TAG_BODY,
    LN_TAG_LINK,
    LN_TAG_META,
    LN_TAG_SCRIPT,
    LN_TAG_STYLE
};


void
ln_roots_init(ln_roots_t *roots, ln_tokenizer_t *t, unsigned char *told)
{
    unsigned  i;

    memset(roots, 0, sizeof(ln_roots_t));
    roots->attributes = &t->attributes;

    for (i = 0; i < LN_ROOT_SLOTS; i++) {
        (void) ln_attribute_add(&t->attributes, ln_root_names[i]);
    }

    for (i = 0; i < sizeof(ln_root_tags) / sizeof(ln_root_tags[0]); i++) {
        ln_tokenizer_want_shallow(t, ln_root_tags[i]);

        if (told[ln_root_tags[i]] == LN_QUICK_QUIET) {
            told[ln_root_tags[i]] = LN_QUICK_TOLD_SHALLOW;
        }
    }

    for (i = 0; i < sizeof(ln_root_signs) / sizeof(ln_root_signs[0]); i++) {
        ln_tokenizer_want_shallow(t, ln_root_signs[i]);
    }
}


/* 1 if the tag has the attribute, and part (unless NULL) is in its value. */
static int
ln_root_has(const ln_roots_t *roots, unsigned slot, const char *part)
{
    size_t    i, len;
    ln_str_t  value;

    if (ln_attribute_find(roots->attributes, slot, &value) == NULL) {
        return 0;
    }

    if (part == NULL) {
        return 1;
    }

    len = strlen(part);

    for (i = 0; i + len <= value.len; i++) {
        if (memcmp(value.data + i, part, len) == 0) {
            return 1;
        }
    }

    return 0;
}


/* A URL of <link> or <script> that only pages of one framework have. */
static int
ln_root_url(const ln_roots_t *roots, const char *part)
{
    return ln_root_has(roots, LN_ROOT_HREF, part)
           || ln_root_has(roots, LN_ROOT_SRC, part);
}


/*
 * React writes <meta charSet>, and nobody else does: it has rendered the head,
 * and most likely hydrates the whole document.  Next with its pages router,
 * Gatsby and Expo render the head so, too, and hydrate one element.  Ember
 * writes <meta name="APP/config/environment">, and renders all that FastBoot
 * has put between two scripts in the body anew.
 */
static void
ln_root_sign(ln_roots_t *roots, ln_tag_id_t id)
{
    unsigned                     name;
    ln_str_t                     value;
    const ln_attribute_value_t  *charset;
    static const ln_str_t        expo = ln_string("expo-reset");

    if (id == LN_TAG_META) {
        name = LN_ATTRIBUTE_NAME_OF;
        charset = ln_attribute_find(roots->attributes, LN_ATTRIBUTE_CHARSET,
                                    &value);

        roots->document |= (charset != NULL && charset->camel)
                           || ln_root_has(roots, name, "/config/environment");
        roots->element |= ln_root_has(roots, LN_ROOT_NEXT_HEAD, NULL)
                          || ln_root_has(roots, name, "next-head-count")
                          || (ln_root_has(roots, name, "generator")
                              && ln_root_has(roots, LN_ATTRIBUTE_CONTENT,
                                             "Gatsby"));
        return;
    }

    if (id == LN_TAG_STYLE) {
        roots->element |= ln_attribute_find(roots->attributes, LN_ATTRIBUTE_ID,
                                            &value) != NULL
                          && ln_str_eq(value, expo);
        return;
    }

    roots->document |= ln_root_url(roots, "/_next/static/")
                       || ln_root_url(roots, "_app/immutable/");
    roots->element |= ln_root_url(roots, "/_buildManifest.js");
}


/*
 * What React streams late comes in `<div hidden id="S:1f">`; a script moves it
 * into the root, where it is hydrated.
 */
static int
ln_root_late(ln_str_t id)
{
    size_t  n;

    for (n = id.len; n > 0 && ln_hex(id.data[n - 1]) >= 0; n--) {
        /* void */
    }

    return n < id.len && n >= 2 && memcmp(id.data + n - 2, "S:", 2) == 0;
}


/*
 * React on Rails: "Story-react-component-" and a number, or nothing more.
 * Elder: "story-ejs-" and what is random.
 */
static int
ln_root_component(ln_str_t id)
{
    size_t                 i, n;
    static const ln_str_t  rails = ln_string("-react-component");
    static const ln_str_t  elder = ln_string("-ejs-");

    for (i = 0; i < id.len; i++) {
        n = id.len - i;

        if (n >= rails.len && memcmp(id.data + i, rails.data, rails.len) == 0) {
            return n == rails.len || id.data[i + rails.len] == '-';
        }

        if (n > elder.len && memcmp(id.data + i, elder.data, elder.len) == 0) {
            return 1;
        }
    }

    return 0;
}


/* 1 if the start tag that has been read is that of a root. */
static int
ln_root_marked(const ln_roots_t *roots)
{
    unsigned  i;
    ln_str_t  id;

    if (!roots->attributes->found) {
        return 0;
    }

    for (i = LN_ROOT_PRESENT; i < LN_ROOT_END; i++) {
        if (roots->attributes->values[i].present) {
            return 1;
        }
    }

    /* the element that SvelteKit's own template has around an app */

    if (ln_root_has(roots, LN_ATTRIBUTE_STYLE, "display: contents")) {
        return 1;
    }

    if (ln_attribute_find(roots->attributes, LN_ATTRIBUTE_ID, &id) == NULL) {
        return 0;
    }

    for (i = 0; i < sizeof(ln_root_ids) / sizeof(ln_root_ids[0]); i++) {
        if (ln_str_eq(id, ln_root_ids[i])) {
            return 1;
        }
    }

    return ln_root_late(id) || ln_root_component(id);
}


int
ln_root_opened(ln_roots_t *roots, const ln_tree_t *tree, unsigned index,
    const ln_tag_t *tag)
{
    unsigned             i;
    const ln_element_t  *e;

    e = &tree->stack[index];

    if (e->ns != LN_NS_HTML || index > LN_QUICK_SHALLOW) {
        return e->id == LN_TAG_ASTRO_ISLAND;
    }

    switch (e->id) {

    case LN_TAG_ASTRO_ISLAND:
        return 1;

    case LN_TAG_BODY:
        return ln_root_document(roots)
               || (tag != NULL && ln_root_marked(roots));

    case LN_TAG_HTML:
        return tag != NULL && ln_root_marked(roots);

    case LN_TAG_LINK:
    case LN_TAG_META:
    case LN_TAG_SCRIPT:
    case LN_TAG_STYLE:
        if (tag != NULL && !tag->opaque) {
            ln_root_sign(roots, e->id);
        }

        return 0;

    default:
        break;
    }

    if (tag == NULL || !(roots->attributes->found || tag->opaque)) {
        return 0;
    }

    for (i = 0; i < sizeof(ln_root_tags) / sizeof(ln_root_tags[0]); i++) {
        if (e->id == ln_root_tags[i]) {

            /* of a tag that is too long nobody knows: it may be one */

            return tag->opaque || ln_root_marked(roots);
        }
    }

    return 0;
}
