import { serveInflate } from './serve-inflate.ts';

serveInflate(self);
