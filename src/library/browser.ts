import type * as Api from './api.ts';
import { browserEngine } from './browser-engine.ts';

export const createEngine: Api.CreateEngine = (options = {}) =>
  browserEngine(options, new URL(/* @vite-ignore */ './', import.meta.url));

export { Parse3dError } from './api.ts';
