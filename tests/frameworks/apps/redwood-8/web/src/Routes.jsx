import { Route, Router } from '@redwoodjs/router';

export default function Routes() {
    return (
        <Router>
            <Route path="/ferry" page={FerryPage} name="ferry" prerender/>
            <Route path="/harbour" page={HarbourPage} name="harbour" prerender/>
            <Route notfound page={FerryPage}/>
        </Router>
    );
}
