/**
 * The VM's thread, bundled as build/worker.js: loads build/vm.js with V8's code cache, gives it a host, runs it, and tells the
 * kernel how it ended.
 */
import * as fs from 'fs';
import * as path from 'path';
import {workerData} from 'worker_threads';
import type {VmData} from '../runtime/host/node/kernel';
import {WorkerKernelLink} from '../runtime/host/node/worker-kernel-link';
import {NodeHost} from '../runtime/host/node/nodehost';
import {WORD_EXITED, WORD_STATUS, WORD_THREAD_ID} from '../runtime/host/signals';
import {loadVm} from './load-vm';

/** Set by the build: `write` the code cache after the run, when the functions a start needs have been compiled, or `check` that V8 takes it. */
const CACHE_VARIABLE = 'VIVARIUM_CODE_CACHE';
/** Exit status when V8 did not take the code cache. */
const CACHE_REJECTED = 3;

/** Whether a command wants the VM that keeps a ledger of references. */
const isWatched = (argv: readonly string[]): boolean => argv[0] === 'vivarium-debug' && argv.includes('--ledger');

function run(): void {
  const {argv, words} = workerData as VmData;
  const threadId = Number(fs.readlinkSync('/proc/thread-self').split('/').pop());
  Atomics.store(words, WORD_THREAD_ID, threadId);
  const host = new NodeHost(new WorkerKernelLink(words));
  const {exports, script} = loadVm(isWatched(argv) ? 'vm-watched' : 'vm');
  let status = exports.main(host, argv, path.resolve(__dirname, '..'), exports.image);
  const wanted = process.env[CACHE_VARIABLE];
  if (wanted === 'write') fs.writeFileSync(path.join(__dirname, 'vm.cache'), script.createCachedData());
  if (wanted === 'check' && script.cachedDataRejected !== false) status = CACHE_REJECTED;
  Atomics.store(words, WORD_STATUS, status);
  Atomics.store(words, WORD_EXITED, 1);
  host.exit(status);
}

run();
