/**
 * The process's main thread, bundled as build/vivarium.js: starts the VM's thread and serves it. Loaded by scripts/vivarium
 * and scripts/vivarium-debug, which say which of the two they are.
 */
import * as path from 'path';
import * as v8 from 'v8';
import {SHARE_ENV} from 'worker_threads';
import {fiberFlags} from '../runtime/host/node/fibers';
import {exactArguments} from '../runtime/host/node/arguments';
import {Kernel} from '../runtime/host/node/kernel';

/** Stack of the VM's thread. Reserved, not used, until deep recursion needs it. */
const STACK_SIZE_MB = 240;

/** Starts the VM with the command's arguments; `command` is `vivarium` or `vivarium-debug`. */
export function start(command: string, argv: string[]): void {
  // Where Node was started without the flag there are no fibers: turned on now, it would make V8 crash in this thread's collections.
  if ('Suspender' in WebAssembly) for (const flag of fiberFlags()) v8.setFlagsFromString(flag);
  new Kernel().start(path.join(__dirname, 'worker.js'), [command, ...exactArguments(argv)], {
    resourceLimits: {stackSizeMb: STACK_SIZE_MB, maxYoungGenerationSizeMb: 64, maxOldGenerationSizeMb: 4096},
    // Node's own options are not the program's.
    execArgv: [],
    // The VM and Node share one C environment: TZ and what children inherit.
    env: SHARE_ENV,
    // Nothing goes through Node's own streams: opening them would make pipes non-blocking, here and for every process that shares them.
    stdout: true,
    stderr: true,
  });
}

if (require.main === module) start('vivarium', process.argv.slice(2));
