export { provideExperimentalZonelessChangeDetection as zoneless }
    from '@angular/core';
