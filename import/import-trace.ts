/** The steps of loading an extension, for `vivarium-debug trace-import`. Nothing is recorded unless a recorder is set. */
import {_PyRuntime, interp} from '../runtime/current';

/** One step: what happened, to which module, in which interpreter. */
export interface ImportStep { readonly step: string; readonly module: string; readonly interpreter: number; readonly details: Readonly<Record<string, unknown>> }

/** Tells the runtime's recorder of a step. */
export function traceImport(step: string, module: string, details: Readonly<Record<string, unknown>>): void {
  const recorder = _PyRuntime.importRecorder;
  if (recorder !== null) recorder({step, module, interpreter: interp.id, details});
}
