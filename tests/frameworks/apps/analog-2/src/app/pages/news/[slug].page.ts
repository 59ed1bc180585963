import { afterNextRender, Component, inject, signal } from '@angular/core';
import { ActivatedRoute } from '@angular/router';

@Component({
    selector: 'lantern-story',
    template: `<main>
        <article class="story">
            <h1>The {{ slug }}</h1>
            <p>It leaves at seven.</p>
            <button (click)="count()">{{ n() }}</button>
        </article>
    </main>`
})
export default class Story {
    n = signal(0);
    slug = inject(ActivatedRoute).snapshot.params['slug'];

    constructor() {
        afterNextRender(() => { (window as any).hydrated = true; });
    }

    count() {
        this.n.update(n => n + 1);
    }
}
