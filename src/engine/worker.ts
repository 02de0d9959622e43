import '#random-uuid.ts';
import { LocalEngine } from './local-engine.ts';
import { browserRuntime } from './ort-session.ts';
import { PrivateFeatures } from './private-features.ts';
import { packFile } from './read-file.ts';
import { serve } from './serve.ts';

// The worker's name carries the backend asked for: 'wasm', 'webgpu' or nothing.
const runtime = browserRuntime(self.name);
const engine = new LocalEngine({ runtime, readFile: packFile, disk: new PrivateFeatures() });
serve(engine, self);
