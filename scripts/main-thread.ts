/**
 * The VM on the process's main thread, bundled as build/main-thread.js: what a start from V8's start-up snapshot runs
 * (scripts/snapshot-writer.ts, which puts this bundle and that of the VM into it).
 *
 * A REPL needs a line editor, and so the kernel's thread beside the VM's: it is handed over to build/vivarium.js.
 */
import * as path from 'path';
import * as v8 from 'v8';
import {exactArguments} from '../runtime/host/node/arguments';
import {undoLauncherChanges} from '../runtime/host/node/environ';
import {DirectKernelLink, type KernelRequest} from '../runtime/host/node/kernel-link';
import {MainKernelLink} from '../runtime/host/node/main-kernel-link';
import {NodeHost} from '../runtime/host/node/nodehost';
import {exitAtOnce} from '../runtime/host/node/process';
import {createSignalWords} from '../runtime/host/signals';
import type {VmModule} from './load-vm';

/** What build/vivarium.js exports. */
interface KernelModule { start(command: string, argv: string[]): void }

/** While the snapshot is written nothing is asked of the process. */
class SnapshotLink extends DirectKernelLink {
  override request(request: KernelRequest): number {
    return request.op === 'signal' ? 0 : super.request(request);
  }
}
/** Reaches what many programs do first: it imports a module, opens a file and prints; and site looks at the user's folders. */
const WARM_UP = `import os, site
site.main()
with open(os.devnull, 'w') as f: print(1, file=f)`;

/** Runs the command line of this process. The launcher gives the path of build/vivarium.js as the script, and the stack limit it was started with. */
function run(vm: VmModule, requireFrom: (file: string) => (name: string) => unknown): void {
  const [, given, stackLimit, ...rest] = process.argv, script = path.resolve(given), root = path.resolve(path.dirname(script), '..');
  undoLauncherChanges();
  // where packages are looked for from
  process.argv[1] = script;
  const argv = ['vivarium', ...exactArguments(rest)], host = new NodeHost(new MainKernelLink(), /^\d+$/.test(stackLimit) ? Number(stackLimit) : null, true);
  if (vm.isInteractive(host, argv, root)) {
    (requireFrom(script)(script) as KernelModule).start('vivarium', rest);
    return;
  }
  exitAtOnce(vm.main(host, argv, root, vm.image));
}

/** Makes run() what a process does that starts from the snapshot that is being written. */
export function install(vm: VmModule, requireFrom: (file: string) => (name: string) => unknown): void {
  if (vm.image !== undefined) vm.prepareForSnapshot(new NodeHost(new SnapshotLink(createSignalWords())), ['vivarium', '-c', WARM_UP], path.resolve(__dirname, '..'), vm.image);
  v8.startupSnapshot.setDeserializeMainFunction(() => run(vm, requireFrom));
}
