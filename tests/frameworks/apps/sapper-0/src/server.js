import { createServer } from 'http';
import sirv from 'sirv';
import * as sapper from '@sapper/server';

const files = sirv('static');
const pages = sapper.middleware();

createServer((request, response) => {
    request.originalUrl = request.url;
    request.baseUrl = '';
    files(request, response, () => {
        request.path = request.url;
        pages(request, response, () => response.end());
    });
}).listen(Number(process.env.PORT), '127.0.0.1');
