/** Extensions in TypeScript from source to import: those of tests/import/extensions are built and used; what is wrong is said clearly. */
import {execFile} from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {ExtensionError, buildExtension} from '../../../scripts/extension-builder';

const root = path.resolve(__dirname, '../../..'), sources = path.join(root, 'tests/import/extensions');
let folder = '';

function run(args: string[], environment: Record<string, string> = {}): Promise<{stdout: string; stderr: string; status: number}> {
  return new Promise(resolve => {
    const env = {PATH: process.env.PATH, HOME: '/tmp', LANG: 'C.UTF-8', PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1', ...environment};
    execFile(path.join(root, 'scripts/vivarium'), args, {env}, (error, stdout, stderr) => resolve({stdout, stderr, status: error === null ? 0 : Number(error.code)}));
  });
}
/** Writes a source and builds it; what the builder complains of. */
function complaint(name: string, text: string): string {
  const file = path.join(folder, `${name}.ts`);
  fs.writeFileSync(file, text);
  try {
    buildExtension(file);
  } catch (error) {
    if (error instanceof ExtensionError) return error.message.replaceAll(`${folder}/`, '').replace(/^\S*?(\w+\.ts):/, '$1:');
    throw error;
  }
  return 'built';
}

beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vivarium-extension-'));
  for (const sub of ['', 'broken']) for (const file of fs.readdirSync(path.join(sources, sub))) if (file.endsWith('.ts')) buildExtension(path.join(sources, sub, file), folder);
});
afterAll(() => fs.rmSync(folder, {recursive: true, force: true}));

test('each kind in main, legacy and isolated interpreters', async () => {
  const {stdout, stderr, status} = await run([path.join(sources, 'use.py')]);
  expect(stderr).toBe('');
  if (process.env.RECORD === '1') fs.writeFileSync(path.join(sources, 'use.py.exp'), stdout);
  expect(stdout).toBe(fs.readFileSync(path.join(sources, 'use.py.exp'), 'utf8'));
  expect(status).toBe(0);
});
test('an exception of JS is an internal error that names the extension', async () => {
  const {stderr, status} = await run(['-c', 'import spam_bug\nspam_bug.crash()']);
  expect(stderr.replaceAll(folder, '...')).toBe("Fatal internal error: in the extension 'spam_bug' (.../spam_bug.cpython-313-x86_64-linux-gnu.so): TypeError: Cannot read properties of undefined (reading 'length')\nExtensions report errors with PyErr_SetString() and the like. VIVARIUM_TRACEBACK=1 shows the stack.\n");
  expect(status).toBe(120);
});
test('with its stack when asked', async () => {
  const {stderr} = await run(['-c', 'import spam_bug\nspam_bug.crash()'], {VIVARIUM_TRACEBACK: '1'});
  expect(stderr).toMatch(/\n +at .*spam_bug\.cpython-313-x86_64-linux-gnu\.so/);
});
test('nothing leaks', async () => {
  const {stderr} = await run(['--with-pydebug', '-X', 'showrefcount', '-c', 'import spam_multi\nspam_multi.Can()\nspam_multi.count()']);
  expect(stderr).toBe('[0 refs, 0 blocks]\n');
});
describe('the builder', () => {
  test('no init function', () => expect(complaint('eggs', 'export const x = 1;')).toMatch(/^eggs\.ts: exports no init function: there must be an 'export function PyInit_eggs\(\)'/));
  test('a name the API lacks', () => expect(complaint('ham', "import {PyFoo_Bar} from 'vivarium'; export function PyInit_ham() { return PyFoo_Bar(); }")).toBe("ham.ts: 'vivarium' has no PyFoo_Bar"));
  test('no TypeScript', () => expect(complaint('beans', 'export function (')).toMatch(/^beans\.ts:1:17: /));
  test('no such file', () => expect(() => buildExtension('/absent/spam.ts')).toThrow('/absent/spam.ts: no such file'));
});
