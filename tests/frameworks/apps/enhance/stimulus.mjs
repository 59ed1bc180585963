import { Application, Controller } from '@hotwired/stimulus';

Application.start().register('story', class extends Controller {
    connect() {
        window.hydrated = true;
    }

    count(e) {
        e.target.textContent++;
    }
});
