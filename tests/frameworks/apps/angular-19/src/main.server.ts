import { bootstrapApplication } from '@angular/platform-browser';
import { provideServerRendering } from '@angular/platform-server';
import { provideServerRouting, RenderMode } from '@angular/ssr';
import { mergeApplicationConfig } from '@angular/core';
import { App, config } from './app';

const server = mergeApplicationConfig(config, { providers: [
    provideServerRendering(),
    provideServerRouting([ { path: '**', renderMode: RenderMode.Server } ])
] });

export default (context: any) => bootstrapApplication(App, server, context);
