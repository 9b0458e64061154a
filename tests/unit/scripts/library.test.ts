/** The library: require('vivarium') in programs that embed Python. Uses what the build made. */
import * as path from 'path';
import type {createRuntime as CreateRuntime, PythonError as PythonErrorClass} from '../../../scripts/embedding/library';
import type {Runtime} from '../../../scripts/embedding/types';

const library = path.resolve(__dirname, '../../../build/library.js');
const {createRuntime, PythonError} = require(library) as {createRuntime: typeof CreateRuntime; PythonError: typeof PythonErrorClass};

const runtimes: Runtime[] = [];
async function start(options: Parameters<typeof createRuntime>[0] = {}): Promise<Runtime> {
  const runtime = await createRuntime({hashSeed: 0, ...options});
  runtimes.push(runtime);
  return runtime;
}
afterEach(async () => {
  for (const runtime of runtimes.splice(0)) await runtime.terminate();
});
const text = (chunks: readonly Uint8Array[]): string => Buffer.concat(chunks).toString();

test('values cross in both directions', async () => {
  const runtime = await start();
  await runtime.set('data', {n: 1, f: 1.5, big: 1n << 70n, text: 'ä\ud800', bytes: Uint8Array.of(1, 2), list: [null, true, -0], set: new Set([1]), map: new Map([[1, 'one']])});
  expect(await runtime.eval('data')).toEqual(new Map<unknown, unknown>([['n', 1], ['f', 1.5], ['big', 1n << 70n], ['text', 'ä\ud800'], ['bytes', Uint8Array.of(1, 2)], ['list', [null, true, -0]], ['set', new Set([1])], ['map', new Map([[1, 'one']])]]));
  expect(await runtime.eval('[type(v).__name__ for v in data.values()]')).toEqual(['int', 'float', 'int', 'str', 'bytes', 'list', 'set', 'dict']);
  expect(await runtime.eval('(2**53, -2**53 + 1, frozenset(), bytearray(b"x"), ...)')).toEqual([2n ** 53n, -(2 ** 53) + 1, new Set(), Uint8Array.of(120), {type: 'ellipsis', repr: 'Ellipsis'}]);
  await expect(runtime.set('f', (() => 1) as never)).rejects.toThrow();
});
test('exceptions are rejections', async () => {
  const runtime = await start(), error = await runtime.run('def f(x):\n    return 1 / x\nf(0)\n', 'job.py').catch(e => e as unknown);
  expect(error).toBeInstanceOf(PythonError);
  expect(error).toMatchObject({type: 'ZeroDivisionError', message: 'ZeroDivisionError: division by zero'});
  expect((error as PythonErrorClass).traceback).toContain('File "job.py", line 2, in f');
  await expect(runtime.run('x = (')).rejects.toMatchObject({type: 'SyntaxError'});
  await expect(runtime.run('raise SystemExit(3)')).rejects.toMatchObject({type: 'SystemExit', message: 'SystemExit: 3'});
  expect(await runtime.eval('1 + 1')).toBe(2);
});
test('streams, arguments, environment and path are the caller\'s', async () => {
  const out: Uint8Array[] = [], err: Uint8Array[] = [];
  const runtime = await start({args: ['prog', '-x'], env: {GREETING: 'hello'}, path: ['/first', '/second'], stdin: 'line 1\nline 2\n', stdout: bytes => out.push(bytes), stderr: bytes => err.push(bytes)});
  await runtime.run('import sys, os\nprint(sys.argv, os.environ["GREETING"], sys.path[:2], input(), sys.stdin.read())\nprint("oops", file=sys.stderr, flush=True)\nsys.stdout.flush()');
  expect(text(out)).toBe("['prog', '-x'] hello ['/first', '/second'] line 1 line 2\n\n");
  expect(text(err)).toBe('oops\n');
});
test('subinterpreters', async () => {
  const runtime = await start(), isolated = await runtime.createInterpreter(), legacy = await runtime.createInterpreter('legacy');
  await runtime.run('here = "main"');
  await isolated.run('here = "isolated"');
  expect(await runtime.eval('here')).toBe('main');
  expect(await isolated.eval('here')).toBe('isolated');
  await expect(legacy.eval('here')).rejects.toMatchObject({type: 'NameError'});
  await expect(isolated.run('import _testsinglephase')).rejects.toMatchObject({type: 'ImportError', message: 'ImportError: module _testsinglephase does not support loading in subinterpreters'});
  await legacy.run('import _testsinglephase');
  const totals = await runtime.totals();
  expect(totals.interpreters.map(({id, ownGil, ownAllocator}) => [id, ownGil, ownAllocator])).toEqual([[0, true, true], [isolated.id, true, true], [legacy.id, false, false]]);
  await expect(runtime.createInterpreter({use_main_obmalloc: false, check_multi_interp_extensions: false})).rejects.toMatchObject({type: 'interpreters.InterpreterError'});
  await isolated.destroy();
  await legacy.destroy();
  await expect(isolated.run('')).rejects.toThrow(`there is no interpreter ${isolated.id}`);
  expect((await runtime.totals()).interpreters).toHaveLength(1);
});
test('interrupts, ends, and counts what is left', async () => {
  const runtime = await start({pydebug: true}), endless = runtime.run('while True: pass');
  setTimeout(() => runtime.interrupt(), 200);
  await expect(endless).rejects.toMatchObject({type: 'KeyboardInterrupt'});
  expect(await runtime.finish()).toEqual({references: 0, blocks: 0});
  await expect(runtime.run('1')).rejects.toThrow('the runtime has ended');
});
test('several at once do not know each other', async () => {
  const [a, b] = await Promise.all([start(), start()]);
  await Promise.all([a.run('import sys\nsys.mine = "a"\nx = sum(range(1000))'), b.run('x = "b"')]);
  expect(await Promise.all([a.eval('x'), b.eval('x'), b.eval('hasattr(__import__("sys"), "mine")')])).toEqual([499500, 'b', false]);
  await expect(b.run('import os\nos._exit(3)')).rejects.toThrow('os._exit(3)');
  expect(await a.eval('x')).toBe(499500);
});
