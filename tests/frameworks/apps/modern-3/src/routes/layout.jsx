import { Link, Outlet } from '@modern-js/runtime/router';

export default function Layout() {
    return (
        <>
            <nav>
                <Link to="/news/ferry" id="ferry">Ferry</Link>{' '}
                <Link to="/news/harbour" id="harbour">Harbour</Link>
            </nav>
            <Outlet/>
        </>
    );
}
