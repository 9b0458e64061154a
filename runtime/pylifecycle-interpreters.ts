/**
 * Further interpreters of a runtime: their making, and their ending when nobody is in them. CPython: Python/pylifecycle.c new_interpreter(),
 * Python/crossinterp.c _PyXI_NewInterpreter(), Python/pystate.c (id references)
 *
 * The thread that makes an interpreter goes to it with a new thread state (whence INIT), runs the same steps as the start of the main
 * interpreter there, and goes back; on an error it goes back too, and the half-made interpreter is deleted.
 */
import {PySys_AuditFormat} from '../objects/sysattr';
import {PyErr_GetRaisedException, PyErr_SetString, _PyErr_ChainExceptions1} from '../objects/errors';
import {enterInterpreter, type Visit} from '../objects/crossinterp-session';
import {_PyInterpreterState_WHENCE} from '../objects/pystate-lookup';
import {PyConfig, type ConfigStatus} from './config';
import {_PyRuntime, interp, tstate} from './current';
import {Py_FatalError} from './fatal-error';
import {PyExc_InterpreterError, PyExc_RuntimeError} from './generated/static-addresses';
import {PyInterpreterConfig_OWN_GIL, _PyInterpreterConfig_LEGACY_INIT, init_interp_settings} from './interpconfig';
import {init_interp_main, new_interpreter_state, pycore_interp_init} from './pylifecycle';
import {Py_EndInterpreter, deleteInterpreter} from './pylifecycle-fini';
import {GilState, PyThreadState_Clear, _PyThreadState_Whence, swapThread, tstate_delete, type PyInterpreterConfig, type PyInterpreterState} from './pystate';

/** A config of its own with the same values. CPython: _PyConfig_Copy() */
export function _PyConfig_Copy(from: PyConfig): PyConfig {
  const copy = new PyConfig() as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(from)) copy[name] = Array.isArray(value) ? [...(value as unknown[])] : value;
  return copy as unknown as PyConfig;
}

/** What making an interpreter comes to: it is current then, in its first thread; `visit` leads back. */
export type NewInterpreter = {kind: 'ok'; interp: PyInterpreterState; visit: Visit} | {kind: 'error'; message: string};

/** A new interpreter, current on return. On an error the caller's stays current and no exception is set. CPython: new_interpreter() */
function new_interpreter(config: PyInterpreterConfig, whence: number): NewInterpreter {
  const runtime = _PyRuntime;
  if (runtime.initialized === 0) return {kind: 'error', message: 'Py_Initialize must be called first'};
  if (PySys_AuditFormat('cpython.PyInterpreterState_New', '') < 0) return {kind: 'error', message: 'sys.audit failed'};
  const main = runtime.interpreters.main as PyInterpreterState;
  const state = new_interpreter_state(runtime, _PyConfig_Copy(interp.config), config.use_main_obmalloc !== 0 ? main : null);
  state._whence = whence;
  state._ready = 1;
  const refused = init_interp_settings(state, config);
  if (refused !== null) {
    deleteInterpreter(state);
    return {kind: 'error', message: refused};
  }
  const ownGil = config.gil === PyInterpreterConfig_OWN_GIL;
  state.ceval.own_gil = ownGil ? 1 : 0;
  state.ceval.gil = ownGil ? new GilState() : main.ceval.gil;
  const visit = enterInterpreter(state, _PyThreadState_Whence.INIT);
  let status: ConfigStatus = pycore_interp_init(false);
  if (status.kind === 'ok') status = init_interp_main(false);
  if (status.kind === 'ok') return {kind: 'ok', interp: state, visit};
  PyThreadState_Clear(visit.tstate);
  swapThread(visit.before);
  tstate_delete(visit.tstate);
  deleteInterpreter(state);
  return {kind: 'error', message: status.kind === 'error' ? status.message : 'the interpreter wants to exit'};
}
/** A new interpreter by a configuration, current on return. CPython: Py_NewInterpreterFromConfig() */
export function Py_NewInterpreterFromConfig(config: PyInterpreterConfig): NewInterpreter {
  return new_interpreter(config, _PyInterpreterState_WHENCE.CAPI);
}
/** A new interpreter that shares all it can with main, current on return; an error is fatal. CPython: Py_NewInterpreter() */
export function Py_NewInterpreter(): {interp: PyInterpreterState; visit: Visit} {
  const made = new_interpreter(_PyInterpreterConfig_LEGACY_INIT(_PyRuntime.build.gilDisabled), _PyInterpreterState_WHENCE.LEGACY_CAPI);
  if (made.kind === 'error') throw new Error(made.message);
  return made;
}

/** Ends the first thread of a new interpreter, which stays, and goes back. */
export function leaveNewInterpreter(visit: Visit): void {
  PyThreadState_Clear(visit.tstate);
  swapThread(visit.before);
  tstate_delete(visit.tstate);
}
/** A new interpreter without a thread; the caller's stays current. Null with an InterpreterError. CPython: _PyXI_NewInterpreter() */
export function _PyXI_NewInterpreter(config: PyInterpreterConfig, whence: number = _PyInterpreterState_WHENCE.XI): PyInterpreterState | null {
  const made = enterNewInterpreter(config, whence);
  if (made === null) return null;
  leaveNewInterpreter(made.visit);
  return made.interp;
}
/** The same, but its first thread stays and is current. CPython: _PyXI_NewInterpreter() with p_tstate */
export function enterNewInterpreter(config: PyInterpreterConfig, whence: number = _PyInterpreterState_WHENCE.XI): {interp: PyInterpreterState; visit: Visit} | null {
  const made = Py_NewInterpreterFromConfig(config);
  if (made.kind === 'ok') {
    made.interp._whence = whence;
    return made;
  }
  PyErr_SetString(PyExc_RuntimeError, made.message);
  const exc = PyErr_GetRaisedException();
  PyErr_SetString(PyExc_InterpreterError, 'sub-interpreter creation failed');
  _PyErr_ChainExceptions1(exc);
  return null;
}

/** Ends an interpreter in which the current thread is not. escapes. CPython: _PyXI_EndInterpreter() */
export function _PyXI_EndInterpreter(of: PyInterpreterState): void {
  if (of._ready === 0) {
    deleteInterpreter(of);
    return;
  }
  const visit = enterInterpreter(of, _PyThreadState_Whence.FINI);
  Py_EndInterpreter(visit.before);
}
/** Ends an interpreter in whose only thread the current thread is, and goes back. escapes */
export function endVisitedInterpreter(visit: Visit): void {
  if (tstate !== visit.tstate) Py_FatalError('Py_EndInterpreter', 'thread is not current');
  Py_EndInterpreter(visit.before);
}

// ---- references by id ----

/** CPython: _PyInterpreterState_IDIncref() */
export function _PyInterpreterState_IDIncref(of: PyInterpreterState): void {
  of.id_refcount++;
}
/** The last reference ends an interpreter that lives by them. escapes. CPython: _PyInterpreterState_IDDecref() */
export function _PyInterpreterState_IDDecref(of: PyInterpreterState): void {
  of.id_refcount--;
  if (of.id_refcount === 0 && of.requires_idref !== 0) _PyXI_EndInterpreter(of);
}
