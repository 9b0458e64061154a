/**
 * Starting from the boot image, when this start is like the one the build wrote; everything that hangs on this process is put right
 * afterwards: hash secret, configuration in sys, environment, time zone, signals, site's user folders, standard streams.
 * DIVERGES: CPython has no such image, it always executes its start.
 */
import {convertenviron} from '../import/builtin/posix-system';
import {initSignals} from '../import/builtin/_signal';
import {_PySys_UpdateConfig} from '../import/builtin/sys-data';
import {init_timezone} from '../import/builtin/time';
import {loadFrozenTables} from '../import/frozen-load';
import {initBuiltinModulesTable} from '../import/inittab';
import {initSysStreams} from '../import/init-streams';
import {PyDict_Clear, PyDict_DelItemString, PyDict_GetItemString, PyDict_SetItemString} from '../objects/dictobject';
import {PyDict_Update} from '../objects/dictobject-merge';
import {PyBool_FromLong} from '../objects/boolobject';
import {PyObject_CallNoArgs} from '../objects/call';
import {PyModule_GetDict} from '../objects/moduleobject';
import {_Py_HashRandomization_Init} from '../objects/pyhash';
import {planRehash, rehash, rehashOthers, type RehashPlan} from '../objects/rehash';
import {PyUnicode_FromString} from '../objects/unicodeobject';
import {ImageReader, bindLoose, loadPayloads, loadSegments, readSegments, splitImage, type ImageHeader, type ImageParts, type LoosePlace} from './boot-image';
import {PyConfig, type ConfigStatus} from './config';
import {_PyRuntime, enterRuntime, interp, leaveRuntime, setCurrentThread, tstate} from './current';
import {_PyConfig_InitPathConfig, type Installation} from './getpath';
import {environmentOf} from './host/environment';
import type {Host} from './host/host';
import {Py_DECREF} from './object';
import {_Py_NoneStruct} from './generated/static-addresses';
import {Py_InitializeFromConfig, importWarnings, pycore_create_interpreter, refreshSysCopy, type RuntimeOptions} from './pylifecycle';
import {createRuntimeState, type PyThreadState, type _PyRuntimeState} from './pystate';
import {NULL, type New, type PyObject} from './types';

/** Name of the file under the installation's prefix. */
export const IMAGE_FILE = 'boot.image';
/** What the build appends to the bundle: its name, and the values that its image refers to. */
export interface ImageRoots {
  readonly build: string;
  readonly roots: () => readonly unknown[];
  /** The runtime that the file holds, made beforehand, in V8's start-up snapshot; the first start takes it. */
  restored?: RestoredRuntime | null;
}
/** A runtime without memory, and what it needs of the process that takes it: of the file what has not been made, and where the numbers of the memory begin. */
interface RestoredRuntime {
  readonly runtime: _PyRuntimeState;
  readonly tstate: PyThreadState;
  readonly loose: readonly LoosePlace[];
  readonly plan: RehashPlan;
  readonly header: ImageHeader;
  readonly numbersAt: number;
}
const imagePath = (installation: Installation): string => `${installation.prefix}/${IMAGE_FILE}`;
/** Reads the image of an installation; null when there is none that belongs to the bundle. */
export function readImage(host: Host, installation: Installation, image: ImageRoots): ImageParts | null {
  const bytes = host.readFile(imagePath(installation)), file = typeof bytes === 'number' ? null : splitImage(bytes);
  return file !== null && file.header.build === image.build ? file : null;
}

/** HOME of the start that is written; what site makes of it is replaced. */
const IMAGE_HOME = '/home/of/the/image';
const LIB = 'lib/python3.13';
/** Modules of the image that later steps need. */
const NEEDED_MODULES = ['posix', 'time', 'site'] as const;

