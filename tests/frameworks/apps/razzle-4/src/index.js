import express from 'express';
import React from 'react';
import { renderToString } from 'react-dom/server';
import { Story } from './story.jsx';

// razzle writes process.env.PORT of the build into the server

const { PORT } = process.env;
const { client } = require(process.env.RAZZLE_ASSETS_MANIFEST);

express().use(express.static(process.env.RAZZLE_PUBLIC_DIR))
    .get('/*', (request, response) => response.send('<!doctype html>'
        + '<html lang="en"><head><meta charset="utf-8"><title>The ferry</title>'
        + client.js.map(f => `<script src="${f}" defer></script>`).join('')
        + '</head><body><div id="root">' + renderToString(<Story/>)
        + '</div></body></html>'))
    .listen(Number(PORT), '127.0.0.1');
