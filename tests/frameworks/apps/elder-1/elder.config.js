module.exports = {
    origin: 'http://127.0.0.1',
    srcDir: 'src',
    distDir: 'public',
    build: { numberOfWorkers: 1 }
};
