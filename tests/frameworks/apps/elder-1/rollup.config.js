const { getRollupConfig } = require('@elderjs/elderjs');

module.exports = [ ...getRollupConfig({ svelteConfig: {} }) ];
