/** vivarium-debug: runs a script or an import and tells what it did. The options are read with Node's own parser. */
import {runSourceInMain} from '../../import/run-file';
import type {ImportStep} from '../../import/import-trace';
import {PyDict_ContainsString, PyDict_DelItemString} from '../../objects/dictobject';
import {PyErr_Clear, PyErr_GetRaisedException, PyErr_Occurred, PyErr_Print, strText, typeName} from '../../objects/errors';
import {_PyType_ClearCache} from '../../objects/typeobject-cache';
import {PyModule_GetDict} from '../../objects/moduleobject';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {_PyRuntime, interp} from '../../runtime/current';
import {NUM_GENERATIONS, _PyGC_Collect} from '../../runtime/gc';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyConfig} from '../../runtime/config';
import type {Host} from '../../runtime/host/host';
import {type Installation, computeSysPath0} from '../../runtime/getpath';
import {Py_FinalizeEx} from '../../runtime/pylifecycle-fini';
import {Py_InitializeFromConfig} from '../../runtime/pylifecycle';
import {Py_DECREF} from '../../runtime/object';
import {NULL} from '../../runtime/types';
import {interpreters, modulesOf, namedEntries} from './heap-walk';
import {Ledger} from './ledger';
import {moduleReport, moduleText} from './module-report';
import {refsReport, refsText, takeMoment} from './refs';
import {takeSnapshot} from './snapshot';
import {type TraceReport, explain, traceText} from './why';

const USAGE = `usage: vivarium-debug refs SCRIPT                 what a script did to the reference totals, and what it left behind
       vivarium-debug module NAME SCRIPT          what is known of a module after a script: cache, def, m_copy, who holds it
       vivarium-debug trace-import NAME           the steps of importing an extension, and why it failed

options: --json                                   a machine reads the report
         --interpreter main|legacy|isolated       where trace-import imports (main)
         --ledger                                 refs: where what stayed was made, and where references to it were taken
         --path FOLDER                            where modules are, as PYTHONPATH says it (several times, if need be)
         -h, --help                               this text

The script's own output goes to stdout in front of the report. The runtime is a debug build (--with-pydebug).
Exit status: 0, 1 when the script or the import failed, 2 for a wrong command line.
`;
/** How many words each command wants. */
const COMMANDS: Readonly<Record<string, number>> = {refs: 1, module: 2, 'trace-import': 1};
const WHERE = ['main', 'legacy', 'isolated'] as const;
type Where = (typeof WHERE)[number];

interface Options { json: boolean; ledger: boolean; where: Where; path: readonly string[] }
interface Outcome { readonly report: unknown; readonly text: string; readonly failed: boolean }

/** Reads the command line; a text when it is wrong. */
function readCommandLine(argv: readonly string[]): {command: string; words: string[]; options: Options} | 'help' | string {
  // loaded here only: the other command has no use for it
  const {parseArgs} = require('util') as typeof import('util');
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv], allowPositionals: true,
      options: {json: {type: 'boolean'}, ledger: {type: 'boolean'}, help: {type: 'boolean', short: 'h'}, interpreter: {type: 'string'}, path: {type: 'string', multiple: true}},
    });
  } catch (error) {
    return (error as Error).message;
  }
  const {values, positionals} = parsed, [command, ...words] = positionals;
  if (values.help === true) return 'help';
  if (command === undefined) return 'a command is missing';
  if (COMMANDS[command] === undefined) return `there is no command '${command}'`;
  if (words.length !== COMMANDS[command]) return `${command} takes ${COMMANDS[command] === 1 ? 'one argument' : 'two arguments'}, not ${words.length}`;
  const where = (values.interpreter ?? 'main') as Where;
  if (!WHERE.includes(where)) return `--interpreter is one of ${WHERE.join(', ')}, not '${where}'`;
  if (values.ledger === true && command !== 'refs') return `--ledger goes with refs, not with ${command}`;
  return {command, words, options: {json: values.json === true, ledger: values.ledger === true, where, path: values.path ?? []}};
}

