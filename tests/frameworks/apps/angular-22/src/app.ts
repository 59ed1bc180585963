import { afterNextRender, Component, signal } from '@angular/core';
import { provideClientHydration } from '@angular/platform-browser';
import { provideRouter, RouterLink, RouterOutlet } from '@angular/router';
import { zoneless } from './zoneless';

@Component({
    selector: 'lantern-story',
    standalone: true,
    template: `<main>
        <article class="story">
            <h1>The {{ slug }}</h1>
            <p>It leaves at seven.</p>
            <button (click)="count()">{{ n() }}</button>
        </article>
    </main>`
})
class Story {
    n = signal(0);
    slug = 'ferry';

    constructor() {
        afterNextRender(() => { (window as any).hydrated = true; });
    }

    count() {
        this.n.update(n => n + 1);
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
        <router-outlet/>`
})
export class App { }

export const config = {
    providers: [ zoneless(), provideClientHydration(),
        provideRouter([ { path: 'ferry', component: Story },
                        { path: 'harbour', component: Harbour } ]) ]
};
