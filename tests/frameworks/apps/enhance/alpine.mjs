import Alpine from 'alpinejs';

document.addEventListener('alpine:initialized',
    () => { window.hydrated = true; });
Alpine.start();
