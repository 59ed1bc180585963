import { Component } from 'inferno';
import { createElement as h } from 'inferno-create-element';

export class Story extends Component {
    constructor(props) {
        super(props);
        this.state = { n: 0 };
    }

    componentDidMount() {
        window.hydrated = true;
    }

    render() {
        return h('main', null,
            h('article', { className: 'story' },
                h('h1', null, 'The ferry'),
                h('p', null, 'It leaves at seven.'),
                h('button', { onClick: () =>
                    this.setState({ n: this.state.n + 1 }) }, this.state.n)));
    }
}
