import { NonceProvider } from '@shopify/hydrogen';
import { startTransition, StrictMode } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';

const nonce = document.querySelector('script[nonce]')?.nonce;

startTransition(() => hydrateRoot(document, (
    <StrictMode>
        <NonceProvider value={nonce}><HydratedRouter/></NonceProvider>
    </StrictMode>
)));
