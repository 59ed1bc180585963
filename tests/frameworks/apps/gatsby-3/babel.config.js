module.exports = {
    presets: [ [ 'babel-preset-gatsby', { reactRuntime: 'automatic' } ] ]
};
