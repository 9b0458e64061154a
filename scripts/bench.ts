/**
 * npm run bench: the programs of tests/bench on Vivarium, alternating with real CPython when CPYTHON names one. Each sample is a whole
 * process, started as programs are (from the boot image), that times main() itself after a warm-up call, so start-up is not counted.
 *
 * With --micro: nanoseconds of single operations (tests/bench/micro). With --start: milliseconds from the start of a process to its end, against
 * `node -e 0` and CPython. With --parser: kilobytes a second of tokenizer and parser, which benchmark.js repeats within one process. Names of
 * programs after the options choose among them; BENCH_SAMPLES is how often each is run.
 */
import {execFileSync} from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import {parser} from './bench-parser';

const root = path.resolve(__dirname, '..'), folder = path.join(root, 'tests/bench');
const SAMPLES = Number(process.env.BENCH_SAMPLES ?? 3);
const only = process.argv.slice(2).filter(argument => !argument.startsWith('--'));

const DRIVER = `
import time as _time
main()
_began = _time.perf_counter()
_result = main()
print(_time.perf_counter() - _began)
print(_result)
`;

interface Sample { seconds: number; result: string }
const ENVIRONMENT = {PATH: process.env.PATH ?? '/usr/bin:/bin', HOME: os.tmpdir(), LANG: 'C.UTF-8', PYTHONHASHSEED: '0'};
/** One process: its time for main() and what main() returned. */
function sample(command: readonly string[], program: string): Sample {
  const output = execFileSync(command[0], [...command.slice(1), program], {encoding: 'utf8', env: ENVIRONMENT});
  const [seconds, ...rest] = output.trim().split('\n');
  return {seconds: Number(seconds), result: rest.join('\n')};
}
function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Nanoseconds of single operations, ours and CPython's side by side. */
function micro(): void {
  const program = path.join(folder, 'micro/operations.py'), python = process.env.CPYTHON;
  const run = (command: string): string[] => execFileSync(command, [program], {encoding: 'utf8', env: ENVIRONMENT}).trim().split('\n');
  const ours = run(path.join(root, 'scripts/vivarium')), theirs = python === undefined ? null : run(python);
  ours.forEach((line, i) => {
    const space = line.indexOf(' '), time = Number(line.slice(0, space)), reference = theirs === null ? 0 : Number(theirs[i].slice(0, space));
    console.log(`${line.slice(space + 1).padEnd(50)} ${time.toFixed(1).padStart(7)} ns${theirs === null ? '' : `   CPython ${reference.toFixed(1).padStart(7)} ns   ${(time / reference).toFixed(2).padStart(6)}x`}`);
  });
}

/** What a start is measured with. */
const STARTS = ['print(1)', 'import re, json, dataclasses', 'import typing', 'import asyncio', 'import unittest'];
/** Milliseconds of whole processes, all of them in turn. */
function starts(): void {
  const vivarium = path.join(root, 'scripts/vivarium'), python = process.env.CPYTHON, commands: {name: string; command: string[]; times: number[]}[] = [];
  commands.push({name: 'node -e 0', command: ['node', '-e', '0'], times: []});
  for (const program of STARTS) {
    commands.push({name: `vivarium -c '${program}'`, command: [vivarium, '-c', program], times: []});
    if (python !== undefined) commands.push({name: `CPython -c '${program}'`, command: [python, '-c', program], times: []});
  }
  for (let i = 0; i < Math.max(SAMPLES, 15); i++) {
    for (const {command, times} of commands) {
      const began = process.hrtime.bigint();
      execFileSync(command[0], command.slice(1), {env: ENVIRONMENT});
      times.push(Number(process.hrtime.bigint() - began) / 1e6);
    }
  }
  for (const {name, times} of commands) console.log(`${name.padEnd(48)} ${median(times).toFixed(0).padStart(5)} ms (least ${Math.min(...times).toFixed(0)})`);
}

function main(): void {
  if (process.argv.includes('--micro')) return micro();
  if (process.argv.includes('--start')) return starts();
  if (process.argv.includes('--parser')) return parser(root);
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-')), python = process.env.CPYTHON;
  const ratios: number[] = [];
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
