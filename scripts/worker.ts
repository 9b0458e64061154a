/**
 * The VM's thread, bundled as build/worker.js: loads build/vm.js with V8's code cache, gives it a host, runs it, and tells the
 * kernel how it ended.
 */
import * as fs from 'fs';
import * as path from 'path';
import * as v8 from 'v8';
import * as vm from 'vm';
import {workerData} from 'worker_threads';
import type {Host} from '../runtime/host/host';
import type {ImageRoots} from '../runtime/pylifecycle-image';
import type {VmData} from '../runtime/host/node/kernel';
import {WorkerKernelLink} from '../runtime/host/node/kernel-link';
import {NodeHost} from '../runtime/host/node/nodehost';
import {WORD_EXITED, WORD_STATUS, WORD_THREAD_ID} from '../runtime/host/signals';

/** Set by the build: `write` the code cache after the run, when the functions a start needs have been compiled, or `check` that V8 takes it. */
const CACHE_VARIABLE = 'VIVARIUM_CODE_CACHE';
/** Exit status when V8 did not take the code cache. */
const CACHE_REJECTED = 3;

/**
 * The loop is meant to fit in the 60 KB of V8 bytecode that V8 optimises by default; should it outgrow that, this keeps it
 * fast. Set here and not in the kernel: V8 throws away its cache of Node's own modules when a flag changes, which costs 30 ms
 * if it happens before this thread has loaded them.
 */
const V8_FLAGS = ['--max-optimized-bytecode-size=1000000'];

interface VmModule {
  main(host: Host, argv: string[], image?: ImageRoots): number;
  /** Appended by the build when there is a boot image. */
  image?: ImageRoots;
}

/** Whether a command wants the VM that keeps a ledger of references. */
const isWatched = (argv: readonly string[]): boolean => argv[0] === 'vivarium-debug' && argv.includes('--ledger');

/** Compiles a bundle of the VM, which is plain ASCII, as a CommonJS module; V8 takes the cache if it fits and compiles otherwise. */
function loadVm(name: string): {exports: VmModule; script: vm.Script} {
  const file = path.join(__dirname, `${name}.js`);
  const source = '(function (exports, require, module, __filename, __dirname) {' + fs.readFileSync(file, 'latin1') + '\n})';
  let cachedData: Buffer | undefined;
  try {
    cachedData = fs.readFileSync(path.join(__dirname, `${name}.cache`));
  } catch {
    cachedData = undefined;
  }
  const script = new vm.Script(source, {filename: file, cachedData});
  const module = {exports: {} as VmModule};
  script.runInThisContext()(module.exports, require, module, file, __dirname);
  return {exports: module.exports, script};
}

function run(): void {
  const {argv, words} = workerData as VmData;
  const threadId = Number(fs.readlinkSync('/proc/thread-self').split('/').pop());
  Atomics.store(words, WORD_THREAD_ID, threadId);
  const host = new NodeHost(new WorkerKernelLink(words));
  for (const flag of V8_FLAGS) {
    v8.setFlagsFromString(flag);
  }
  const {exports, script} = loadVm(isWatched(argv) ? 'vm-watched' : 'vm');
  let status = exports.main(host, argv, exports.image);
  const wanted = process.env[CACHE_VARIABLE];
  if (wanted === 'write') fs.writeFileSync(path.join(__dirname, 'vm.cache'), script.createCachedData());
  if (wanted === 'check' && script.cachedDataRejected !== false) status = CACHE_REJECTED;
  Atomics.store(words, WORD_STATUS, status);
  Atomics.store(words, WORD_EXITED, 1);
  host.exit(status);
}

run();
