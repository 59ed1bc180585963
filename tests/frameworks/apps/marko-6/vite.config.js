import adapter from '@marko/run-adapter-node';
import marko from '@marko/run/vite';

export default { plugins: [ marko({ adapter: adapter() }) ] };
