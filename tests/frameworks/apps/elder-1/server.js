const { createServer } = require('http');

createServer(require('sirv')('public'))
    .listen(Number(process.env.PORT), '127.0.0.1');
