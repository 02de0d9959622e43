import { fetchFile } from './fetch-file.ts';
import { LocalEngine } from './local-engine.ts';
import { browserRuntime } from './ort-session.ts';
import { serve } from './serve.ts';

// The worker's name carries the backend asked for: 'wasm', 'webgpu' or nothing.
const engine = new LocalEngine({ runtime: browserRuntime(self.name), readFile: fetchFile });
serve(engine, self as unknown as Parameters<typeof serve>[1]);
