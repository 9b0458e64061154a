/** The interactive prompt on a real terminal: what a person types and sees. */
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {Terminal, hasScript} from './terminal';

const vivarium = path.resolve(__dirname, '../../../scripts/vivarium');
const TIMEOUT_MS = 240_000;

let folder = '';
const open: Terminal[] = [];
/** Starts the interpreter and waits for its prompt. */
async function start(options: string[] = [], env: Record<string, string> = {}, prompt = />>> $/): Promise<Terminal> {
  const terminal = new Terminal([vivarium, ...options], {HOME: folder, PYTHON_COLORS: '0', ...env}, folder);
  open.push(terminal);
  await terminal.expect(prompt);
  return terminal;
}

if (!hasScript) test.skip('there is no `script` command here to make a terminal', () => undefined);
(hasScript ? describe : describe.skip)('the prompt on a terminal', () => {
  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'vivarium-repl-'));
  });
  afterEach(() => {
    for (const terminal of open.splice(0)) terminal.kill();
    fs.rmSync(folder, {recursive: true, force: true});
  });

  test('statements, blocks, values, imports', async () => {
    const t = await start();
    expect(t.raw).toContain('Python 3.13.5');
    expect(t.raw).toContain('Type "help", "copyright", "credits" or "license" for more information.');
    t.type('def double(x):\r');
    await t.expect(/\.\.\. $/);
    t.type('    if x:\r');
    await t.expect(/\.\.\. $/);
    t.type('        return x * 2\r');
    await t.expect(/\.\.\. $/);
    await t.line('');
    expect(await t.line('double(21)')).toMatch(/\n42\n/);
    expect(await t.line('_ + 1')).toMatch(/\n43\n/);
    expect(await t.line('None')).not.toMatch(/None\nNone/);
    expect(await t.line('_')).toMatch(/\n43\n/);
    await t.line('import json');
    expect(await t.line('json.dumps([1, {"a": None}])')).toContain('\'[1, {"a": null}]\'');
    expect(await t.line('(1 +', /\.\.\. $/)).toContain('... ');
    expect(await t.line('2)')).toMatch(/\n3\n/);
    expect(await t.line('for i in range(2): print(i)', /\.\.\. $/)).toContain('... ');
    expect(await t.line('')).toMatch(/0\n1\n/);
    t.type('\x04');
    expect(await t.ended()).toBe(0);
  }, TIMEOUT_MS);

  test('errors show their traceback with the line, and the prompt comes back', async () => {
    const t = await start();
    const text = await t.line('1/0');
    expect(text).toContain('Traceback (most recent call last):');
    expect(text).toContain('  File "<python-input-0>", line 1, in <module>\n    1/0\n    ~^~\nZeroDivisionError: division by zero\n');
    expect(await t.line('x = = 1')).toContain('SyntaxError: invalid syntax');
    await t.line('def f(): raise KeyError("k")', /\.\.\. $/);
    await t.line('');
    expect(await t.line('f()')).toMatch(/line 1, in f\n {4}def f\(\): raise KeyError\("k"\)\n[ ~^]+\nKeyError: 'k'/);
    expect(await t.line('import sys; sys.last_value')).toContain("KeyError('k')");
    expect(await t.line('1 + 1')).toMatch(/\n2\n/);
    t.type('exit\r');
    expect(await t.ended()).toBe(0);
  }, TIMEOUT_MS);

  test('Ctrl-C ends an endless loop, a sleep and a line', async () => {
    const t = await start();
    t.type('while True: pass\r');
    await t.expect(/\.\.\. $/);
    t.type('\r');
    await new Promise(resolve => setTimeout(resolve, 1500));
    t.type('\x03');
    expect(await t.expect(/>>> $/)).toContain('KeyboardInterrupt');
    t.type('import time; time.sleep(1000)\r');
    await new Promise(resolve => setTimeout(resolve, 1500));
    t.type('\x03');
    expect(await t.expect(/KeyboardInterrupt\n>>> $/)).toContain('Traceback');
    t.type('abc def');
    await t.expect(/abc def$/);
    t.type('\x03');
    expect(await t.expect(/>>> $/)).toContain('KeyboardInterrupt');
    t.type('if 1:\r');
    await t.expect(/\.\.\. $/);
    t.type('\x03');
    expect(await t.expect(/>>> $/)).toContain('KeyboardInterrupt');
    expect(await t.line('6 * 7')).toMatch(/\n42\n/);
    t.type('import sys; sys.exit(3)\r');
    expect(await t.ended()).toBe(3);
  }, TIMEOUT_MS);

  test('names complete, lines are kept as history', async () => {
    const t = await start();
    await t.line('import json');
    t.type('json.du\t');
    await t.expect(/json\.dump$/);
    t.type('\t\t');
    await t.expect(/json\.dumps/);
    t.type('s([1]');
    await t.line(')');
    await t.line('value = "kept"');
    t.type('\x1b[A');
    await t.expect(/value = "kept"$/);
    t.type('\x03');
    await t.expect(/>>> $/);
    t.type('\x04');
    expect(await t.ended()).toBe(0);
    expect(fs.readFileSync(path.join(folder, '.python_history'), 'utf8')).toMatch(/import json\n[^]*value = "kept"\n/);
    const again = await start();
    again.type('\x1b[A');
    await again.expect(/value = "kept"$/);
    again.type('\x03');
    await again.expect(/>>> $/);
    const other = await start([], {PYTHON_HISTORY: path.join(folder, 'mine')});
    await other.line('elsewhere = 1');
    other.type('\x04');
    await other.ended();
    expect(fs.readFileSync(path.join(folder, 'mine'), 'utf8')).toContain('elsewhere = 1\n');
  }, TIMEOUT_MS);

  test('prompt and tracebacks are coloured, unless that is not wanted', async () => {
    const t = await start([], {PYTHON_COLORS: '1'});
    expect(t.raw).toContain('\x1b[1;35m>>> \x1b[0m');
    await t.line('1/0');
    expect(t.raw).toContain('\x1b[1;35mZeroDivisionError\x1b[0m: \x1b[35mdivision by zero\x1b[0m');
    const plain = await start([], {NO_COLOR: '1', PYTHON_COLORS: ''});
    await plain.line('1/0');
    expect(plain.raw).not.toContain('\x1b[1;35m');
  }, TIMEOUT_MS);

  test('a debug build tells its totals after each statement', async () => {
    const t = await start(['--with-pydebug', '-X', 'showrefcount'], {}, /\]\n>>> $|>>> $/);
    expect(await t.line('a = 1')).toMatch(/\[\d+ refs, \d+ blocks\]\n>>> $/);
    expect(await t.line('1/0')).toMatch(/ZeroDivisionError: division by zero\n\[\d+ refs, \d+ blocks\]\n>>> $/);
  }, TIMEOUT_MS);

  test('PYTHONSTARTUP, sys.ps1, -i, input()', async () => {
    fs.writeFileSync(path.join(folder, 'startup.py'), 'print("started", __file__ is not None)\nready = "yes"\n');
    const t = await start(['-q'], {PYTHONSTARTUP: path.join(folder, 'startup.py')});
    expect(t.raw).toContain('started True');
    expect(t.raw).not.toContain('Type "help"');
    expect(await t.line('ready')).toContain("'yes'");
    t.type('import sys; sys.ps1 = "next> "\r');
    await t.expect(/next> $/);
    t.type('name = input("who? ")\r');
    await t.expect(/who\? $/);
    t.type('me\r');
    await t.expect(/next> $/);
    t.type('name\r');
    expect(await t.expect(/next> $/)).toContain("'me'");
    fs.writeFileSync(path.join(folder, 'program.py'), 'left = 5\nraise ValueError("after this")\n');
    const i = await start(['-i', 'program.py']);
    expect(i.raw).toContain('ValueError: after this');
    expect(await i.line('left')).toMatch(/\n5\n/);
    i.type('exit(7)\r');
    expect(await i.ended()).toBe(7);
  }, TIMEOUT_MS);

  test('the plain prompt of PYTHON_BASIC_REPL, -m code and -m asyncio', async () => {
    const basic = await start([], {PYTHON_BASIC_REPL: '1'});
    expect(await basic.line('1/0')).toContain('File "<stdin>", line 1, in <module>');
    expect(await basic.line('exit')).toContain('Use exit() or Ctrl-D');
    const code = await start(['-m', 'code']);
    expect(code.raw).toContain('(InteractiveConsole)');
    expect(await code.line('2 ** 10')).toMatch(/\n1024\n/);
    expect(await code.line('1/0')).toContain('File "<console>", line 1, in <module>');
    code.type('\x04');
    expect(await code.ended()).toBe(0);
    const asyncio = await start(['-m', 'asyncio']);
    expect(await asyncio.line('await asyncio.sleep(0.01, 99)')).toMatch(/\n99\n/);
    asyncio.type('\x04');
    expect(await asyncio.ended()).toBe(0);
  }, TIMEOUT_MS);
});
