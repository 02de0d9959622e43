import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const FIREFOXES = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
];
const XVFB = '/usr/bin/Xvfb';

/** A Firefox: PARSE3D_FIREFOX, else an installed one. */
export function findFirefox(): string | undefined {
  return [process.env['PARSE3D_FIREFOX'], ...FIREFOXES].find((path) => path && existsSync(path));
}

export function hasXvfb(): boolean {
  return existsSync(XVFB);
}

export interface Screen {
  /** As DISPLAY has it. */
  readonly display: string;
  stop(): void;
}

/** A screen that nobody sees, on which Mesa draws WebGL: without one Firefox has none. @throws Error where it does not start. */
export function openScreen(): Promise<Screen> {
  const server = spawn(XVFB, ['-displayfd', '3', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  process.once('exit', () => server.kill());
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
    server.stdio[3]?.once('data', (number: Buffer) =>
      resolve({ display: `:${number.toString().trim()}`, stop: () => server.kill() }),
    );
  });
}
