module.exports = {
    serverModuleFormat: 'cjs',
    future: { v2_routeConvention: true, v2_dev: true }
};
