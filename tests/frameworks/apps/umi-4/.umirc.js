export default {
    ssr: { serverBuildPath: 'server/umi.server.js' },
    mfsu: false,
    hash: false,
    routes: [ { path: '/news/:slug', component: '@/news.jsx' } ]
};
