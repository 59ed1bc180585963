// Angular up to 15 has no hydration: it renders anew what the server has.

import { Component } from '@angular/core';
import { provideRouter, RouterLink, RouterOutlet } from '@angular/router';

@Component({
    selector: 'lantern-story',
    standalone: true,
    template: `<main>
        <article class="story">
            <h1>The {{ slug }}</h1>
            <p>It leaves at seven.</p>
            <button (click)="n = n + 1">{{ n }}</button>
        </article>
    </main>`
})
class Story {
    n = 0;
    slug = 'ferry';

    ngAfterViewInit() {
        if (typeof window !== 'undefined') {
            (window as any).hydrated = true;
        }
    }
}

@Component({
    selector: 'lantern-harbour',
    standalone: true,
    imports: [ Story ],
    template: '<lantern-story/>'
})
class Harbour { }

@Component({
    selector: 'app-root',
    standalone: true,
    imports: [ RouterLink, RouterOutlet ],
    template: `<nav>
            <a routerLink="/ferry" id="ferry">Ferry</a>
            <a routerLink="/harbour" id="harbour">Harbour</a>
        </nav>
        <router-outlet></router-outlet>`
})
export class App { }

export const config = {
    providers: [ provideRouter([ { path: 'ferry', component: Story },
                                 { path: 'harbour', component: Harbour } ]) ]
};
