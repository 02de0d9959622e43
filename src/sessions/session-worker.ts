import { serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import { LocalPacker } from './local-packer.ts';
import type { SessionCalls } from './session-calls.ts';

serveCalls<SessionCalls>(new LocalPacker(), self, { transferables: transferablesOf });
