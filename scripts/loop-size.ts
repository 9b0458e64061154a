/**
 * Measures the V8 bytecode of the generated loops: V8's optimising compiler leaves a function above 60 KB (--max-optimized-bytecode-size)
 * to the slow tiers for ever. Exits with 1 when a loop is larger than its bound.
 */
import {spawnSync} from 'child_process';
import * as esbuild from 'esbuild';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {ROOT} from './source-files';

const BOUND = 60 * 1024;
const LOOPS: readonly [file: string, name: string, bound: number][] = [
  ['vm/generated/loop_plain.ts', '_PyEval_PlainLoop', BOUND],
  ['vm/generated/loop_traced.ts', '_PyEval_TracedLoop', 2 * BOUND],
];

/** The length of a function's bytecode when its file is bundled as the product is. */
function measure(file: string, name: string): number {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'loop-size-')), out = path.join(directory, 'loop.js');
  esbuild.buildSync({entryPoints: [path.join(ROOT, file)], bundle: true, platform: 'node', outfile: out, external: ['koffi'], logLevel: 'error'});
  const {stdout} = spawnSync(process.execPath, ['--no-lazy', '--print-bytecode', `--print-bytecode-filter=${name}`, out], {encoding: 'utf8', maxBuffer: 1 << 30});
  fs.rmSync(directory, {recursive: true});
  // the getter of the export has the same name
  const lengths = [...stdout.matchAll(/^Bytecode length: (\d+)$/gm)].map((match) => Number(match[1]));
  if (lengths.length === 0) throw new Error(`no bytecode of ${name} in ${file}`);
  return Math.max(...lengths);
}

let failed = false;
for (const [file, name, bound] of LOOPS) {
  const size = measure(file, name);
  console.log(`${name}: ${size} bytes of ${bound}`);
  if (size > bound) failed = true;
}
process.exitCode = failed ? 1 : 0;
