import { LocalEngine } from './local-engine.ts';
import { browserRuntime } from './ort-session.ts';
import { packFile } from './pack-file.ts';
import { serve } from './serve.ts';

// The worker's name carries the backend asked for: 'wasm', 'webgpu' or nothing.
const engine = new LocalEngine({ runtime: browserRuntime(self.name), readFile: packFile });
serve(engine, self as unknown as Parameters<typeof serve>[1]);
