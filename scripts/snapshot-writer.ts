/**
 * Writes V8's start-up snapshot: `node build/snapshot-writer.js` lets Node load the bundles of the VM and of its main thread once, and
 * writes the heap of JS that results to build/vm.snapshot; scripts/vivarium starts from there, which spares each start the loading.
 *
 * What the snapshot holds must be plain: no handles of Node's, no WebAssembly. So no module of Node's that makes such is loaded in it
 * (worker_threads, crypto), and the VM makes its memory when it runs.
 */
import {spawnSync} from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as esbuild from 'esbuild';
import {APPENDED} from '../runtime/boot-image';
import {setRareModulesApart, type BundleInputs} from './rare-modules';

const build = path.resolve(__dirname), snapshot = path.join(build, 'vm.snapshot'), source = path.join(build, 'snapshot.js'), launch = path.join(build, 'launch');

/**
 * Options of a process that starts from the snapshot. Threads need the first ones, and V8 collects no garbage safely in an isolate that
 * was made without them; runtime/host/node/fibers.ts says more. A short start needs no collection of young objects.
 */
const OPTIONS = ['--allow-natives-syntax', '--experimental-wasm-stack-switching', '--experimental-wasm-type-reflection', '--wasm-stack-switching-stack-size=65536', '--max-old-space-size=4096', '--min-semi-space-size=16', '--max-semi-space-size=32', '--no-rehash-snapshot'];
/** Stack that the launcher asks the system for, and how much of it V8 may use, in KB. It is reserved, not used, until deep recursion needs it. */
const STACK_KB = 262144, V8_STACK_KB = 245760;

/** Where the file says what kind of snapshot it is, and the kind for which Node does not compare V8's flags with those it was made with. */
const KIND_OFFSET = 4, FULLY_CUSTOMIZED = 1, DEFAULT = 0;

/** In front of the bundles: a require() for both that finds Node's modules at once and packages when they are asked for. */
const PROLOGUE = `'use strict';
const requireFrom = file => require('module').createRequire(file);
const load = name => {
  // fails in the snapshot as a package that is not installed does
  try { return require(name); } catch { return requireFrom(process.argv[1])(name); }
};
// a decoder is a handle of Node's: who makes one as soon as he is loaded has to do without
const decoder = Object.getOwnPropertyDescriptor(globalThis, 'TextDecoder');
delete globalThis.TextDecoder;
const bundle = run => { const module = {exports: {}}; run(module.exports, load, module, ${JSON.stringify(build)}); return module.exports; };
`;

const EPILOGUE = `Object.defineProperty(globalThis, 'TextDecoder', decoder);
// not there while a snapshot is written; one thread needs no more
globalThis.Atomics = {load: (words, i) => words[i], store: (words, i, value) => (words[i] = value), add: (words, i, n) => (words[i] += n) - n};
main.install(vm, requireFrom);
delete globalThis.Atomics;
`;

const readText = (name: string): string => fs.readFileSync(path.join(build, name), 'utf8');
const wrapped = (text: string): string => `bundle(function (exports, require, module, __dirname) {${text}\n})`;
/** The bundle of the VM; its rare modules are not made before they are imported. */
function vmText(): string {
  const [text, roots = ''] = readText('vm.js').split(APPENDED);
  return setRareModulesApart(text, 'scripts/vm-main.ts', JSON.parse(readText('vm.inputs.json')) as BundleInputs, roots) + roots;
}
/** What Node says of its failure. */
const reason = (stderr: string): string => stderr.split('\n').filter(line => line.length < 300 && /error|fatal|handle|warning/i.test(line)).slice(0, 4).join('; ');
function fail(text: string): void {
  // without it scripts/vivarium starts the slower way
  for (const file of [snapshot, launch]) fs.rmSync(file, {force: true});
  console.log(`no start-up snapshot: ${text}`);
}
function write(): void {
  for (const file of [snapshot, launch]) fs.rmSync(file, {force: true});
  const text = `${PROLOGUE}const vm = ${wrapped(vmText())};\nconst main = ${wrapped(readText('main-thread.js'))};\n${EPILOGUE}`;
  // the text is part of the snapshot, of which every byte costs time at each start: short, and of one byte a character
  fs.writeFileSync(source, esbuild.transformSync(text, {minify: true, target: 'node20', charset: 'ascii'}).code);
  const {status, stderr} = spawnSync(process.execPath, ['--no-flush-bytecode', '--snapshot-blob', snapshot, '--build-snapshot', source], {encoding: 'utf8', env: {...process.env, NODE_OPTIONS: ''}});
  fs.rmSync(source);
  if (status !== 0 || !fs.existsSync(snapshot)) {
    fail(reason(stderr));
    return;
  }
  // V8 cannot write a snapshot under the flags for fibers, and the processors and flags of other starts may differ; what they decide is not in it
  const bytes = fs.readFileSync(snapshot);
  if (bytes[KIND_OFFSET] === FULLY_CUSTOMIZED) bytes[KIND_OFFSET] = DEFAULT;
  fs.writeFileSync(snapshot, bytes);
  fs.writeFileSync(launch, `node='${process.execPath.replaceAll("'", "'\\''")}'\nstack=${STACK_KB}\noptions='${[...OPTIONS, `--stack-size=${V8_STACK_KB}`].join(' ')}'\n`);
  // that it starts, and that signals can be caught
  const program = 'import os, signal, sys; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); os.kill(os.getpid(), signal.SIGTERM)';
  const check = spawnSync(path.join(build, '..', 'scripts', 'vivarium'), ['-c', program], {encoding: 'utf8'});
  if (check.status !== 7) fail(reason(check.stderr));
}

write();
