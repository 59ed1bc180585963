module.exports = {
    title: 'The Lantern',
    url: 'http://127.0.0.1',
    baseUrl: '/',
    onBrokenLinks: 'ignore',
    plugins: [ '@docusaurus/plugin-content-pages' ],
    themes: [ '@docusaurus/theme-classic' ]
};
