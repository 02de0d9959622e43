import { LocalPackStore } from './local-pack-store.ts';
import { serve } from './serve.ts';
import { browserStorage } from './storage.ts';

serve(new LocalPackStore(browserStorage), self);
