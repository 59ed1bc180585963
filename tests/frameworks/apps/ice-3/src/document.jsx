import { Data, Links, Main, Meta, Scripts, Title } from 'ice';

export default function Document() {
    return (
        <html lang="en">
            <head><meta charSet="utf-8"/><Meta/><Title/><Links/></head>
            <body><Main/><Scripts/></body>
        </html>
    );
}