/** Runs the command; the exit status. */
export function debugMain(host: Host, argv: readonly string[], installation: Installation): number {
  const write = (fd: number, text: string): void => {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length;) {
      const n = host.write(fd, bytes, at, bytes.length - at);
      if (n < 0) return;
      at += n;
    }
  };
  const line = readCommandLine(argv.slice(1));
  if (line === 'help') {
    write(1, USAGE);
    return 0;
  }
  if (typeof line === 'string') {
    write(2, `vivarium-debug: ${line}\n${USAGE}`);
    return 2;
  }
  const {command, words, options} = line, script = command === 'trace-import' ? null : words[words.length - 1];
  const source = script === null ? null : host.readFile(script);
  if (typeof source === 'number') {
    write(2, `vivarium-debug: can't open file '${script}': errno ${-source}\n`);
    return 2;
  }
  const config = new PyConfig();
  // the same order of sets in every run
  config.use_hash_seed = 1;
  config.argv = config.orig_argv = [script ?? ''];
  config.sys_path_0 = computeSysPath0(config.argv, host);
  const {status} = Py_InitializeFromConfig(host, config, {installation, pydebug: true});
  if (status.kind === 'error') {
    write(2, `vivarium-debug: ${status.message}\n`);
    return 1;
  }
  // further interpreters get theirs from the configuration
  interp.config.module_search_paths.unshift(...options.path);
  const front = [...(config.sys_path_0 === null ? [] : [config.sys_path_0]), ...options.path];
  runQuietly(`import sys\nsys.path[:0] = ${JSON.stringify(front)}\ndel sys\n`);
  const outcome = script === null ? traceImport(words[0], options.where) : runScript(command, words, script, source as Uint8Array, options.ledger ? new Ledger() : null);
  Py_FinalizeEx();
  write(1, options.json ? `${JSON.stringify(outcome.report, null, 2)}\n` : outcome.text);
  return outcome.failed ? 1 : 0;
}
/** Runs lines of ours in __main__; the text of the exception, or null. */
function runQuietly(source: string): string | null {
  const result = runSourceInMain(new TextEncoder().encode(source), '<vivarium-debug>');
  if (result !== NULL) {
    Py_DECREF(result);
    return null;
  }
  const raised = PyErr_GetRaisedException();
  if (raised === NULL) return 'unknown error';
  const text = `${typeName(raised)}: ${strText(raised) ?? '?'}`;
  Py_DECREF(raised);
  PyErr_Clear();
  return text;
}

/** Two collections: the first one's finalizers may leave garbage of their own. */
function collect(): void {
  // it holds the names that were looked up
  _PyType_ClearCache(interp);
  // even when the script has switched the collector off
  for (let i = 0; i < 2; i++) _PyGC_Collect(NUM_GENERATIONS - 1);
}
function mainNames(): Set<string> {
  const main = modulesOf(interpreters()[0]).get('__main__');
  return new Set(main === undefined ? [] : namedEntries(PyModule_GetDict(main)).map(([name]) => name));
}

function runScript(command: string, words: readonly string[], script: string, source: Uint8Array, ledger: Ledger | null): Outcome {
  const names = mainNames();
  // the importer reads the folders of sys.path before it is looked at
  runQuietly('try: import no_module_is_called_this\nexcept ImportError: pass\n');
  collect();
  const before = takeMoment();
  _PyRuntime.ledger = ledger;
  const result = runSourceInMain(source, script), failed = result === NULL;
  if (result !== NULL) Py_DECREF(result);
  else PyErr_Print();
  runQuietly('import sys\nsys.stdout.flush()\ndel sys\n');
  collect();
  if (command === 'module') {
    const report = moduleReport(words[0]);
    return {report, text: moduleText(report), failed};
  }
  const running = takeSnapshot(), main = modulesOf(interpreters()[0]).get('__main__');
  if (main !== undefined) {
    const dict = PyModule_GetDict(main);
    for (const name of mainNames()) if (!names.has(name) && PyDict_DelItemString(dict, name) < 0) PyErr_Clear();
  }
  // what an exception and the prompt leave in sys and builtins
  for (const name of ['last_exc', 'last_type', 'last_value', 'last_traceback']) if (interp.sysdict !== NULL && PyDict_ContainsString(interp.sysdict, name) > 0 && PyDict_DelItemString(interp.sysdict, name) < 0) PyErr_Clear();
  collect();
  _PyRuntime.ledger = null;
  const report = refsReport(before, running, takeMoment(), ledger);
  return {report, text: refsText(report), failed};
}

