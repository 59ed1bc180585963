import { Link, Slot } from 'expo-router';

export default function Layout() {
    return (
        <>
            <Link href="/ferry" id="ferry">Ferry</Link>
            <Link href="/harbour" id="harbour">Harbour</Link>
            <Slot/>
        </>
    );
}
