import { bootstrapApplication } from '@angular/platform-browser';
import { provideServerRendering } from '@angular/platform-server';
import { mergeApplicationConfig } from '@angular/core';
import { App, config } from './app';

const server = mergeApplicationConfig(config, { providers: [
    provideServerRendering()
] });

export default () => bootstrapApplication(App, server);
