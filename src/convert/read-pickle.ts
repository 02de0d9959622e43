import { PickleMachine, type PickleMeaning } from './pickle-machine.ts';
import { INERT, PickleDict, type PickleValue } from './pickle-values.ts';
import { damaged, unreadable } from './refusal.ts';

type Instruction = (machine: PickleMachine) => void;

const STOP = '.'.charCodeAt(0);

/**
 * The value in a pickle (protocols 2 to 5). It executes nothing: a class or function is but a name, and what `meaning`
 * does not know becomes an inert placeholder. Time and memory are bounded by the length of `bytes`.
 *
 * @throws Refusal for whatever is no pickle, needs more than a checkpoint does, or is larger than any.
 */
export function readPickle(bytes: Uint8Array, meaning: PickleMeaning): PickleValue {
  const machine = new PickleMachine(bytes, meaning);
  for (;;) {
    const code = machine.unsigned(1);
    if (code === STOP) return machine.pop();
    const instruction = INSTRUCTIONS.get(code);
    if (!instruction) throw unreadable('index-instruction', String(code));
    instruction(machine);
  }
}

/** How a list or tuple of arguments is read. @throws Refusal */
function toList(value: PickleValue): readonly PickleValue[] {
  if (!Array.isArray(value)) throw damaged('index-broken');
  return value;
}

function popMany(machine: PickleMachine, count: number): PickleValue[] {
  const values = new Array<PickleValue>(count);
  for (let n = count - 1; n >= 0; n--) values[n] = machine.pop();
  return values;
}

function toDict(values: readonly PickleValue[]): PickleDict {
  const dict = new PickleDict();
  for (let i = 0; i + 1 < values.length; i += 2) dict.entries.set(values[i] ?? null, values[i + 1] ?? null);
  return dict;
}

const readGlobal: Instruction = (m) => {
  const module = m.line();
  m.push(m.meaning.global(module, m.line()));
};

const stackGlobal: Instruction = (m) => {
  const [module, name] = popMany(m, 2);
  if (typeof module !== 'string' || typeof name !== 'string') throw damaged('index-broken');
  m.push(m.meaning.global(module, name));
};

const call: Instruction = (m) => {
  const [callee = null, given = null] = popMany(m, 2);
  const made = m.meaning.call(callee, toList(given));
  if (made !== given) m.letGo(given);
  m.push(made);
};

const callWithNames: Instruction = (m) => {
  m.pop();
  call(m);
};

/** Sets an object's state, which means nothing to us: a dict stays the dict it is, anything else is inert anyway. */
const build: Instruction = (m) => {
  m.pop();
  m.top();
};

const float: Instruction = (m) => m.push(m.float64());
const skipFrame: Instruction = (m) => void m.take(8);
const skipProtocol: Instruction = (m) => {
  const protocol = m.unsigned(1);
  if (protocol < 2 || protocol > 5) throw unreadable('index-protocol', String(protocol));
};
const inertFromMark: Instruction = (m) => {
  m.popMark();
  m.push(INERT);
};

const BY_NAME: Readonly<Record<string, Instruction>> = {
  '\x80': skipProtocol,
  '\x95': skipFrame,
  // Plain values.
  N: (m) => m.push(null),
  '\x88': (m) => m.push(true),
  '\x89': (m) => m.push(false),
  J: (m) => m.push(m.int32()),
  K: (m) => m.push(m.unsigned(1)),
  M: (m) => m.push(m.unsigned(2)),
  '\x8a': (m) => m.push(m.long(m.unsigned(1))),
  '\x8b': (m) => m.push(m.long(m.unsigned(4))),
  G: float,
  X: (m) => m.push(m.text(m.unsigned(4))),
  '\x8c': (m) => m.push(m.text(m.unsigned(1))),
  '\x8d': (m) => m.push(m.text(m.unsigned(8))),
  T: (m) => m.push(m.take(m.unsigned(4))),
  U: (m) => m.push(m.take(m.unsigned(1))),
  B: (m) => m.push(m.take(m.unsigned(4))),
  C: (m) => m.push(m.take(m.unsigned(1))),
  '\x8e': (m) => m.push(m.take(m.unsigned(8))),
  '\x96': (m) => m.push(m.take(m.unsigned(8))),
  // Collections.
  ')': (m) => m.push([]),
  ']': (m) => m.push([]),
  '}': (m) => m.push(new PickleDict()),
  '\x8f': (m) => m.push(INERT),
  '(': (m) => m.mark(),
  t: (m) => m.push(m.popMark()),
  l: (m) => m.push(m.popMark()),
  d: (m) => m.push(toDict(m.popMark())),
  '\x85': (m) => m.push(popMany(m, 1)),
  '\x86': (m) => m.push(popMany(m, 2)),
  '\x87': (m) => m.push(popMany(m, 3)),
  a: (m) => m.extend([m.pop()]),
  e: (m) => m.extend(m.popMark()),
  s: (m) => m.setItems(popMany(m, 2)),
  u: (m) => m.setItems(m.popMark()),
  '\x90': (m) => m.extend(m.popMark()),
  '\x91': inertFromMark,
  // The stack and the memo.
  '0': (m) => void m.pop(),
  '1': (m) => void m.popMark(),
  '2': (m) => m.push(m.top()),
  q: (m) => m.remember(m.unsigned(1)),
  r: (m) => m.remember(m.unsigned(4)),
  '\x94': (m) => m.remember(),
  h: (m) => m.recall(m.unsigned(1)),
  j: (m) => m.recall(m.unsigned(4)),
  // Names and what would be calls.
  c: readGlobal,
  '\x93': stackGlobal,
  R: call,
  '\x81': call,
  '\x92': callWithNames,
  b: build,
  o: inertFromMark,
  Q: (m) => m.push(m.meaning.persistent(m.pop())),
};

const INSTRUCTIONS = new Map(Object.entries(BY_NAME).map(([code, does]) => [code.charCodeAt(0), does]));
