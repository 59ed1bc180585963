import { Link } from 'waku';

export default function Layout({ children }) {
    return (
        <>
            <nav>
                <Link to="/news/ferry" id="ferry">Ferry</Link>{' '}
                <Link to="/news/harbour" id="harbour">Harbour</Link>
            </nav>
            {children}
        </>
    );
}

export const getConfig = () => ({ render: 'static' });
