/**
 * npm run bench: the programs of tests/bench on Vivarium, alternating with real CPython when CPYTHON names one. Each sample is a whole
 * process that times main() itself after a warm-up call, so start-up is not counted; the samples' statistics are benchmark.js's.
 */
import Benchmark from 'benchmark';
import {execFileSync} from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const root = path.resolve(__dirname, '..'), folder = path.join(root, 'tests/bench');
const SAMPLES = Number(process.env.BENCH_SAMPLES ?? 3);
const only = process.argv.slice(2);

const DRIVER = `
import time as _time
main()
_began = _time.perf_counter()
_result = main()
print(_time.perf_counter() - _began)
print(_result)
`;

interface Sample { seconds: number; result: string }
/** One process: its time for main() and what main() returned. */
function sample(command: readonly string[], program: string): Sample {
  const output = execFileSync(command[0], [...command.slice(1), '-S', program], {encoding: 'utf8', env: {PATH: '/usr/bin:/bin', HOME: os.tmpdir(), LANG: 'C.UTF-8', PYTHONHASHSEED: '0'}});
  const [seconds, ...rest] = output.trim().split('\n');
  return {seconds: Number(seconds), result: rest.join('\n')};
}
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

function main(): void {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-')), python = process.env.CPYTHON;
  const ratios: number[] = [];
  console.log(`benchmark.js ${Benchmark.version}, ${Benchmark.platform.description ?? ''}`);
  for (const name of fs.readdirSync(folder).filter(f => f.endsWith('.py') && (only.length === 0 || only.includes(f.replace('.py', '')))).sort()) {
    const program = path.join(temporary, name);
    fs.writeFileSync(program, fs.readFileSync(path.join(folder, name), 'utf8') + DRIVER);
    const ours: Sample[] = [], theirs: Sample[] = [];
    for (let i = 0; i < SAMPLES; i++) {
      ours.push(sample([path.join(root, 'scripts/vivarium')], program));
      if (python !== undefined) theirs.push(sample([python], program));
    }
    const time = median(ours.map(s => s.seconds));
    let line = `${name.padEnd(16)} ${(time * 1000).toFixed(1).padStart(8)} ms`;
    if (theirs.length > 0) {
      const reference = median(theirs.map(s => s.seconds));
      ratios.push(time / reference);
      line += `   CPython ${(reference * 1000).toFixed(1).padStart(7)} ms   ${(time / reference).toFixed(2).padStart(6)}x${ours[0].result === theirs[0].result ? '' : '   DIFFERENT RESULT'}`;
    }
    console.log(line);
  }
  if (ratios.length > 0) console.log(`geometric mean ${Math.exp(ratios.reduce((sum, r) => sum + Math.log(r), 0) / ratios.length).toFixed(2)}x, worst ${Math.max(...ratios).toFixed(2)}x`);
  fs.rmSync(temporary, {recursive: true});
}
main();
