import { html, LitElement } from 'lit';

export const story = (n, count) => html`<main>
    <article class="story">
        <h1>The ferry</h1>
        <p>It leaves at seven.</p>
        <button @click=${count}>${n}</button>
    </article>
</main>`;

// An element with a shadow tree around an article that is none of it.
export class LanternStory extends LitElement {
    static properties = { n: { type: Number } };

    constructor() {
        super();
        this.n = 0;
    }

    firstUpdated() {
        this.querySelector('button').addEventListener('click', e => {
            e.target.textContent = ++this.n;
        });
        window.hydrated = true;
    }

    render() {
        return html`<section><slot></slot><p>${this.n} times</p></section>`;
    }
}
customElements.define('lantern-story', LanternStory);
