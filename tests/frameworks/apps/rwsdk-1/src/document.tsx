export function Document({ children }) {
    return (
        <html lang="en">
            <head>
                <meta charSet="utf-8"/>
                <title>The Lantern</title>
                <link rel="modulepreload" href="/src/client.tsx"/>
            </head>
            <body>
                {children}
                <script>import("/src/client.tsx")</script>
            </body>
        </html>
    );
}
