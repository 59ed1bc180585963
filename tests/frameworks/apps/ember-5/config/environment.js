module.exports = environment => ({
    modulePrefix: 'lantern',
    environment,
    rootURL: '/',
    locationType: 'history',
    EmberENV: {},
    APP: {},
    fastboot: { hostWhitelist: [ /.*/ ] }
});
