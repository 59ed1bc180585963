import { tanstackStart } from '@tanstack/solid-start/plugin/vite';
import solid from 'vite-plugin-solid';

export default { plugins: [ tanstackStart(), solid({ ssr: true }) ] };
