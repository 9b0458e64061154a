/** `vivarium-debug trace-import`: the steps of an import, and in words why it failed and what would help. */
import {Py_mod_gil, Py_mod_multiple_interpreters, type PyModuleDef} from '../../objects/moduleobject';
import type {ImportStep} from '../../import/import-trace';

/** What the slots of a def say about interpreters and the GIL. */
export interface DefSlots { readonly multipleInterpreters: 'absent' | 'not supported' | 'supported' | 'own GIL'; readonly gil: 'absent' | 'used' | 'not used'; readonly text: string }
export function slotsOfDef(def: PyModuleDef): DefSlots {
  const value = (slot: number): unknown => def.m_slots?.find(([id]) => id === slot)?.[1];
  const interpreters = value(Py_mod_multiple_interpreters), gil = value(Py_mod_gil);
  const multipleInterpreters = interpreters === undefined ? 'absent' : (['not supported', 'supported', 'own GIL'] as const)[interpreters as 0 | 1 | 2];
  const gilText = gil === undefined ? 'absent' : gil === 0 ? 'used' : 'not used';
  return {multipleInterpreters, gil: gilText, text: def.m_slots === null ? 'no slots' : `Py_mod_multiple_interpreters ${multipleInterpreters}, Py_mod_gil ${gilText}`};
}

export interface TraceReport {
  readonly name: string;
  readonly where: string;
  readonly steps: readonly ImportStep[];
  /** The type and text of the exception, or null. */
  readonly error: string | null;
  /** That of the exception it was raised from, or null. */
  readonly cause: string | null;
  /** Where the module came from, when it was imported. */
  readonly origin: string | null;
  readonly why: readonly string[];
}

/** What each step means. */
const STEP_TEXT: Readonly<Record<string, string>> = {
  'cache-miss': 'the extensions cache has no entry', 'cache-hit': 'the extensions cache has an entry', 'switch-to-main': 'the main interpreter is made current, since init functions run there first',
  'switch-back': 'the importing interpreter is current again', 'init-ran': 'the init function ran', 'multi-phase': 'it gave a def: multi-phase', 'cache-set': 'single-phase: an entry was made',
  'modules-by-index': 'the module was put into modules_by_index', 'copied-from-m_copy': 'a new module got the items of m_copy', 'check-failed': 'this interpreter refuses the module',
  'init-failed': 'it failed', 'create-failed': 'no module could be made from the def', 'exec-ran': 'the functions of Py_mod_exec slots ran', 'exec-failed': 'a function of a Py_mod_exec slot failed',
};

/** Why the last refusal among the steps came about, and what would change it; and which modules failed with it. */
export function explain(steps: readonly ImportStep[], error: string | null): string[] {
  const refused = steps.map(({step}) => step).lastIndexOf('check-failed');
  const others = refused < 0 ? [] : steps.slice(refused + 1).filter(step => step.step === 'exec-failed').map(step => `${step.module} imports it, and failed with it.`);
  return [...explainRefusal(steps, error), ...others];
}
function explainRefusal(steps: readonly ImportStep[], error: string | null): string[] {
  const refused = steps.filter(step => step.step === 'check-failed').pop();
  if (refused === undefined) {
    if (error !== null && /does not define module export function/.test(error)) return ['The file is an extension, but does not export the init function that belongs to its name.'];
    if (error !== null && /built for another interpreter|invalid ELF header|file too short/.test(error)) return ['Only what scripts/build-extension makes of TypeScript can be loaded: machine code for CPython cannot run here.'];
    const last = steps[steps.length - 1], where = last?.interpreter === 0 ? 'the main interpreter' : `interpreter ${last?.interpreter}`;
    if (error === null || last === undefined) return [];
    const failed = steps.map(step => step.step).lastIndexOf('init-failed');
    if (failed >= 0 && failed >= steps.length - 2) {
      const {module, details, interpreter} = steps[failed], there = interpreter !== last.interpreter ? '; it ran in the main interpreter' : '';
      if (details.gave === 'NULL') return [`The init function of ${module} raised it itself${there}.`];
      return [`The init function of ${module} returns a module from PyModule_Create(), a def from PyModuleDef_Init(), or NULL with an exception set; this one gave ${String(details.gave)}${there}.`];
    }
    if (last.step === 'create-failed') return [`${last.module} is multi-phase, and its def or a Py_mod_create function was at fault.`];
    if (last.step === 'exec-failed') return [`${last.module} is multi-phase, and was made; a Py_mod_exec function of it failed in ${where}: it returns 0, or -1 with an exception set.`];
    return [];
  }
  const own = steps.filter(step => step.module === refused.module), multiphase = own.find(step => step.step === 'multi-phase');
  if (multiphase === undefined) {
    const lines = [`${refused.module} is a single-phase module: its init function makes the module itself, so one copy of its state serves all interpreters.`, `interpreter ${refused.interpreter} checks extensions (check_multi_interp_extensions), and refuses such modules.`];
    if (own.some(step => step.step === 'cache-set')) lines.push('The init function has run in the main interpreter all the same, and the extensions cache has an entry now.');
    lines.push('To load it there: make it multi-phase (return PyModuleDef_Init(def)), move static variables into module state, and add Py_mod_multiple_interpreters.', "It does load in an interpreter of the 'legacy' configuration.");
    return lines;
  }
  const slot = String(multiphase.details.multiple_interpreters);
  if (slot === 'absent') {
    return [`${refused.module} is multi-phase, but has no Py_mod_multiple_interpreters slot: that means interpreters that share the GIL only.`, `interpreter ${refused.interpreter} has a GIL of its own.`, 'Add {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED} once nothing of it is shared.'];
  }
  if (slot === 'supported') return [`${refused.module} says Py_MOD_MULTIPLE_INTERPRETERS_SUPPORTED: interpreters that share the GIL.`, `interpreter ${refused.interpreter} has a GIL of its own; Py_MOD_PER_INTERPRETER_GIL_SUPPORTED would let it in.`];
  return [`${refused.module} says Py_MOD_MULTIPLE_INTERPRETERS_NOT_SUPPORTED, and interpreter ${refused.interpreter} checks extensions.`];
}

export function traceText(report: TraceReport): string {
  const lines = [`import ${report.name} in ${report.where}`];
  const width = Math.max(0, ...report.steps.map(s => s.step.length));
  report.steps.forEach((s, i) => {
    const details = Object.entries(s.details).map(([key, value]) => `${key}=${String(value)}`).join(' ');
    lines.push(`  ${String(i + 1).padStart(2)}. interpreter ${s.interpreter}  ${s.step.padEnd(width)}  ${s.module}: ${STEP_TEXT[s.step] ?? s.step}${details === '' ? '' : ` (${details})`}`);
  });
  if (report.steps.length === 0) lines.push('  no extension was loaded');
  lines.push(report.error !== null ? `failed: ${report.error}` : `imported from ${report.origin ?? 'nowhere'}`);
  if (report.cause !== null) lines.push(`caused by: ${report.cause}`);
  for (const line of report.why) lines.push(`why: ${line}`);
  return `${lines.join('\n')}\n`;
}
