import './is-land.js';

setInterval(() => {
    window.hydrated = !!document.querySelector('is-land[ready]');
}, 100);
