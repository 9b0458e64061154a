/** Where the library is: prefix, stdlib and sys.path of a configuration. CPython: Modules/getpath.py */
import type {PyConfig} from './config';
import type {Host} from './host/host';

/** What the installation knows of itself: its executable, and the folder that holds lib/python3.13. */
export interface Installation { readonly executable: string; readonly prefix: string }

const VERSION_DIR = 'python3.13', ZIP = 'python313.zip';

/**
 * Fills the path fields of a configuration. With PYTHONHOME the library is the one found there; extensions of ours stay reachable, in
 * front of that tree's own lib-dynload, whose binary files are not for us. Frozen modules belong to the library of the installation: another
 * one is imported from its files.
 */
export function _PyConfig_InitPathConfig(config: PyConfig, installation: Installation): void {
  const prefix = config.home !== null ? config.home.split(':')[0] : installation.prefix;
  const execPrefix = config.home !== null ? config.home.split(':')[1] ?? prefix : installation.prefix;
  config.executable = config.base_executable = installation.executable;
  config.prefix = config.base_prefix = prefix;
  config.exec_prefix = config.base_exec_prefix = execPrefix;
  config.stdlib_dir = `${prefix}/${config.platlibdir}/${VERSION_DIR}`;
  if (config.use_frozen_modules < 0) config.use_frozen_modules = prefix === installation.prefix ? 1 : 0;
  if (config.module_search_paths_set !== 0) return;
  const ours = `${installation.prefix}/lib/${VERSION_DIR}/lib-dynload`, theirs = `${execPrefix}/${config.platlibdir}/${VERSION_DIR}/lib-dynload`;
  const paths = config.pythonpath_env !== null ? config.pythonpath_env.split(':') : [];
  paths.push(`${prefix}/${config.platlibdir}/${ZIP}`, config.stdlib_dir, ours);
  if (theirs !== ours) paths.push(theirs);
  config.module_search_paths = paths;
  config.module_search_paths_set = 1;
}

/** sys.path[0] of a run: the script's folder, '' for -c and stdin, the current directory for -m; null for none. CPython: Python/pathconfig.c _PyPathConfig_ComputeSysPath0() */
export function computeSysPath0(argv: readonly string[], host: Host): string | null {
  if (argv.length === 0) return null;
  const first = argv[0];
  if (first === '-m') {
    const cwd = host.getcwd();
    return typeof cwd === 'string' ? cwd : null;
  }
  if (first === '-c' || first === '-' || first === '') return '';
  let script = first;
  const target = host.readlink(script);
  if (typeof target === 'string') script = target.startsWith('/') ? target : `${folderOf(script)}${target}`;
  const resolved = script.startsWith('/') ? script : absolute(script, host);
  const slash = resolved.lastIndexOf('/');
  return slash < 0 ? '' : slash === 0 ? '/' : resolved.slice(0, slash);
}
function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash + 1);
}
function absolute(path: string, host: Host): string {
  const cwd = host.getcwd();
  if (typeof cwd !== 'string') return path;
  const parts: string[] = [];
  for (const part of `${cwd}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
