import { serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import type { EditCalls } from './edit-calls.ts';
import { LocalEditor } from './local-editor.ts';

serveCalls<EditCalls>(new LocalEditor(), self, { transferables: transferablesOf });
