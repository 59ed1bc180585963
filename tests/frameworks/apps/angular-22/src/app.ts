import { afterNextRender, Component, provideZonelessChangeDetection, signal }
    from '@angular/core';
import { provideClientHydration } from '@angular/platform-browser';

@Component({
    selector: 'app-root',
    template: `<main>
        <article class="story">
            <h1>The ferry</h1>
            <p>It leaves at seven.</p>
            <button (click)="count()">{{ n() }}</button>
        </article>
    </main>`
})
export class App {
    n = signal(0);

    constructor() {
        afterNextRender(() => { (window as any).hydrated = true; });
    }

    count() {
        this.n.update(n => n + 1);
    }
}

export const config = {
    providers: [ provideZonelessChangeDetection(), provideClientHydration() ]
};
