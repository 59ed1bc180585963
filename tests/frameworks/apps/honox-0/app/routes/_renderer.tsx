import { jsxRenderer } from 'hono/jsx-renderer';

export default jsxRenderer(({ children }) => (
    <html lang="en">
        <head>
            <meta charset="utf-8"/><title>The ferry</title>
            <script type="module" src="/client.js"></script>
        </head>
        <body>{children}</body>
    </html>
));
