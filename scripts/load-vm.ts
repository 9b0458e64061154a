/** Loading a bundle of the VM with V8's code cache, in the thread that runs it. */
import * as fs from 'fs';
import * as path from 'path';
import * as v8 from 'v8';
import * as vm from 'vm';
import type {Host} from '../runtime/host/host';
import type {ImageRoots} from '../runtime/pylifecycle-image';
import type {EmbeddedRuntime} from './embedding/embedded-runtime';

/** What scripts/vm-main.ts exports. */
export interface VmModule {
  main(host: Host, argv: string[], root: string, image?: ImageRoots): number;
  prepareForSnapshot(host: Host, argv: string[], root: string, image: ImageRoots): void;
  isInteractive(host: Host, argv: readonly string[], root: string): boolean;
  readonly EmbeddedRuntime: typeof EmbeddedRuntime;
  /** Appended by the build when there is a boot image. */
  image?: ImageRoots;
}

/**
 * The loop is meant to fit in the 60 KB of V8 bytecode that V8 optimises by default; should it outgrow that, this keeps it
 * fast. Set here and not in the kernel: V8 throws away its cache of Node's own modules when a flag changes, which costs 30 ms
 * if it happens before this thread has loaded them.
 */
const V8_FLAGS = ['--max-optimized-bytecode-size=1000000'];

/** Compiles a bundle of the VM beside this one, which is plain ASCII, as a CommonJS module; V8 takes the cache if it fits and compiles otherwise. */
export function loadVm(name: 'vm' | 'vm-watched'): {exports: VmModule; script: vm.Script} {
  for (const flag of V8_FLAGS) v8.setFlagsFromString(flag);
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
