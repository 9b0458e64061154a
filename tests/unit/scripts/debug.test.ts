/** vivarium-debug against its goldens in tests/debug: text and JSON, clear errors, exit statuses. */
import {execFile} from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {buildExtension} from '../../../scripts/extension-builder';

const root = path.resolve(__dirname, '../../..'), folder = path.join(root, 'tests/debug');
let extensions = '';
/** The ledger looks at the stack of JS for each count, once an extension is loaded. */
const LEDGER_MS = 300_000;

interface Result { stdout: string; stderr: string; status: number }
function debug(...args: string[]): Promise<Result> {
  return new Promise(resolve => {
    const env = {PATH: process.env.PATH, HOME: '/tmp', LANG: 'C.UTF-8', PYTHONDONTWRITEBYTECODE: '1'};
    execFile(path.join(root, 'scripts/vivarium-debug'), args, {cwd: folder, env, maxBuffer: 1 << 26}, (error, stdout, stderr) => {
      resolve({stdout, stderr, status: error === null ? 0 : Number(error.code)});
    });
  });
}
/** The output without what differs between machines and versions of the runtime: folders, totals, indices and addresses. */
function settled(text: string): string {
  const lines = text.replaceAll(`${root}/`, '').replaceAll(extensions, 'EXTENSIONS').split('\n');
  return lines.map(line => {
    if (/^( *(references|blocks|interned|interpreter \d+|left by ended)[a-z ]*) +[\d-]/.test(line)) return line.replace(/ +[+-]?\d+(?= |$)/g, (n, at: number) => (at < 16 && /interpreter$/.test(line.slice(0, at)) ? n : ' N')).replace(/ +-(?= |$)/g, ' -');
    if (/^ {2}(interned strings|static and|modules and|other interp|in the memory|in older|held by nobody)/.test(line)) return line.replace(/ +\d+ +\d+$/, ' N N');
    // a text that is cut off goes as far as the folder's name lets it
    if (/^ +\d+ x str, /.test(line)) line = line.replace(/'(build\/lib\/[^']*?)[\w.]*(?:'|\.\.\.)(?=,|$)/g, "'$1...");
    return line.replace(/m_index(=| +)\d+/g, 'm_index$1N').replace(/\b\d{6,}\b/g, 'ADDRESS');
  }).join('\n');
}
async function check(name: string, ...args: string[]): Promise<void> {
  const result = await debug(...args), golden = path.join(folder, `${name}.out`);
  const text = `${settled(result.stdout)}${result.stderr === '' ? '' : `--- stderr\n${settled(result.stderr)}`}--- exit ${result.status}\n`;
  if (process.env.RECORD === '1') fs.writeFileSync(golden, text);
  expect(text).toBe(fs.readFileSync(golden, 'utf8'));
}

beforeAll(() => {
  extensions = fs.mkdtempSync(path.join(os.tmpdir(), 'vivarium-debug-'));
  for (const name of ['leaky.ts', 'careless.ts', 'global_state.ts', 'shared_type.ts', 'no_traverse.ts', 'exec_fails.ts', 'init_fails.ts', 'needs_single.ts', 'raises_too.ts']) buildExtension(path.join(folder, name), extensions);
});
afterAll(() => fs.rmSync(extensions, {recursive: true, force: true}));

describe('refs', () => {
  test('what an extension leaks', () => check('refs_leak', 'refs', 'leak.py', '--path', extensions));
  test('what is left in an older object', () => check('refs_left_in_sys', 'refs', 'left_in_sys.py'));
  test('nothing left', () => check('refs_clean', 'refs', 'clean.py'));
  test('a script that fails', async () => {
    const {stderr, status} = await debug('refs', 'fails.py');
    expect(status).toBe(1);
    expect(stderr).toBe('Traceback (most recent call last):\n  File "fails.py", line 2, in <module>\n    raise ValueError(\'no luck\')\nValueError: no luck\n');
  });
  test('JSON says the same', async () => {
    const {stdout, status} = await debug('refs', '--json', 'leak.py', '--path', extensions), report = JSON.parse(stdout) as {leftBehind: {what: string; objects: number; unaccounted: number}[]; before: {references: number}; after: {references: number}};
    expect(status).toBe(0);
    expect(report.leftBehind.filter(entry => entry.unaccounted > 0).map(({what, objects, unaccounted}) => [what, objects, unaccounted])).toEqual([['Thing', 3, 3], ['list', 1, 1], ['str', 1, 1]]);
    expect(report.after.references).toBeGreaterThan(report.before.references);
  });
  test('where references to what leaked were taken', () => check('refs_ledger_leak', 'refs', '--ledger', 'leak.py', '--path', extensions));
  test('a dead object is counted', () => check('refs_ledger_careless', 'refs', '--ledger', 'careless_use.py', '--path', extensions));
  test('an object that is counted too low', () => check('refs_too_low', 'refs', '--ledger', 'too_low.py', '--path', extensions));
  test('what an ended interpreter left in a static variable', () => check('refs_global_state', 'refs', 'global_state_use.py', '--path', extensions));
  test('what crossed between interpreters', () => check('refs_ledger_global_state', 'refs', '--ledger', 'global_state_use.py', '--path', extensions), LEDGER_MS);
  test('a class of an ended interpreter', () => check('refs_shared_type', 'refs', 'shared_type_use.py', '--path', extensions));
  test('a state that the collector cannot see', () => check('refs_no_traverse', 'refs', 'no_traverse_use.py', '--path', extensions));
  test('imports leave nothing', () => check('refs_imports', 'refs', 'imports.py'));
  test('the ledger counts as the loop without it does', async () => {
    const rows = async (...args: string[]): Promise<string[]> => (await debug('refs', ...args, 'generations.py')).stdout.split('\n').filter(line => /^(references|blocks|interned)/.test(line));
    expect(await rows('--ledger')).toEqual(await rows());
  });
  test('the same twice', async () => expect((await debug('refs', 'left_in_sys.py')).stdout).toBe((await debug('refs', 'left_in_sys.py')).stdout));
});
describe('module', () => {
  test('single-phase in three interpreters', () => check('module_singlephase', 'module', '_testsinglephase', 'singlephase.py'));
  test('multi-phase', () => check('module_leaky', 'module', 'leaky', 'leak.py', '--path', extensions));
  test('modules of one name that sys.modules does not have', () => check('module_again', 'module', '_testsinglephase', 'again.py'));
  test('not imported', () => check('module_absent', 'module', 'absent', 'clean.py'));
});
describe('trace-import', () => {
  for (const where of ['main', 'legacy', 'isolated']) test(`single-phase, ${where}`, () => check(`trace_singlephase_${where}`, 'trace-import', '_testsinglephase', '--interpreter', where));
  test('multi-phase, isolated', () => check('trace_multiphase_isolated', 'trace-import', '_testmultiphase', '--interpreter', 'isolated'));
  for (const name of ['exec_fails', 'init_fails', 'needs_single', 'raises_too']) test(name, () => check(`trace_${name}`, 'trace-import', name, '--interpreter', 'isolated', '--path', extensions));
  test('no extension', () => check('trace_pure', 'trace-import', 'this_module_does_not_exist'));
});
describe('the command line', () => {
  test('--help', () => check('help', '--help'));
  test('no command', () => check('no_command'));
  test('unknown command', () => check('unknown_command', 'frobnicate'));
  test('too few words', () => check('too_few', 'module', 'x'));
  test('no such file', () => check('no_such_file', 'refs', 'absent.py'));
  test('no such interpreter', () => check('no_such_interpreter', 'trace-import', 'x', '--interpreter', 'other'));
});
