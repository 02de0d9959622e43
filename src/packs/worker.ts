import { LocalLibrary } from './local-library.ts';
import { serve } from './serve.ts';
import { browserStorage } from './storage.ts';

serve(new LocalLibrary(browserStorage), self as unknown as Parameters<typeof serve>[1]);
