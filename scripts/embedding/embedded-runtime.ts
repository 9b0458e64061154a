/** The VM's side of the library: a runtime that answers one request after the other. Part of build/vm.js. */
import {mainDict, runSourceInMain, run_eval_code_obj} from '../../import/run-file';
import {compileSource} from '../../import/pythonrun';
import {_PyXI_excinfo_InitFromException, newExcInfo} from '../../objects/crossinterp-excinfo';
import {enterInterpreter, leaveInterpreter} from '../../objects/crossinterp-session';
import {PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_GetRaisedException, strText, typeName} from '../../objects/errors';
import {_PyInterpreterState_LookUpID} from '../../objects/pystate-lookup';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyConfig} from '../../runtime/config';
import {_PyRuntime, interp} from '../../runtime/current';
import type {Installation} from '../../runtime/getpath';
import {environmentOf} from '../../runtime/host/environment';
import type {Host} from '../../runtime/host/host';
import {readConfig} from '../../runtime/initconfig';
import {PyInterpreterConfig_DEFAULT_GIL, PyInterpreterConfig_OWN_GIL, PyInterpreterConfig_SHARED_GIL, _PyInterpreterConfig_INIT, _PyInterpreterConfig_LEGACY_INIT} from '../../runtime/interpconfig';
import {Py_DECREF} from '../../runtime/object';
import {Py_FinalizeEx} from '../../runtime/pylifecycle-fini';
import {startFromImage, type ImageRoots} from '../../runtime/pylifecycle-image';
import {_PyXI_EndInterpreter, _PyXI_NewInterpreter} from '../../runtime/pylifecycle-interpreters';
import {Py_InitializeFromConfig} from '../../runtime/pylifecycle';
import {_PyThreadState_Whence, type PyInterpreterConfig, type PyInterpreterState} from '../../runtime/pystate';
import {NULL, type New} from '../../runtime/types';
import {takeSnapshot} from '../debug/snapshot';
import type {Input, InterpreterConfig, Totals, Value} from './types';
import {fromInput, toValue} from './values';

/** What crosses of RuntimeOptions: functions stay with the caller. */
export interface StartOptions { args: readonly string[]; isolated: boolean; path: readonly string[]; pydebug: boolean; hashSeed: number | null }
/** What went wrong, in a form that crosses. `type` is null when no exception of Python says it. */
export interface Failure { readonly type: string | null; readonly message: string; readonly traceback: string }
/** What a request comes to. */
export type Answer = {readonly ok: true; readonly value: unknown} | {readonly ok: false; readonly failure: Failure};
/** What can be asked. */
export type Request =
  | {readonly op: 'run'; readonly id: number; readonly source: string; readonly filename: string}
  | {readonly op: 'eval'; readonly id: number; readonly expression: string}
  | {readonly op: 'set'; readonly id: number; readonly name: string; readonly value: Input}
  | {readonly op: 'create'; readonly config: 'legacy' | 'isolated' | InterpreterConfig}
  | {readonly op: 'destroy'; readonly id: number}
  | {readonly op: 'totals'}
  | {readonly op: 'finish'};

const done = (value: unknown): Answer => ({ok: true, value});
const refused = (message: string): Answer => ({ok: false, failure: {type: null, message, traceback: ''}});

/** One runtime. It is the current one of its thread from start to end. */
export class EmbeddedRuntime {
  /** Starts it; how that went. */
  start(host: Host, options: StartOptions, installation: Installation, image: ImageRoots | undefined): Answer {
    const config = new PyConfig();
    let messages = '';
    const keep = (text: string): void => {
      messages += text;
    };
    const flags = options.isolated ? ['-I'] : [], environ = {...environmentOf(host), ...(options.hashSeed === null ? {} : {PYTHONHASHSEED: String(options.hashSeed)})};
    const read = readConfig(config, {argv: [installation.executable, ...flags, '-c', '', ...options.args.slice(1)], environ, stdout: keep, stderr: keep});
    if (read.kind !== 'ok') return refused(read.kind === 'error' ? read.message : messages.trim());
    if (options.hashSeed !== null) {
      config.use_hash_seed = 1;
      config.hash_seed = options.hashSeed;
    }
    config.argv = options.args.length === 0 ? [''] : [...options.args];
    const build = {installation, pydebug: options.pydebug}, {status} = startFromImage(host, config, build, image) ?? Py_InitializeFromConfig(host, config, build);
    if (status.kind !== 'ok') return refused(status.kind === 'error' ? status.message : `exit ${status.code}`);
    for (const folder of [...options.path].reverse()) {
      const answer = this.run(`import sys\nsys.path.insert(0, ${JSON.stringify(folder)})\ndel sys\n`, '<embedding>');
      if (!answer.ok) return answer;
    }
    return done(interp.id);
  }

