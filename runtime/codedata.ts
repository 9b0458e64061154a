/**
 * What a code object has beside its words: its instructions as they run (specialised and instrumented in place), and what the
 * interpreter, the monitoring and the compiler to JS keep about it. It is the payload of every PyCodeObject.
 * CPython: Include/cpython/code.h (co_code_adaptive, _co_monitoring, co_extra)
 */

/** Instrumentation of one code object. CPython: struct _PyCoMonitoringData */
export class CoMonitoringData {
  /** Which tools want each local event, here and as they stand in the instructions. CPython: local_monitors, active_monitors */
  readonly local_monitors = new Uint8Array(11);
  readonly active_monitors = new Uint8Array(11);
  /** For each code unit: tools of its event, 0 where there is none. */
  tools: Uint8Array | null = null;
  /** For each code unit: the original opcode of an INSTRUMENTED_LINE, 0 where there is none; and the line's delta. */
  lines: Uint8Array | null = null;
  lineDeltas: Int32Array | null = null;
  line_tools: Uint8Array | null = null;
  per_instruction_opcodes: Uint8Array | null = null;
  per_instruction_tools: Uint8Array | null = null;
}

/** The payload of a code object. */
export class CodeData {
  /** Code units: opcode in the low byte, oparg in the high one; inline caches between them. CPython: co_code_adaptive */
  readonly code: Uint16Array;
  /** Address of the first constant and the first name: the items of co_consts and co_names. */
  constp = 0;
  namep = 0;
  /** Instrumentation, once a tool or a trace function has asked for it. */
  monitoring: CoMonitoringData | null = null;
  /** The function compiled from the code, and how often the code has been entered or has jumped back; vm/jit. */
  jit: unknown = null;
  warmth = 0;
  /** Data that users of PyUnstable_Code_SetExtra() attach. */
  extra: unknown[] | null = null;

  constructor(code: Uint16Array) {
    this.code = code;
  }
}
