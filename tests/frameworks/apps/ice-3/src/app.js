import { defineAppConfig } from 'ice';

export default defineAppConfig(() => ({}));