/** Imports a module in the main interpreter or in a new one, and records the steps. */
function traceImport(name: string, where: Where): Outcome {
  const steps: ImportStep[] = [];
  let error: string | null = null, cause: string | null = null;
  if (!/^[\w.]+$/.test(name)) error = `'${name}' is no name of a module`;
  else if (where === 'main') {
    _PyRuntime.importRecorder = step => steps.push(step);
    error = runQuietly(`try: import ${name}\nexcept BaseException as e:\n    failure = e\n    raise\n`);
    _PyRuntime.importRecorder = null;
    if (error !== null) cause = runQuietly('if failure.__cause__ is not None: raise failure.__cause__\n');
  } else {
    error = runQuietly(`import _interpreters, sys\ninterp = _interpreters.create('${where}')\n_interpreters.exec(interp, "import sys; sys.path[:] = " + repr(sys.path))\n`);
    // what is imported to report the exception is no part of it
    _PyRuntime.importRecorder = step => steps.push(step);
    error ??= runQuietly(`_interpreters.exec(interp, 'try:\\n    import ${name}\\nexcept BaseException as e:\\n    failure = e\\nelse:\\n    failure = None')\n`);
    _PyRuntime.importRecorder = null;
    error ??= runQuietly("failure = _interpreters.exec(interp, 'if failure is not None: raise failure')\n");
    const main = modulesOf(interpreters()[0]).get('__main__');
    if (error === null && main !== undefined) {
      error = failureText();
      if (error !== null) runQuietly("failure = _interpreters.exec(interp, 'if failure.__cause__ is not None: raise failure.__cause__')\n");
      if (error !== null) cause = failureText();
    }
  }
  _PyRuntime.importRecorder = null;
  if (PyErr_Occurred() !== NULL) PyErr_Clear();
  // that a module which was refused was not made, either, goes without saying
  const refused = steps.map(({step}) => step).lastIndexOf('check-failed');
  if (refused >= 0 && steps[refused + 1]?.step === 'create-failed') steps.splice(refused + 1, 1);
  const report: TraceReport = {name, where: where === 'main' ? 'the main interpreter' : `a new interpreter (${where})`, steps, error, cause, origin: error === null ? originOf(name, where) : null, why: explain(steps, error)};
  return {report, text: traceText(report), failed: error !== null};
}
/** The exception of the other interpreter that exec() told of, from the variable `failure` of __main__; null for none. */
function failureText(): string | null {
  runQuietly("failure = '' if failure is None else failure.formatted\n");
  const text = textOfMain('failure');
  return text === null || text === '' ? null : text;
}
function textOfMain(name: string): string | null {
  const main = modulesOf(interpreters()[0]).get('__main__');
  const value = main === undefined ? undefined : namedEntries(PyModule_GetDict(main)).find(([key]) => key === name)?.[1];
  return value !== undefined && PyUnicode_Check(value) ? PyUnicode_AsJSString(value) : null;
}
function originOf(name: string, where: Where): string | null {
  if (where === 'main') runQuietly(`import sys\norigin = str(getattr(getattr(sys.modules['${name}'], '__spec__', None), 'origin', None))\n`);
  else runQuietly(`import sys, importlib.util\nspec = importlib.util.find_spec('${name}')\norigin = str(spec and spec.origin)\n`);
  return textOfMain('origin');
}
