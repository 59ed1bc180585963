import '@angular/platform-server/init';
import { render } from '@analogjs/router/server';
import { mergeApplicationConfig } from '@angular/core';
import { provideServerRendering } from '@angular/platform-server';
import { App, config } from './app';

export default render(App, mergeApplicationConfig(config,
    { providers: [ provideServerRendering() ] }));
