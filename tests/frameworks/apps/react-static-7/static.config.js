export default {
    disablePreload: true,
    getRoutes: () => [ { path: '/', template: 'src/Story.js' },
        { path: 'ferry', template: 'src/Story.js' } ]
};
