/** The compiled loop is small enough that V8's optimising compiler takes it in well under a second, and V8 does take it. */
import {spawnSync} from 'child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'fs';
import {tmpdir} from 'os';
import {join} from 'path';
import {LOOP_CODE_SIZE, LOOP_MODULE} from '../../../vm/generated/loop_wasm';

/** Bytes of WebAssembly; twice as much as it takes now would double the time until it runs optimised. */
const BOUND = 40_000;

test('the loop fits', () => {
  expect(LOOP_CODE_SIZE).toBeLessThan(BOUND);
});
test('the loop is optimised', () => {
  const directory = mkdtempSync(join(tmpdir(), 'loop-')), program = join(directory, 'compile.js');
  writeFileSync(program, `new WebAssembly.Module(Buffer.from('${LOOP_MODULE as string}', 'base64'));`);
  const {stdout} = spawnSync(process.execPath, ['--no-liftoff', '--no-wasm-lazy-compilation', '--trace-wasm-compilation-times', program], {encoding: 'utf8'});
  rmSync(directory, {recursive: true});
  const sizes = [...stdout.matchAll(/using TurboFan.*bodysize (\d+)/g)].map(match => Number(match[1]));
  // the body has its locals in front of the code
  expect(Math.max(...sizes)).toBeGreaterThanOrEqual(LOOP_CODE_SIZE as number);
});
