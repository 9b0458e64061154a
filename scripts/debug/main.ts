/** vivarium-debug: runs a script or an import and tells what it did. The options are read with Node's own parser. */
import {parseArgs} from 'util';
import {readFile} from '../../import/pymain';
import {runSourceInMain} from '../../import/run-file';
import type {ImportStep} from '../../import/import-trace';
import {PyErr_Print} from '../../objects/errors';
import {_PyRuntime} from '../../runtime/current';
import {PyGC_Collect} from '../../runtime/gc';
import {PyConfig} from '../../runtime/config';
import type {Host} from '../../runtime/host/host';
import type {Installation} from '../../runtime/getpath';
import {Py_FinalizeEx} from '../../runtime/pylifecycle-fini';
import {Py_InitializeFromConfig} from '../../runtime/pylifecycle';
import {Py_DECREF} from '../../runtime/object';
import {NULL} from '../../runtime/types';
import {moduleReport, moduleText, refsReport, refsText, stepsText} from './reports';
import {takeSnapshot} from './snapshot';

const USAGE = `usage: vivarium-debug refs SCRIPT [--json]            what a script did to the reference totals
       vivarium-debug module NAME SCRIPT [--json]     what is known of a module after a script
       vivarium-debug trace-import NAME [--json]      the steps of importing a module
`;

/** Runs the command; the exit status. */
export function debugMain(host: Host, argv: readonly string[], installation: Installation): number {
  const write = (fd: number, text: string): void => {
    const bytes = new TextEncoder().encode(text);
    host.write(fd, bytes, 0, bytes.length);
  };
  let parsed;
  try {
    parsed = parseArgs({args: [...argv.slice(1)], allowPositionals: true, options: {json: {type: 'boolean'}, help: {type: 'boolean', short: 'h'}}});
  } catch (error) {
    write(2, `vivarium-debug: ${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const [command, ...words] = parsed.positionals, json = parsed.values.json === true;
  const wanted: Readonly<Record<string, number>> = {refs: 1, module: 2, 'trace-import': 1};
  if (parsed.values.help === true) {
    write(1, USAGE);
    return 0;
  }
  if (command === undefined || wanted[command] === undefined || words.length !== wanted[command]) {
    write(2, USAGE);
    return 2;
  }
  const config = new PyConfig();
  config.argv = config.orig_argv = command === 'trace-import' ? [''] : [words[words.length - 1]];
  const {status} = Py_InitializeFromConfig(host, config, {installation, pydebug: true});
  if (status.kind === 'error') {
    write(2, `vivarium-debug: ${status.message}\n`);
    return 1;
  }
  const report = run(command, words, json);
  Py_FinalizeEx();
  write(1, report.text);
  return report.failed ? 1 : 0;
}

function run(command: string, words: readonly string[], json: boolean): {text: string; failed: boolean} {
  const show = (value: unknown, text: string): string => (json ? `${JSON.stringify(value, null, 2)}\n` : text);
  const steps: ImportStep[] = [];
  _PyRuntime.importRecorder = step => steps.push(step);
  PyGC_Collect();
  const before = takeSnapshot();
  const script = words[words.length - 1];
  const source = command === 'trace-import' ? new TextEncoder().encode(`import ${script}\n`) : readFile(script);
  if (source === null) return {text: `vivarium-debug: can't open file '${script}'\n`, failed: true};
  const result = runSourceInMain(source, command === 'trace-import' ? '<trace-import>' : script);
  if (result === NULL) PyErr_Print();
  else Py_DECREF(result);
  PyGC_Collect();
  _PyRuntime.importRecorder = null;
  const failed = result === NULL;
  if (command === 'trace-import') return {text: show(steps, stepsText(steps)), failed};
  if (command === 'module') {
    const report = moduleReport(words[0]);
    return {text: show(report, moduleText(report)), failed};
  }
  const report = refsReport(before, takeSnapshot());
  return {text: show(report, refsText(report)), failed};
}
