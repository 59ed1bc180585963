export { provideZonelessChangeDetection as zoneless } from '@angular/core';
