import Vue from 'vue';

export const app = () => new Vue({
    data: () => ({ n: 0 }),
    mounted() { window.hydrated = true; },
    render(h) {
        return h('div', { attrs: { id: 'app' } }, [
            h('main', [
                h('article', { class: 'story' }, [
                    h('h1', 'The ferry'),
                    h('p', 'It leaves at seven.'),
                    h('button', { on: { click: () => this.n++ } },
                        String(this.n))
                ])
            ])
        ]);
    }
});
