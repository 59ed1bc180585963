import { createRouter } from '@tanstack/vue-router';
import { routeTree } from './routeTree.gen';

export const getRouter = () => createRouter({ routeTree });
