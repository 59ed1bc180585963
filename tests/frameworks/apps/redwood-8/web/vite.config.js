import redwood from '@redwoodjs/vite';

export default { plugins: [ redwood() ] };
