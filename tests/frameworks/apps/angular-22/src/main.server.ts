import { mergeApplicationConfig } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideServerRendering, RenderMode, withRoutes } from '@angular/ssr';
import { App, config } from './app';

const server = mergeApplicationConfig(config, { providers: [
    provideServerRendering(withRoutes([
        { path: '**', renderMode: RenderMode.Server }
    ]))
] });

export default (context: any) => bootstrapApplication(App, server, context);
