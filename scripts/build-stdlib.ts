/**
 * Lays the standard library out under build/lib/python3.13 as real files, as an installed Python has it: with build/ as
 * sys.prefix, tracebacks show source lines and inspect finds it.
 *
 * The library is a dependency, not a copy: its files come out of pyodide's python_stdlib.zip. What that leaves out and we
 * provide is in import/frozen/lib/, laid over it; ADDITIONS go to the end of files; the build-time configuration is ours.
 */
import * as fs from 'fs';
import * as path from 'path';
import {unzipSync} from 'fflate';
import {sysconfigData, sysconfigDataName, BUILDS} from './sysconfig-data';

const VERSION = '3.13';

/** Parts of the archive that only make sense inside pyodide. */
const LEFT_OUT = /^(_?pyodide\/|_sysconfigdata_|site-packages\/README)/;

/** Copies a folder's files over another folder. */
function overlay(from: string, to: string): number {
  let count = 0;
  for (const entry of fs.readdirSync(from, {withFileTypes: true})) {
    const source = path.join(from, entry.name);
    const target = path.join(to, entry.name);
    if (entry.isDirectory()) {
      fs.mkdirSync(target, {recursive: true});
      count += overlay(source, target);
    } else if (entry.name.endsWith('.py')) {
      fs.copyFileSync(source, target);
      count++;
    }
  }
  return count;
}

/** What stands at the end of modules of the library, because this program differs from what they were written for. */
const ADDITIONS: Readonly<Record<string, string>> = {
  'multiprocessing/context.py': `

# A process cannot be copied here: children are always started afresh.
for _method in ('fork', 'forkserver'):
    del _concrete_contexts[_method]
del _method
_default_context = DefaultContext(_concrete_contexts['spawn'])
DefaultContext.get_all_start_methods = lambda self: ['spawn']
`,
};

/** The time that the library's own files bear: with it, code compiled for an earlier build of the same library stays valid. */
const LIBRARY_TIME = new Date('2025-06-11T00:00:00Z');
/** Tells that compiled code of the last build is as this one would make it. */
const KEEP_VARIABLE = 'VIVARIUM_KEEP_COMPILED';

/** The compiled files below a folder, by their paths. */
function compiledFiles(folder: string, found = new Map<string, Buffer>()): Map<string, Buffer> {
  if (!fs.existsSync(folder)) return found;
  for (const entry of fs.readdirSync(folder, {withFileTypes: true})) {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) compiledFiles(file, found);
    else if (entry.name.endsWith('.pyc')) found.set(file, fs.readFileSync(file));
  }
  return found;
}

/** Writes the library of the installed pyodide package under `prefix`; returns how many files it has. */
export function buildStdlib(root: string, prefix: string): number {
  const archive = path.join(root, 'node_modules/pyodide/python_stdlib.zip');
  const lib = path.join(prefix, 'lib', 'python' + VERSION);
  const kept = process.env[KEEP_VARIABLE] === undefined ? new Map<string, Buffer>() : compiledFiles(lib);
  // A leftover of another version could shadow a module that is gone.
  fs.rmSync(lib, {recursive: true, force: true});
  let count = 0;
  const made = new Set<string>();
  for (const [name, bytes] of Object.entries(unzipSync(fs.readFileSync(archive)))) {
    if (name.endsWith('/') || LEFT_OUT.test(name)) {
      continue;
    }
    const target = path.join(lib, name);
    const folder = path.dirname(target);
    if (!made.has(folder)) {
      fs.mkdirSync(folder, {recursive: true});
      made.add(folder);
    }
    fs.writeFileSync(target, bytes);
    if (name in ADDITIONS) {
      fs.appendFileSync(target, ADDITIONS[name]);
    }
    fs.utimesSync(target, LIBRARY_TIME, LIBRARY_TIME);
    count++;
  }
  for (const folder of ['site-packages', 'lib-dynload']) {
    fs.mkdirSync(path.join(lib, folder), {recursive: true});
  }
  const ours = path.join(root, 'import/frozen/lib');
  if (fs.existsSync(ours)) {
    count += overlay(ours, lib);
  }
  for (const build of BUILDS) {
    fs.writeFileSync(path.join(lib, sysconfigDataName(build) + '.py'), sysconfigData(build));
    count++;
  }
  for (const [file, bytes] of kept) {
    fs.mkdirSync(path.dirname(file), {recursive: true});
    fs.writeFileSync(file, bytes);
  }
  return count;
}

if (require.main === module) {
  const root = path.resolve(__dirname, '..');
  const count = buildStdlib(root, path.join(root, 'build'));
  console.log('stdlib: ' + count + ' files');
}
