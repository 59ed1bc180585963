// What the helper react_component of the gem writes into a page of Rails.

import ReactOnRails from 'react-on-rails';
import { Story } from './parts/story.jsx';
import { serve } from './serve.mjs';

ReactOnRails.register({ Story });

const context = JSON.stringify({ railsEnv: 'production', inMailer: false,
    i18nLocale: 'en', i18nDefaultLocale: 'en', rorVersion: '16.6.0',
    rorPro: false, href: 'http://127.0.0.1/ferry', location: '/ferry',
    scheme: 'http', host: '127.0.0.1', port: null, pathname: '/ferry',
    search: null, httpAcceptLanguage: 'en', serverSide: true });

serve(() => {
    const id = 'Story-react-component-5fa1c1b4-9e5c-4a3e-8a7b-2d3c6c8a7e10';
    const { html } = JSON.parse(ReactOnRails.serverRenderReactComponent({
        name: 'Story', domNodeId: id, props: {}, trace: false,
        throwJsErrors: true, renderingReturnsPromises: false,
        railsContext: JSON.parse(context) }));
    return '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        + '<title>The ferry</title><script defer src="/client.js"></script>'
        + '</head><body><script type="application/json" id="js-react-on-rails-'
        + `context">${context.replace('"serverSide":true', '"serverSide":false')}`
        + '</script><script type="application/json"'
        + ' class="js-react-on-rails-component" id="js-react-on-rails-component-'
        + `${id}" data-component-name="Story" data-dom-id="${id}">{}</script>`
        + `<div id="${id}">${html}</div><footer>foot</footer></body></html>`;
});
