import {spawn} from 'child_process';
import * as path from 'path';
import {buildSync} from 'esbuild';

const ROOT = path.resolve(__dirname, '../../../..');
// Inside the project, so that the bundles find koffi.
const OUT = path.join(ROOT, 'build/tests-host');

beforeAll(() => {
  buildSync({
    entryPoints: ['signal-kernel', 'signal-vm'].map((name) => path.join(__dirname, 'fixtures', name + '.ts')),
    outdir: OUT,
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['koffi'],
  });
});

interface Outcome {
  output: string[];
  status: number | null;
  signal: string | null;
}

/** Runs the stand-in VM; each time it says `ready` the next signal is sent, or input is given. */
function run(action: string, signals: (NodeJS.Signals | 'input')[] = []): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(OUT, 'signal-kernel.js'), action], {stdio: ['pipe', 'pipe', 'inherit']});
    let output = '';
    let sent = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const ready = output.split('ready').length - 1;
      while (sent < ready && sent < signals.length) {
        const next = signals[sent++];
        // Long enough for the VM to be inside its call.
        setTimeout(() => (next === 'input' ? child.stdin.end('x') : child.kill(next)), 30);
      }
    });
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({output: output.trim() === '' ? [] : output.trim().split('\n'), status, signal}));
  });
}

test('the exit status', async () => {
  expect(await run('exit')).toEqual({output: [], status: 7, signal: null});
});

test('a signal interrupts a read', async () => {
  expect(await run('read', ['SIGINT'])).toEqual({output: ['ready', '-4', '2'], status: 0, signal: null});
});

test('a signal interrupts a sleep, and only once', async () => {
  expect(await run('sleep', ['SIGINT'])).toEqual({output: ['ready', '-4', '2', '0'], status: 0, signal: null});
});

test('a signal is seen by a busy VM', async () => {
  expect(await run('busy', ['SIGINT'])).toEqual({output: ['ready', '2'], status: 0, signal: null});
});

test('a caught signal, then its default again', async () => {
  expect(await run('usr1', ['SIGUSR1', 'SIGUSR1'])).toEqual({output: ['0', 'ready', '-4', '10', 'ready'], status: null, signal: 'SIGUSR1'});
});

test('a signal to oneself is there at once', async () => {
  expect(await run('self')).toEqual({output: ['0', '2', '0'], status: 0, signal: null});
});

test('timers', async () => {
  expect(await run('alarm')).toEqual({output: ['0', '-4', '14'], status: 0, signal: null});
});

test('the default action of SIGINT', async () => {
  expect(await run('default', ['SIGINT'])).toEqual({output: ['ready'], status: null, signal: 'SIGINT'});
});

test('the default action of a signal that Node keeps for itself', async () => {
  expect(await run('default', ['SIGUSR1'])).toEqual({output: ['ready'], status: null, signal: 'SIGUSR1'});
});

test('an ignored signal', async () => {
  expect(await run('ignore', ['SIGTERM', 'input'])).toEqual({output: ['0', 'ready', '0', 'ready', '1'], status: 0, signal: null});
});

test('the end by a signal', async () => {
  expect(await run('die')).toEqual({output: [], status: null, signal: 'SIGINT'});
});
