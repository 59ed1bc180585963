import { provideFileRouter } from '@analogjs/router';
import { Component, provideZonelessChangeDetection } from '@angular/core';
import { provideClientHydration } from '@angular/platform-browser';
import { RouterLink, RouterOutlet } from '@angular/router';

@Component({
    selector: 'app-root',
    imports: [ RouterLink, RouterOutlet ],
    template: `<nav>
            <a routerLink="/news/ferry" id="ferry">Ferry</a>
            <a routerLink="/news/harbour" id="harbour">Harbour</a>
        </nav>
        <router-outlet/>`
})
export class App { }

export const config = {
    providers: [ provideZonelessChangeDetection(), provideClientHydration(),
        provideFileRouter() ]
};
