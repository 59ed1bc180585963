import { Story } from './parts/story.jsx';

export function Whole({ name }) {
    return (
        <html lang="en">
            <head><meta charSet="utf-8"/><title>The ferry</title></head>
            <body>
                <header>{name || 'The Lantern'}</header>
                <Story/>
                <script type="module" src="/document.js"/>
            </body>
        </html>
    );
}
