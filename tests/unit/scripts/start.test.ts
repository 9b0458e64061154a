/** The ways in which scripts/vivarium starts. */
import {spawnSync} from 'child_process';
import {cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync} from 'fs';
import {tmpdir} from 'os';
import {join, resolve} from 'path';

const ROOT = resolve(__dirname, '../../..'), COMMAND = join(ROOT, 'scripts/vivarium'), BUILD = join(ROOT, 'build');

function run(command: string, args: string[], options: {cwd?: string; env?: NodeJS.ProcessEnv} = {}): string {
  const {status, stdout, stderr} = spawnSync(command, args, {encoding: 'utf8', input: '', ...options});
  return `${stdout}${stderr}${status}`;
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'vivarium-start-'));
});
afterAll(() => rmSync(folder, {recursive: true}));

test('the build has written a snapshot that Node takes', () => {
  expect(existsSync(join(BUILD, 'vm.snapshot')) && existsSync(join(BUILD, 'launch'))).toBe(true);
  expect(run(COMMAND, ['-c', 'import sys; print(sys.argv, len(sys.modules) > 20)', 'a b', '-x'])).toBe("['-c', 'a b', '-x'] True\n0");
});
test('through a link, from another folder, with a relative path', () => {
  symlinkSync(COMMAND, join(folder, 'python3'));
  const program = 'import os, sys; print(os.getcwd() == os.path.realpath(sys.argv[1]), sys.executable == sys.argv[2])';
  expect(run('./python3', ['-c', program, folder, COMMAND], {cwd: folder})).toBe('True True\n0');
});
test('options of Node in the environment do not disturb it', () => {
  expect(run(COMMAND, ['-c', 'print(1)'], {env: {...process.env, NODE_OPTIONS: '--max-old-space-size=2000'}})).toBe('1\n0');
});
test('without the snapshot it starts the slower way', () => {
  const copy = join(folder, 'copy');
  mkdirSync(join(copy, 'build'), {recursive: true});
  cpSync(join(ROOT, 'scripts/vivarium'), join(copy, 'scripts/vivarium'));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const name of readdirSync(BUILD)) if (name !== 'launch') symlinkSync(join(BUILD, name), join(copy, 'build', name));
  expect(run(join(copy, 'scripts/vivarium'), ['-c', 'import sys; print(2); sys.exit(3)'])).toBe('2\n3');
});
test('the hash secret is another one in each process', () => {
  const hashes = new Set(Array.from({length: 4}, () => run(COMMAND, ['-c', "print(hash('text'), {'text': 1}['text'], 'join' in vars(str))"])));
  expect(hashes.size).toBe(4);
  for (const line of hashes) expect(line).toMatch(/^-?\d+ 1 True\n0$/);
});
test('children get the stack limit that the command was started with', () => {
  const program = "import subprocess; print(subprocess.run(['sh', '-c', 'ulimit -s'], capture_output=True, text=True).stdout.strip())";
  expect(run('sh', ['-c', `ulimit -S -s 7000; exec "$0" -c "$1"`, COMMAND, program])).toBe('7000\n0');
});
test('a signal in the middle of a computation, of a sleep, of a read', () => {
  const program = `
import os, signal, time
def handler(number, frame): raise KeyError(number)
signal.signal(signal.SIGALRM, handler)
def attempt(what):
    signal.setitimer(signal.ITIMER_REAL, 0.05)
    try: what()
    except KeyError as error: print(error)
def compute():
    n = 0
    while True: n += 1
attempt(compute)
attempt(lambda: time.sleep(30))
attempt(lambda: os.read(os.pipe()[0], 1))
attempt(lambda: os.waitpid(os.posix_spawnp('sleep', ['sleep', '3'], os.environ), 0))
`;
  expect(run(COMMAND, ['-c', program])).toBe('14\n14\n14\n14\n0');
});
test('a signal that comes while a child is started is handled before the wait for it', () => {
  const program = `
import os, signal
def handler(*_): raise RuntimeError('raised')
signal.signal(signal.SIGALRM, handler)
try:
    signal.setitimer(signal.ITIMER_REAL, 0.0001)
    os.waitpid(os.posix_spawnp('sleep', ['sleep', '1'], os.environ), 0)
    print('too late')
except RuntimeError as error: print(error)
`;
  expect(run(COMMAND, ['-c', program])).toBe('raised\n0');
});
test('what the launcher sets for Node alone is not in the environment', () => {
  const env = {PATH: process.env.PATH, NODE_EXTRA_CA_CERTS: '/none', GIVEN: '1'};
  const program = "import os; print(*(f'{n}={os.environ.get(n)}' for n in ('NODE_EXTRA_CA_CERTS', 'GLIBC_TUNABLES', 'VIVARIUM_NODE_EXTRA_CA_CERTS', 'GIVEN')), flush=True); os.system('echo $NODE_EXTRA_CA_CERTS $GLIBC_TUNABLES $GIVEN')";
  expect(run(COMMAND, ['-c', program], {env})).toBe('NODE_EXTRA_CA_CERTS=/none GLIBC_TUNABLES=None VIVARIUM_NODE_EXTRA_CA_CERTS=None GIVEN=1\n/none 1\n0');
  expect(run(COMMAND, ['-c', program], {env: {...env, GLIBC_TUNABLES: 'glibc.malloc.check=0'}})).toContain('GLIBC_TUNABLES=glibc.malloc.check=0');
});
test('each module that is compiled in or has an extension file is there, and made when it is first imported', () => {
  const program = `
import importlib, os, sys
files = os.listdir(os.path.join(os.path.dirname(os.__file__), 'lib-dynload'))
for name in [*sys.builtin_module_names, *(file.partition('.')[0] for file in files)]: importlib.import_module(name)
print(len(sys.builtin_module_names) > 50, len(files) > 5)
`;
  expect(run(COMMAND, ['-c', program])).toBe('True True\n0');
});
test('site registers no hook in isolated mode', () => {
  const program = "import sys; print(hasattr(sys, '__interactivehook__'))";
  expect([run(COMMAND, ['-c', program]), run(COMMAND, ['-I', '-c', program])]).toEqual(['True\n0', 'False\n0']);
});
test('folders of the user and -W are as after a start without an image', () => {
  const own = join(folder, 'own'), home = join(folder, 'home'), site = join(home, '.local/lib/python3.13/site-packages');
  mkdirSync(own);
  mkdirSync(site, {recursive: true});
  writeFileSync(join(own, 'sitecustomize.py'), 'import sys; sys.seen = [m for m in ("readline", "random") if m in sys.modules]');
  writeFileSync(join(site, 'more.pth'), own);
  const program = 'import os, site, sys, warnings; print(sys.path, sys.seen, site.ENABLE_USER_SITE, site.USER_SITE, warnings.filters[0], sys.warnoptions, sys.flags, os.environ)';
  const env = {PATH: process.env.PATH, HOME: home, PYTHONPATH: own}, args = ['-W', 'error::UserWarning', '-c', program];
  const expected = run(COMMAND, args, {env: {...env, PYTHONVERBOSE: ''}}), other = join(folder, 'shadow');
  // an import that the image would hide: it does not fit
  mkdirSync(join(other, 'encodings'), {recursive: true});
  expect(expected).toContain(`'${own}', '${BUILD}/lib/python313.zip'`);
  expect(expected).toContain(`('error', None, <class 'UserWarning'>, None, 0) ['error::UserWarning']`);
  expect(run(COMMAND, ['-X', 'importtime', ...args], {env}).replace(/^import time:.*\n/gm, '')).toBe(expected.replace(/PYTHONVERBOSE': '', '/, ''));
  expect(run(COMMAND, ['-c', 'import encodings; print(encodings.__path__)'], {env: {...env, PYTHONPATH: other}})).toMatch(/init_fs_encoding|encodings/);
});
