import { Component, h, State } from '@stencil/core';

@Component({ tag: 'shadow-story', shadow: true })
export class Story_shadow {
    @State() n = 0;

    componentDidLoad() {
        (window as any).hydrated = true;
    }

    render() {
        return <section><slot/><button onClick={() => this.n++}>{this.n}</button></section>;
    }
}
