import { readFile } from 'node:fs/promises';
import { serve } from './serve.mjs';

serve(path => readFile(`dist/client${path}.html`));
