'use strict';

/**
 * Builds the product into build/; npm runs it after `npm ci`. Plain JavaScript, since nothing is compiled yet.
 *
 * 1. bundles: vivarium.js (main thread), worker.js (the VM thread's loader), vm.js (the VM), vm-watched.js (the VM that keeps a ledger of
 *    references: runtime/watched.ts), library.js and embedding-worker.js (require('vivarium')), build-stdlib.js
 * 2. build/lib: the standard library
 * 3. build/frozen.bin: the code of the modules that are frozen
 * 4. the hooks in scripts/prepare-hooks.js, if there are any
 * 5. boot.image: a runtime as it is after its start, which later starts load; its roots are appended to vm.js
 * 6. the compiled code of the library's modules that programs often import, in their __pycache__
 * 7. vm.cache: V8's code cache, taken after a run, so that it holds what a start compiles
 * 8. vm.snapshot: V8's start-up snapshot with the VM in it, and launch: how scripts/vivarium starts from there
 */
const fs = require('fs');
const path = require('path');
const {spawnSync} = require('child_process');
const {createHash} = require('crypto');
const esbuild = require('esbuild');

const root = path.resolve(__dirname, '..');
const build = path.join(root, 'build');

function step(name, action) {
  const start = Date.now();
  action();
  console.log('prepare: ' + name + ' ' + (Date.now() - start) + ' ms');
}

function bundle(entry, output, watched = false) {
  const {metafile} = esbuild.buildSync({
    entryPoints: [path.join(root, entry)],
    outfile: path.join(build, output),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    keepNames: false,
    define: {VIVARIUM_WATCHED: String(watched)},
    sourcemap: watched ? false : 'external',
    legalComments: 'none',
    // fields become assignments in constructors: V8 runs those much faster than initialisers that define properties
    tsconfigRaw: {compilerOptions: {useDefineForClassFields: false}},
    external: ['koffi', 'typescript', 'esbuild'],
    // its other entry loads worker_threads, which a start-up snapshot must not hold
    alias: {fflate: path.join(root, 'node_modules/fflate/esm/browser.js')},
    logLevel: 'warning',
    metafile: true,
    absWorkingDir: root,
  });
  return metafile.inputs;
}

/** Runs a program of the build to completion; a failure stops the build. */
function run(args, env) {
  const result = spawnSync(process.execPath, args, {stdio: ['ignore', 'inherit', 'inherit'], cwd: root, env: {...process.env, ...env}});
  if (result.status !== 0) {
    console.error('prepare: failed: node ' + args.join(' '));
    process.exit(1);
  }
}

/** Modules that programs often start with: their code is compiled once here. */
const COMPILED = `argparse ast asyncio base64 bisect calendar cmd collections concurrent.futures configparser contextlib copy csv dataclasses datetime decimal difflib dis doctest
  email.message enum fnmatch fractions functools getopt glob gzip hashlib heapq html http.client importlib.metadata importlib.resources importlib.util inspect ipaddress json linecache locale
  logging.config logging.handlers numbers operator optparse os pathlib pdb pickle pkgutil platform pprint queue random re secrets selectors shlex shutil socket statistics string struct
  subprocess tempfile test.support textwrap threading timeit tokenize traceback types typing unittest.mock urllib.parse urllib.request uuid warnings weakref xml.etree.ElementTree zipfile`.split(/\s+/);
const COMPILE_PROGRAM = ['-c', `import importlib
for name in ${JSON.stringify(COMPILED)}:
  try: importlib.import_module(name)
  except ImportError: pass`];

/** The program whose compiled functions go into the code cache: it reaches what starts and imports need, and the compiler. */
const CACHE_PROGRAM = ['-c', "import ast, asyncio, dataclasses, json, re, typing, unittest; compile(open(ast.__file__).read(), 'ast.py', 'exec'); print(1)"];

fs.mkdirSync(build, {recursive: true});
// A cache or an image from an older bundle would be rejected at each start.
for (const stale of ['vm.cache', 'boot.image', 'launch', 'vm.snapshot']) fs.rmSync(path.join(build, stale), {force: true});

step('bundles', () => {
  bundle('scripts/kernel.ts', 'vivarium.js');
  bundle('scripts/worker.ts', 'worker.js');
  // for the snapshot, which leaves out what is rarely used
  fs.writeFileSync(path.join(build, 'vm.inputs.json'), JSON.stringify(bundle('scripts/vm-main.ts', 'vm.js')));
  bundle('scripts/vm-main.ts', 'vm-watched.js', true);
  bundle('scripts/embedding/library.ts', 'library.js');
  bundle('scripts/embedding/embedding-worker.ts', 'embedding-worker.js');
  bundle('scripts/build-stdlib.ts', 'build-stdlib.js');
  bundle('scripts/freeze.ts', 'freeze.js');
  bundle('scripts/image-writer.ts', 'image-writer.js');
  bundle('scripts/main-thread.ts', 'main-thread.js');
  bundle('scripts/snapshot-writer.ts', 'snapshot-writer.js');
  bundle('scripts/extension-builder.ts', 'extension-builder.js');
});
step('declarations', () => fs.copyFileSync(path.join(root, 'scripts/embedding/types.ts'), path.join(build, 'library.d.ts')));
/** A mark of all that decides on the compiled code of the library: the library itself, and the compiler. */
function compilerMark() {
  const hash = createHash('sha1'), folder = path.join(root, 'vm');
  for (const file of fs.readdirSync(folder).sort()) if (/\.ts$/.test(file) && !/^(?:bytecodes|ceval|loop|specialize|frame)/.test(file)) hash.update(fs.readFileSync(path.join(folder, file)));
  for (const file of ['import/marshal.ts', 'vm/grammar/python.ne', 'node_modules/pyodide/package.json']) hash.update(fs.readFileSync(path.join(root, file)));
  return hash.digest('hex');
}
const markFile = path.join(build, 'compiled.mark'), mark = compilerMark(), keep = fs.existsSync(markFile) && fs.readFileSync(markFile, 'latin1') === mark;
step('standard library', () => run([path.join(build, 'build-stdlib.js')], keep ? {VIVARIUM_KEEP_COMPILED: '1'} : {}));
step('frozen modules', () => run(['--stack-size=4000', path.join(build, 'freeze.js')]));
const hooks = path.join(__dirname, 'prepare-hooks.js');
if (fs.existsSync(hooks)) {
  step('hooks', () => require(hooks).afterBundles({root, build, run, bundle}));
}
step('boot image', () => run(['--stack-size=4000', path.join(build, 'image-writer.js')]));
if (!keep) step('compiled library', () => {
  const env = {...process.env};
  delete env.PYTHONDONTWRITEBYTECODE;
  spawnSync(path.join(__dirname, 'vivarium'), COMPILE_PROGRAM, {stdio: ['ignore', 'ignore', 'inherit'], cwd: root, env});
  fs.writeFileSync(markFile, mark);
});
step('code cache', () => {
  const command = path.join(__dirname, 'vivarium');
  // As the command, not through our own node: V8 takes a cache only under the flags it was made with, and the command's first line sets some.
  spawnSync(command, CACHE_PROGRAM, {stdio: 'ignore', cwd: root, env: {...process.env, VIVARIUM_CODE_CACHE: 'write'}});
  if (spawnSync(command, ['-c', ''], {stdio: 'ignore', cwd: root, env: {...process.env, VIVARIUM_CODE_CACHE: 'check'}}).status !== 0) {
    console.error('prepare: V8 does not take the code cache');
    process.exit(1);
  }
});
step('start-up snapshot', () => run([path.join(build, 'snapshot-writer.js')]));
