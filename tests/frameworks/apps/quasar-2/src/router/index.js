import { createMemoryHistory, createRouter, createWebHistory }
    from 'vue-router';

export default () => createRouter({
    routes: [ { path: '/news/:slug', component: () => import('../News.vue') } ],
    history: (typeof window === 'undefined' ? createMemoryHistory
        : createWebHistory)('/')
});
