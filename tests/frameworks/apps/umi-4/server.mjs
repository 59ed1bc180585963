import { createRequire } from 'node:module';
import express from 'express';

const render = createRequire(import.meta.url)('./server/umi.server.js').default;

express().use(express.static('dist', { index: false })).use(render)
    .listen(Number(process.env.PORT), '127.0.0.1');