/** Fields that may differ from the image's: what they decide is put right, or comes later. All others must be the same. */
const FREE_FIELDS: ReadonlySet<string> = new Set([
  'allocator', 'isolated', 'use_environment', 'use_hash_seed', 'hash_seed', 'show_ref_count', 'code_debug_ranges', 'pycache_prefix', 'orig_argv', 'argv', 'xoptions', 'inspect', 'interactive', 'parser_debug',
  'write_bytecode', 'quiet', 'user_site_directory', 'buffered_stdio', 'stdio_encoding', 'stdio_errors', 'check_hash_pycs_mode', 'safe_path', 'int_max_str_digits', 'cpu_count', 'utf8_mode',
  'warn_default_encoding', 'program_name', 'pythonpath_env', 'module_search_paths', 'warnoptions', 'sys_path_0', 'skip_source_first_line', 'run_command', 'run_module', 'run_filename', 'faulthandler', 'perf_profiling', 'install_signal_handlers',
]);
/** Whether a field of the configuration is as in the image; lists by their items. */
function sameField(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
function configFits(config: PyConfig, image: Readonly<Record<string, unknown>>): boolean {
  const fields = config as unknown as Record<string, unknown>;
  for (const name of Object.keys(fields)) if (!FREE_FIELDS.has(name) && !sameField(fields[name], image[name])) return false;
  return true;
}
/** Time of change and size of a file; [-1, -1] when there is none. */
function fileMark(host: Host, path: string): [mtime: number, size: number] {
  const info = host.stat(path);
  return typeof info === 'number' ? [-1, -1] : [Number(info.mtimeNs), info.size];
}

/** What site.getuserbase() and getusersitepackages() answer; null when they would have to look HOME up. */
function userFolders(environ: Readonly<Record<string, string>>): {base: string; site: string} | null {
  const given = environ.PYTHONUSERBASE ?? '', home = environ.HOME;
  if (given === '' && home === undefined) return null;
  const base = given !== '' ? given : `${(home as string).replace(/\/+$/, '')}/.local`;
  return {base, site: `${base}/${LIB}/site-packages`};
}

/** The search paths before those of the image; null when these are not the last. */
function pathsInFront(paths: readonly string[], image: readonly string[]): readonly string[] | null {
  const n = paths.length - image.length;
  return n >= 0 && image.every((path, i) => paths[n + i] === path) ? paths.slice(0, n) : null;
}
/** Files that would have been imported in the place of what the image holds. */
const SHADOWS = ['', '.py', '.pyc', '.so', '.abi3.so', '.cpython-313-x86_64-linux-gnu.so'].map(suffix => `encodings${suffix}`);
/** Whether a path is not there, or a folder from which nothing is imported at the start before site looks there. */
function isPlainFolder(host: Host, path: string): boolean {
  const folder = path === '' ? '.' : path, info = host.stat(folder);
  return typeof info === 'number' || ((info.mode & S_IFMT) === S_IFDIR && SHADOWS.every(name => typeof host.stat(`${folder}/${name}`) === 'number'));
}
const S_IFMT = 0o170000, S_IFDIR = 0o040000;

/** A runtime from the image; null when there is none that fits, and nothing has happened then. */
export function startFromImage(host: Host, config: PyConfig, options: RuntimeOptions, image: ImageRoots | undefined): {status: ConfigStatus} | null {
  if (image === undefined || options.pydebug === true || options.gilDisabled === true || options.inittab !== undefined) return null;
  // what can be told without reading the file
  if (config.site_import === 0 || config.verbose !== 0 || config.import_time !== 0 || config.home !== null) return null;
  const {installation} = options, restored = image.restored ?? null, parts = restored === null ? readImage(host, installation, image) : null, header = (restored ?? parts)?.header;
  if (header === undefined) return null;
  _PyConfig_InitPathConfig(config, installation);
  const environ = environmentOf(host), folders = userFolders(environ), ownPaths = pathsInFront(config.module_search_paths, header.config.module_search_paths as readonly string[]);
  if (folders === null || ownPaths === null || !ownPaths.every(folder => isPlainFolder(host, folder)) || !configFits(config, header.config)) return null;
  for (const [path, mtime, size] of header.files) {
    const mark = fileMark(host, path);
    if (mark[0] !== mtime || mark[1] !== size) return null;
  }
  const userSite = config.user_site_directory !== 0;
  if (userSite && (host.getuid() !== host.geteuid() || host.getgid() !== host.getegid())) return null;
  if (restored !== null) {
    image.restored = null;
    if (!takeRestored(restored, host, config, installation)) return null;
  } else {
    restore(host, config, header, (parts as ImageParts).numbers, image.roots(), null);
    initBuiltinModulesTable();
    loadFrozenTables(host, installation);
  }
  // with folders of the user's own, site looks once more at what they hold
  const again = ownPaths.length > 0 || (userSite && fileMark(host, folders.site)[0] !== -1);
  return {status: putRight(host, config, header, folders, userSite, again, restored?.plan ?? null)};
}

/** Takes a runtime that was made beforehand into use: gives it a memory, and what the image has in it; false, and there is no runtime, when that cannot be read. */
function takeRestored(restored: RestoredRuntime, host: Host, config: PyConfig, installation: Installation): boolean {
  const {runtime, tstate, loose} = restored;
  runtime.heap.renew();
  enterRuntime(runtime);
  if (!readSegments(restored.header, host, imagePath(installation), restored.numbersAt)) {
    leaveRuntime();
    return false;
  }
  bindLoose(loose, host, config);
  setCurrentThread(tstate);
  return true;
}
/** For V8's start-up snapshot: reads the image and makes its runtime, so that a start has only to take it. False when there is no image. */
export function prepareImage(host: Host, installation: Installation, image: ImageRoots): boolean {
  const file = readImage(host, installation, image);
  if (file === null) return false;
  const loose: LoosePlace[] = [], {header, numbers} = file;
  restore(host, new PyConfig(), header, numbers, image.roots(), loose);
  initBuiltinModulesTable();
  loadFrozenTables(host, installation);
  const plan = planRehash(header.tables, header.sets);
  _PyRuntime.heap.renew(0);
  // what has been made of it is not needed any more; the numbers must be those of this very file
  const path = imagePath(installation), files = [...header.files, [path, ...fileMark(host, path)] as const];
  image.restored = {runtime: _PyRuntime, tstate, loose, plan, header: {...header, nodes: [], payloads: [], tables: [], sets: [], files}, numbersAt: file.numbersAt};
  leaveRuntime();
  return true;
}

/** Makes the runtime that the image holds, current on return. With `loose` it is left open what belongs to the process. */
function restore(host: Host, config: PyConfig, header: ImageHeader, numbers: Uint8Array, roots: readonly unknown[], loose: LoosePlace[] | null): void {
  const runtime = createRuntimeState(host), made = pycore_create_interpreter(runtime, config);
  loadSegments(header, numbers);
  const reader = new ImageReader(header, numbers, roots, host, config, loose);
  reader.pair(header.runtime, runtime);
  reader.pair(header.tstate, made);
  loadPayloads(header, reader);
  reader.fillPaired();
  setCurrentThread(reader.value([0, header.tstate]) as PyThreadState);
}

const OK: ConfigStatus = {kind: 'ok'};
const failed = (message: string): ConfigStatus => ({kind: 'error', message});

/** Sets a name of a dict to a new reference, which is consumed; false with an exception. */
function setNew(dict: PyObject, name: string, value: New | NULL): boolean {
  if (value === NULL) return false;
  const status = PyDict_SetItemString(dict, name, value);
  Py_DECREF(value);
  return status === 0;
}

/** Everything of the image that hangs on this process. */
function putRight(host: Host, config: PyConfig, header: ImageHeader, folders: {base: string; site: string}, userSite: boolean, again: boolean, plan: RehashPlan | null): ConfigStatus {
  interp.long_max_str_digits = config.int_max_str_digits;
  // the image was written with seed 0
  if (config.use_hash_seed === 0 || config.hash_seed !== 0) {
    _Py_HashRandomization_Init(config.use_hash_seed > 0 ? config.hash_seed : null);
    if (plan !== null) rehash(plan);
    else rehashOthers(header.tables, header.sets);
  }
  _PyRuntime.core_initialized = 1;
  // sys.path is as site left it, or as site is to find it
  config.module_search_paths_set = again ? 1 : 0;
  const sys = interp.sysdict as PyObject, updated = _PySys_UpdateConfig(sys);
  config.module_search_paths_set = 1;
  if (updated < 0) return failed('failed to update the Python config');
  // what site leaves out in isolated mode
  if (config.isolated !== 0 && PyDict_DelItemString(sys, '__interactivehook__') < 0) return failed('failed to update the Python config');
  refreshSysCopy();
  if (initSignals(config.install_signal_handlers !== 0) < 0) return failed("can't initialize signals");
  const posix = PyModule_GetDict(header.modules.posix as PyObject), environ = PyDict_GetItemString(posix, 'environ');
  if (environ === NULL) return failed('cannot read the environment');
  const now = convertenviron();
  if (now === NULL) return failed('cannot read the environment');
  // os.environ keeps this very dict
  PyDict_Clear(environ);
  const merged = PyDict_Update(environ, now);
  Py_DECREF(now);
  if (merged < 0) return failed('cannot read the environment');
  if (init_timezone(header.modules.time as PyObject) < 0) return failed('cannot read the time zone');
  const site = PyModule_GetDict(header.modules.site as PyObject);
  if (!setNew(site, 'USER_BASE', PyUnicode_FromString(folders.base)) || !setNew(site, 'USER_SITE', PyUnicode_FromString(folders.site)) || !setNew(site, 'ENABLE_USER_SITE', PyBool_FromLong(userSite ? 1 : 0))) {
    return failed('cannot set the user site');
  }
  const streams = initSysStreams();
  if (streams !== null) return {kind: 'error', message: streams, func: 'init_sys_streams'};
  if (config.warnoptions.length > 0) importWarnings();
  return again ? runSite(site) : OK;
}
/** Runs site.main() as if it had not run yet; `site`: the module's dict, borrowed. */
function runSite(site: PyObject): ConfigStatus {
  const fresh = ['ENABLE_USER_SITE', 'USER_BASE', 'USER_SITE'].every(name => PyDict_SetItemString(site, name, _Py_NoneStruct) === 0);
  const main = fresh ? PyDict_GetItemString(site, 'main') : NULL, result = main === NULL ? NULL : PyObject_CallNoArgs(main);
  if (result === NULL) return {kind: 'error', message: 'Failed to import the site module', func: 'init_import_site'};
  Py_DECREF(result);
  return OK;
}

// ---- writing, in the build ----

/** What the build writes down: the runtime, current, and what the image depends on. */
export interface ImageSource { readonly config: Readonly<Record<string, unknown>>; readonly files: ImageHeader['files']; readonly modules: ImageHeader['modules'] }

/**
 * Starts a runtime as an ordinary program starts it, without signals and streams, with the hash seed 0 and an environment of its own, and
 * tells what its image depends on; null when code of others ran, which no image may keep.
 */
export function bootForImage(host: Host, options: RuntimeOptions, folder: (path: string) => string): ImageSource | null {
  const config = new PyConfig();
  config.use_hash_seed = 1;
  const plainHost = Object.create(host) as Host;
  plainHost.environ = () => [new TextEncoder().encode(`HOME=${IMAGE_HOME}`)];
  const {status} = Py_InitializeFromConfig(plainHost, config, {...options, forImage: true});
  if (status.kind !== 'ok') throw new Error(status.kind === 'error' ? status.message : 'cannot start');
  const {prefix} = options.installation, files = new Set<string>([`${prefix}/frozen.bin`, `${prefix}/${LIB}/site-packages`]);
  for (const path of config.module_search_paths) files.add(path);
  for (const entry of listOf(host, `${prefix}/${LIB}/site-packages`)) if (entry.endsWith('.pth')) files.add(`${prefix}/${LIB}/site-packages/${entry}`);
  const executableFolder = folder(config.base_executable);
  for (const place of [executableFolder, folder(executableFolder)]) files.add(`${place}/pyvenv.cfg`);
  const modules: Record<string, number> = {}, dict = interp.imports.modules as PyObject;
  for (const name of ['sitecustomize', 'usercustomize']) if (PyDict_GetItemString(dict, name) !== NULL) return null;
  for (const name of NEEDED_MODULES) {
    const module = PyDict_GetItemString(dict, name);
    if (module === NULL) return null;
    modules[name] = module;
  }
  for (const name of ['__init__', 'aliases', 'utf_8']) files.add(`${prefix}/${LIB}/encodings/${name}.py`);
  _PyRuntime.libraries.delete('posix.environ');
  _PyRuntime.frozen = null;
  _PyRuntime.scheduler = null;
  _PyRuntime.heap.slices = 0;
  _PyRuntime.heap.isLoopCold = false;
  return {config: {...config} as unknown as Record<string, unknown>, files: [...files].map(path => [path, ...fileMark(host, path)] as const), modules};
}
function listOf(host: Host, folder: string): readonly string[] {
  const entries = host.listdir(folder);
  return typeof entries === 'number' ? [] : entries;
}
