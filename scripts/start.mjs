import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { installPackages, ROOT } from './install.mjs';

const { values } = parseArgs({
  options: {
    'no-open': { type: 'boolean', default: false },
    port: { type: 'string', default: '4173' },
    host: { type: 'string', default: 'localhost' },
  },
});

installPackages();
const { build, preview } = await import('vite');
console.log('Building …');
await build({ root: ROOT, logLevel: 'warn' });
const server = await preview({
  root: ROOT,
  preview: { port: Number(values.port), host: values.host, open: false },
});
const address = server.resolvedUrls?.local[0] ?? server.resolvedUrls?.network[0];
console.log(`\nparse3d is at ${address}\nResearch use only. Scans stay on this machine. Ctrl+C ends it.\n`);
if (address && !values['no-open'] && !process.env.CI) openBrowser(address);

/** @param {string} url */
function openBrowser(url) {
  const openers = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] };
  const hasScreen = process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  const [program = '', ...given] = openers[process.platform] ?? (hasScreen ? ['xdg-open'] : []);
  if (!program) return;
  const opening = spawn(program, [...given, url], { stdio: 'ignore', detached: true });
  // Without a browser the address above is enough.
  opening.on('error', () => undefined);
  opening.unref();
}
