import { defineConfig } from 'iles';

export default defineConfig({ siteUrl: 'http://127.0.0.1' });
