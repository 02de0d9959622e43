import { type ServerPort, serveCalls } from '#rpc/server.ts';
import { transferablesOf } from '#rpc/transferables.ts';
import type { Engine } from './engine.ts';
import type { EngineCalls } from './messages.ts';

/**
 * Answers calls on `port` with `engine`, which keeps them in order. Whatever buffers answers and partial masks hold are given
 * away, not copied: an engine makes them fresh for each call and keeps no reference.
 */
export function serve(engine: Engine, port: ServerPort): void {
  serveCalls<EngineCalls>(engine, port, { transferables: transferablesOf });
}
