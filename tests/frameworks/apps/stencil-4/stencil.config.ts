export const config = {
    namespace: 'lantern',
    outputTargets: [
        { type: 'www', serviceWorker: null, dir: 'dist/client',
          baseUrl: 'http://127.0.0.1/' },
        { type: 'dist-hydrate-script', dir: 'dist/hydrate' }
    ]
};
