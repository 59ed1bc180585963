import { Component, h, State } from '@stencil/core';

@Component({ tag: 'light-story', shadow: false })
export class Story_light {
    @State() n = 0;

    componentDidLoad() {
        (window as any).hydrated = true;
    }

    render() {
        return <main>
            <article class="story">
                <h1>The ferry</h1>
                <p>It leaves at seven.</p>
                <button onClick={() => this.n++}>{this.n}</button>
            </article>
        </main>;
    }
}
