import { FatalErrorBoundary, RedwoodProvider } from '@redwoodjs/web';
import Routes from './Routes';

export default function App() {
    return (
        <FatalErrorBoundary page={() => null}>
            <RedwoodProvider><Routes/></RedwoodProvider>
        </FatalErrorBoundary>
    );
}