  /** Answers a request. */
  answer(request: Request): Answer {
    switch (request.op) {
      case 'totals': return done(takeSnapshot() satisfies Totals);
      case 'create': return this.create(request.config);
      case 'finish': return this.finish();
      default: break;
    }
    const state = _PyInterpreterState_LookUpID(request.id);
    if (state === null) {
      PyErr_Clear();
      return refused(`there is no interpreter ${request.id}`);
    }
    if (request.op === 'destroy') return this.destroy(state);
    return this.within(state, () => {
      switch (request.op) {
        case 'run': return this.run(request.source, request.filename);
        case 'eval': return this.eval(request.expression);
        case 'set': return this.set(request.name, request.value);
      }
    });
  }

  private within(state: PyInterpreterState, action: () => Answer): Answer {
    if (state === interp) return action();
    const visit = enterInterpreter(state, _PyThreadState_Whence.EXEC), answer = action();
    leaveInterpreter(visit);
    return answer;
  }
  private run(source: string, filename: string): Answer {
    const result = runSourceInMain(new TextEncoder().encode(source), filename);
    if (result === NULL) return raised();
    Py_DECREF(result);
    return done(null);
  }
  private eval(expression: string): Answer {
    const dict = mainDict(), text = dict === NULL ? NULL : PyUnicode_FromString(expression.trim());
    if (dict === NULL || text === NULL) return raised();
    const name = PyUnicode_FromString('<string>');
    const code = name === NULL ? NULL : compileSource(text, name, 'eval', 0, -1, -1, 'eval');
    Py_DECREF(text);
    if (name !== NULL) Py_DECREF(name);
    const result = code === NULL ? NULL : run_eval_code_obj(code, dict);
    if (code !== NULL) Py_DECREF(code);
    return result === NULL ? raised() : valueOf(result);
  }
  private set(name: string, input: Input): Answer {
    const dict = mainDict(), value = dict === NULL ? NULL : fromInput(input);
    if (dict === NULL || value === NULL) return raised();
    const status = PyDict_SetItemString(dict, name, value);
    Py_DECREF(value);
    return status < 0 ? raised() : done(null);
  }
  private create(config: 'legacy' | 'isolated' | InterpreterConfig): Answer {
    const settled = config === 'legacy' ? _PyInterpreterConfig_LEGACY_INIT(_PyRuntime.build.gilDisabled) : config === 'isolated' ? _PyInterpreterConfig_INIT() : settle(config);
    const state = _PyXI_NewInterpreter(settled);
    return state === null ? raised() : done(state.id);
  }
  private destroy(state: PyInterpreterState): Answer {
    if (state === interp) return refused('the main interpreter ends with its runtime: finish()');
    _PyXI_EndInterpreter(state);
    return done(null);
  }
  private finish(): Answer {
    const {leaks} = _PyRuntime;
    Py_FinalizeEx();
    return done({references: leaks.refs, blocks: leaks.blocks});
  }
}

/** The value of an object that is consumed. */
function valueOf(op: New): Answer {
  const value: Value | undefined = toValue(op);
  Py_DECREF(op);
  return value === undefined ? raised() : done(value);
}
/** A configuration with what was left out. */
function settle(config: InterpreterConfig): PyInterpreterConfig {
  const settled: PyInterpreterConfig = _PyInterpreterConfig_INIT(), {gil, ...flags} = config;
  for (const [name, value] of Object.entries(flags)) if (Object.hasOwn(settled, name) && value !== undefined) settled[name as keyof PyInterpreterConfig] = value ? 1 : 0;
  if (gil !== undefined) settled.gil = gil === 'own' ? PyInterpreterConfig_OWN_GIL : gil === 'shared' ? PyInterpreterConfig_SHARED_GIL : PyInterpreterConfig_DEFAULT_GIL;
  return settled;
}
/** Takes the exception that is set. */
function raised(): Answer {
  const exc = PyErr_GetRaisedException();
  if (exc === NULL) return refused('unknown error');
  const info = newExcInfo(), type = typeName(exc);
  if (_PyXI_excinfo_InitFromException(info, exc) !== null) PyErr_Clear();
  const message = info.msg ?? strText(exc) ?? '';
  PyErr_Clear();
  Py_DECREF(exc);
  return {ok: false, failure: {type, message, traceback: info.errdisplay ?? `${type}: ${message}`}};
}
