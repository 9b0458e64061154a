/** Configurations of interpreters. CPython: Include/cpython/pylifecycle.h, Python/interpconfig.c */
import type {PyInterpreterConfig, PyInterpreterState} from './pystate';

/** Feature flags of an interpreter. CPython: Include/cpython/pystate.h Py_RTFLAGS_* */
export const Py_RTFLAGS = {USE_MAIN_OBMALLOC: 1 << 5, MULTI_INTERP_EXTENSIONS: 1 << 8, THREADS: 1 << 10, DAEMON_THREADS: 1 << 11, FORK: 1 << 15, EXEC: 1 << 16} as const;
export const PyInterpreterConfig_DEFAULT_GIL = 0, PyInterpreterConfig_SHARED_GIL = 1, PyInterpreterConfig_OWN_GIL = 2;

/** The configuration of an interpreter that shares everything with main, as Py_NewInterpreter() uses it. CPython: _PyInterpreterConfig_LEGACY_INIT */
export function _PyInterpreterConfig_LEGACY_INIT(gilDisabled: boolean): PyInterpreterConfig {
  return {use_main_obmalloc: 1, allow_fork: 1, allow_exec: 1, allow_threads: 1, allow_daemon_threads: 1, check_multi_interp_extensions: gilDisabled ? 1 : 0, gil: PyInterpreterConfig_SHARED_GIL};
}
/** The configuration of an isolated interpreter. CPython: _PyInterpreterConfig_INIT */
export function _PyInterpreterConfig_INIT(): PyInterpreterConfig {
  return {use_main_obmalloc: 0, allow_fork: 0, allow_exec: 0, allow_threads: 1, allow_daemon_threads: 0, check_multi_interp_extensions: 1, gil: PyInterpreterConfig_OWN_GIL};
}
/** Nothing set. */
export function emptyInterpreterConfig(): PyInterpreterConfig {
  return {use_main_obmalloc: 0, allow_fork: 0, allow_exec: 0, allow_threads: 0, allow_daemon_threads: 0, check_multi_interp_extensions: 0, gil: PyInterpreterConfig_DEFAULT_GIL};
}
/** The configuration an interpreter was made with, read back from its flags. CPython: _PyInterpreterConfig_InitFromState() */
export function _PyInterpreterConfig_InitFromState(of: PyInterpreterState): PyInterpreterConfig {
  const flag = (bit: number): number => ((of.feature_flags & bit) !== 0 ? 1 : 0);
  return {
    use_main_obmalloc: flag(Py_RTFLAGS.USE_MAIN_OBMALLOC), allow_fork: flag(Py_RTFLAGS.FORK), allow_exec: flag(Py_RTFLAGS.EXEC), allow_threads: flag(Py_RTFLAGS.THREADS),
    allow_daemon_threads: flag(Py_RTFLAGS.DAEMON_THREADS), check_multi_interp_extensions: flag(Py_RTFLAGS.MULTI_INTERP_EXTENSIONS),
    gil: of.ceval.own_gil !== 0 ? PyInterpreterConfig_OWN_GIL : PyInterpreterConfig_SHARED_GIL,
  };
}

/** Settles what a configuration means for a new interpreter: null, or why it cannot be. CPython: Python/pylifecycle.c init_interp_settings() */
export function init_interp_settings(of: PyInterpreterState, config: PyInterpreterConfig): string | null {
  let flags = 0;
  if (config.use_main_obmalloc !== 0) flags |= Py_RTFLAGS.USE_MAIN_OBMALLOC;
  // m_copy of single-phase modules would share objects between allocators
  else if (config.check_multi_interp_extensions === 0) return 'per-interpreter obmalloc does not support single-phase init extension modules';
  if (of.runtime.build.gilDisabled && of !== of.runtime.interpreters.main && config.check_multi_interp_extensions === 0) {
    return 'The free-threaded build does not support single-phase init extension modules in subinterpreters';
  }
  if (config.allow_fork !== 0) flags |= Py_RTFLAGS.FORK;
  if (config.allow_exec !== 0) flags |= Py_RTFLAGS.EXEC;
  if (config.allow_threads !== 0) flags |= Py_RTFLAGS.THREADS;
  if (config.allow_daemon_threads !== 0) flags |= Py_RTFLAGS.DAEMON_THREADS;
  if (config.check_multi_interp_extensions !== 0) flags |= Py_RTFLAGS.MULTI_INTERP_EXTENSIONS;
  if (config.gil < PyInterpreterConfig_DEFAULT_GIL || config.gil > PyInterpreterConfig_OWN_GIL) return "invalid interpreter config 'gil' value";
  of.feature_flags = flags;
  return null;
}
