import { compile } from '@riotjs/compiler';
import { readFileSync, writeFileSync } from 'node:fs';

writeFileSync('story.mjs', compile(readFileSync('story.riot', 'utf8')).code);
