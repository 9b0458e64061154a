/** Runs each program of tests/refleak in rounds, and compares what a round costs in references and blocks with what it cost in a debug build of CPython 3.13.5 (the .py.exp beside it). */
import {execFile} from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

const root = path.resolve(__dirname, '../../..'), folder = path.join(root, 'tests/refleak');
/** Some make dozens of interpreters. */
const TIMEOUT_MS = 300_000;

function run(args: readonly string[]): Promise<{stdout: string; stderr: string}> {
  return new Promise(resolve => {
    const env = {PATH: `${path.dirname(process.execPath)}:/usr/bin:/bin`, HOME: '/tmp', LANG: 'C.UTF-8', PYTHONHASHSEED: '0'};
    execFile(path.join(root, 'scripts/vivarium'), ['--with-pydebug', ...args], {cwd: folder, env}, (_error, stdout, stderr) => resolve({stdout, stderr}));
  });
}

const programs = fs.readdirSync(folder).filter(name => fs.existsSync(path.join(folder, `${name}.exp`))).sort();

test.each(programs)('%s', async program => {
  const {stdout, stderr} = await run(['-S', '-W', 'ignore', 'measure.py', program]);
  expect(stdout + stderr).toBe(fs.readFileSync(path.join(folder, `${program}.exp`), 'utf8'));
}, TIMEOUT_MS);
test('there are programs', () => expect(programs.length).toBeGreaterThan(60));

/** What is left after everything has ended; the last line of stderr. */
test.each([
  ['pass', '[0 refs, 0 blocks]'],
  ['import _testsinglephase', '[13 refs, 10 blocks]'],
  ['import json, unittest, asyncio, typing', '[0 refs, 0 blocks]'],
  ['import threading\nt = threading.Thread(target=print)\nt.start()\nt.join()', '[0 refs, 0 blocks]'],
  ['import _interpreters\nfor kind in "isolated", "legacy":\n    i = _interpreters.create(kind)\n    _interpreters.exec(i, "import json")\n    _interpreters.destroy(i)', '[0 refs, 0 blocks]'],
  ['import _interpreters\n_interpreters.exec(_interpreters.create(), "import _testsinglephase")', '[13 refs, 10 blocks]'],
  ['import _interpreters\n_interpreters.create("legacy")', '[0 refs, 0 blocks]'],
])('showrefcount: %j', async (code, expected) => {
  const {stderr} = await run(['-X', 'showrefcount', '-c', code]);
  expect(stderr.trimEnd().split('\n').pop()).toBe(expected);
}, TIMEOUT_MS);
