import { createContentSecurityPolicy } from '@shopify/hydrogen';
import { renderToReadableStream } from 'react-dom/server.browser';
import { ServerRouter } from 'react-router';

export default async function handle(request, status, headers, context) {
    const { nonce, header, NonceProvider } = createContentSecurityPolicy();
    const body = await renderToReadableStream((
        <NonceProvider>
            <ServerRouter context={context} url={request.url} nonce={nonce}/>
        </NonceProvider>
    ), { nonce });
    headers.set('Content-Type', 'text/html');
    headers.set('Content-Security-Policy', header);
    return new Response(body, { headers, status });
}
