module.exports = {
    presets: [ '@docusaurus/core/lib/babel/preset',
        [ '@babel/preset-react', { runtime: 'automatic' } ] ]
};
