import { createSSRApp, h, onMounted, ref } from 'vue';

const Story = {
    setup() {
        const n = ref(0);
        onMounted(() => { window.hydrated = true; });
        return () => h('main', [
            h('article', { class: 'story' }, [
                h('h1', 'The ferry'),
                h('p', 'It leaves at seven.'),
                h('button', { onClick: () => n.value++ }, String(n.value))
            ])
        ]);
    }
};

export const app = () => createSSRApp(Story);
