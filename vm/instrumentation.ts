/**
 * Events of running code for tools (PEP 669): which instructions report, and calling the tools. An instruction that reports is replaced
 * by its INSTRUMENTED_ form in place; a line start by INSTRUMENTED_LINE, with the original opcode kept beside; likewise
 * INSTRUMENTED_INSTRUCTION. Code catches up with the tools when it next resumes: its version is compared with the eval breaker's.
 * CPython: Python/instrumentation.c
 */
import {setHooks} from '../runtime/hooks';
import {_PyCode_Quicken} from './specialize';
import {linesOfUnits} from '../objects/codeobject-lines';
import {PyErr_SetString, strText} from '../objects/errors';
import {FRAME_OWNED_BY_CSTACK} from '../objects/frame';
import {CoMonitoringData, type CodeData} from '../runtime/codedata';
import {H, U8, interp, tstate} from '../runtime/current';
import {PyBytes_AS_STRING, PyBytes_GET_SIZE, _co_firsttraceable, _co_instrumentation_version, co_exceptiontable, co_firstlineno, co_flags, co_name, f_executable, f_owner, f_previous, set__co_instrumentation_version} from '../runtime/generated/accessors';
import {EVAL_BREAKER, PyBaseObject_Type, PyExc_SystemError, PyExc_ValueError} from '../runtime/generated/static-addresses';
import {Py_XNewRef, freeStaticObject, newStaticObject, payload} from '../runtime/object';
import {TRACED_LINES, TRACED_LOCAL_LINES, saveThreadWords} from '../runtime/pystate';
import {NULL, type New, type PyObject} from '../runtime/types';
import {CALL, CALL_FUNCTION_EX, CALL_KW, END_ASYNC_FOR, END_FOR, END_SEND, EXTENDED_ARG, FOR_ITER, INSTRUMENTED_INSTRUCTION, INSTRUMENTED_LINE, JUMP_BACKWARD, JUMP_BACKWARD_NO_INTERRUPT, JUMP_FORWARD, LOAD_SUPER_ATTR, OPCODES, POP_JUMP_IF_FALSE, POP_JUMP_IF_NONE, POP_JUMP_IF_NOT_NONE, POP_JUMP_IF_TRUE, RESUME, RETURN_CONST, RETURN_VALUE, SEND, YIELD_VALUE} from './opcode-ids';
import {_PyOpcode_Caches, _PyOpcode_Deopt} from './opcode-metadata';

export const PY_MONITORING_EVENT_PY_START = 0, PY_MONITORING_EVENT_PY_RESUME = 1, PY_MONITORING_EVENT_PY_RETURN = 2, PY_MONITORING_EVENT_PY_YIELD = 3;
export const PY_MONITORING_EVENT_CALL = 4, PY_MONITORING_EVENT_LINE = 5, PY_MONITORING_EVENT_INSTRUCTION = 6, PY_MONITORING_EVENT_JUMP = 7, PY_MONITORING_EVENT_BRANCH = 8;
export const PY_MONITORING_EVENT_STOP_ITERATION = 9, PY_MONITORING_EVENT_RAISE = 10, PY_MONITORING_EVENT_EXCEPTION_HANDLED = 11, PY_MONITORING_EVENT_PY_UNWIND = 12;
export const PY_MONITORING_EVENT_PY_THROW = 13, PY_MONITORING_EVENT_RERAISE = 14, PY_MONITORING_EVENT_C_RETURN = 15, PY_MONITORING_EVENT_C_RAISE = 16;
/** Events below this one can be set for one code object; those below the next are not bound to CALL. */
export const _PY_MONITORING_LOCAL_EVENTS = 10, _PY_MONITORING_UNGROUPED_EVENTS = 15, _PY_MONITORING_EVENTS = 17;
export const PY_MONITORING_SYS_PROFILE_ID = 6, PY_MONITORING_SYS_TRACE_ID = 7;
export const EVENT_NAMES: readonly string[] = [
  'PY_START', 'PY_RESUME', 'PY_RETURN', 'PY_YIELD', 'CALL', 'LINE', 'INSTRUCTION', 'JUMP', 'BRANCH', 'STOP_ITERATION', 'RAISE', 'EXCEPTION_HANDLED', 'PY_UNWIND', 'PY_THROW', 'RERAISE', 'C_RETURN', 'C_RAISE',
];
const MONITORING_VERSION_INCREMENT = 256;
export const CO_NO_MONITORING_EVENTS = 0x2000000;
/** Line delta of a code unit that belongs to no line. */
export const NO_LINE = -0x80000000;

/** Number of an opcode by its name. */
function opcodeNumber(name: string): number {
  return OPCODES.find(row => row[0] === name)![1];
}
export const INSTRUMENTED_RESUME = opcodeNumber('INSTRUMENTED_RESUME');
const INSTRUMENTED_OPCODES = new Uint8Array(256), DE_INSTRUMENT = new Uint8Array(256), EVENT_FOR_OPCODE = new Int8Array(256);
const WITH_EVENT: readonly (readonly [number, string, number])[] = [
  [RETURN_CONST, 'RETURN_CONST', PY_MONITORING_EVENT_PY_RETURN], [RETURN_VALUE, 'RETURN_VALUE', PY_MONITORING_EVENT_PY_RETURN],
  [CALL, 'CALL', PY_MONITORING_EVENT_CALL], [CALL_KW, 'CALL_KW', PY_MONITORING_EVENT_CALL],
  [CALL_FUNCTION_EX, 'CALL_FUNCTION_EX', PY_MONITORING_EVENT_CALL], [LOAD_SUPER_ATTR, 'LOAD_SUPER_ATTR', PY_MONITORING_EVENT_CALL],
  [RESUME, 'RESUME', -1], [YIELD_VALUE, 'YIELD_VALUE', PY_MONITORING_EVENT_PY_YIELD],
  [JUMP_FORWARD, 'JUMP_FORWARD', PY_MONITORING_EVENT_JUMP], [JUMP_BACKWARD, 'JUMP_BACKWARD', PY_MONITORING_EVENT_JUMP],
  [POP_JUMP_IF_FALSE, 'POP_JUMP_IF_FALSE', PY_MONITORING_EVENT_BRANCH], [POP_JUMP_IF_TRUE, 'POP_JUMP_IF_TRUE', PY_MONITORING_EVENT_BRANCH],
  [POP_JUMP_IF_NONE, 'POP_JUMP_IF_NONE', PY_MONITORING_EVENT_BRANCH], [POP_JUMP_IF_NOT_NONE, 'POP_JUMP_IF_NOT_NONE', PY_MONITORING_EVENT_BRANCH],
  [FOR_ITER, 'FOR_ITER', PY_MONITORING_EVENT_BRANCH], [END_FOR, 'END_FOR', PY_MONITORING_EVENT_STOP_ITERATION],
  [END_SEND, 'END_SEND', PY_MONITORING_EVENT_STOP_ITERATION],
];
for (const [plain, name, event] of WITH_EVENT) {
  const instrumented = opcodeNumber(`INSTRUMENTED_${name}`);
  INSTRUMENTED_OPCODES[plain] = INSTRUMENTED_OPCODES[instrumented] = instrumented;
  DE_INSTRUMENT[instrumented] = plain;
  EVENT_FOR_OPCODE[plain] = EVENT_FOR_OPCODE[instrumented] = event;
}
/** Events that one place of code may stop reporting. */
export const isInstrumentedEvent = (event: number): boolean => event < _PY_MONITORING_LOCAL_EVENTS;
const isInstrumented = (opcode: number): boolean => opcode >= INSTRUMENTED_RESUME;

/** The objects sys.monitoring.DISABLE and MISSING of an interpreter, immortal. CPython: _PyInstrumentation_DISABLE, _PyInstrumentation_MISSING */
export function marks(): {disable: PyObject; missing: PyObject} {
  let found = interp.moduleStates.get('sys.monitoring') as {disable: PyObject; missing: PyObject} | undefined;
  if (found === undefined) {
    const make = (): PyObject => {
      const op = newStaticObject(PyBaseObject_Type, 16, 0);
      if (op === NULL) throw new Error('out of memory');
      return op;
    };
    found = {disable: make(), missing: make()};
    interp.moduleStates.set('sys.monitoring', found);
  }
  return found;
}
/** Gives the memory of the two back, when nothing refers to them any more. */
export function finiMonitoringMarks(): void {
  const found = interp.moduleStates.get('sys.monitoring') as {disable: PyObject; missing: PyObject} | undefined;
  if (found === undefined) return;
  interp.moduleStates.delete('sys.monitoring');
  freeStaticObject(found.disable, 0);
  freeStaticObject(found.missing, 0);
}
export function _PyInstrumentation_DISABLE(): PyObject {
  return marks().disable;
}
export function _PyInstrumentation_MISSING(): PyObject {
  return marks().missing;
}

// ---- the opcode under the instrumentation ----

export function dataOf(code: PyObject): CodeData {
  return payload<CodeData>(code);
}
export function monitoringOf(code: PyObject): CoMonitoringData {
  return dataOf(code).monitoring as CoMonitoringData;
}
/** The generic, uninstrumented opcode of a code unit. CPython: _Py_GetBaseOpcode() */
export function _Py_GetBaseOpcode(data: CodeData, i: number): number {
  let opcode = data.code[i] & 255;
  if (opcode === INSTRUMENTED_LINE) opcode = data.monitoring!.lines![i];
  if (opcode === INSTRUMENTED_INSTRUCTION) opcode = data.monitoring!.per_instruction_opcodes![i];
  const plain = DE_INSTRUMENT[opcode];
  return plain !== 0 ? plain : _PyOpcode_Deopt[opcode];
}
function lengthAt(data: CodeData, i: number): number {
  return 1 + _PyOpcode_Caches[_Py_GetBaseOpcode(data, i)];
}
/** Code units with their original opcodes: what co_code shows. CPython: Objects/codeobject.c deopt_code() */
export function deoptedUnits(data: CodeData): Uint16Array {
  const units = data.code.slice();
  for (let i = 0; i < units.length;) {
    const opcode = _Py_GetBaseOpcode(data, i), caches = _PyOpcode_Caches[opcode];
    units[i] = units[i] & 0xff00 | opcode;
    units.fill(0, i + 1, i + 1 + caches);
    i += 1 + caches;
  }
  return units;
}
/** Where the opcode below lines, or below lines and instructions, is kept: the array and the value. */
function putUnder(data: CodeData, i: number, opcode: number, belowInstruction: boolean): void {
  let at = data.code[i] & 255;
  if (at === INSTRUMENTED_LINE) {
    at = data.monitoring!.lines![i];
    if (!belowInstruction || at !== INSTRUMENTED_INSTRUCTION) {
      data.monitoring!.lines![i] = opcode;
      return;
    }
  }
  if (belowInstruction && at === INSTRUMENTED_INSTRUCTION) data.monitoring!.per_instruction_opcodes![i] = opcode;
  else data.code[i] = data.code[i] & 0xff00 | opcode;
}
function getUnder(data: CodeData, i: number, belowInstruction: boolean): number {
  let opcode = data.code[i] & 255;
  if (opcode === INSTRUMENTED_LINE) opcode = data.monitoring!.lines![i];
  if (belowInstruction && opcode === INSTRUMENTED_INSTRUCTION) opcode = data.monitoring!.per_instruction_opcodes![i];
  return opcode;
}
function resetCounter(data: CodeData, i: number, opcode: number): void {
  if (_PyOpcode_Caches[opcode] !== 0) data.code[i + 1] = 1 << 4 | 1;
}

function de_instrument(data: CodeData, i: number): void {
  const plain = DE_INSTRUMENT[getUnder(data, i, true)];
  if (plain === 0) return;
  putUnder(data, i, plain, true);
  resetCounter(data, i, plain);
}
function instrument(data: CodeData, i: number): void {
  const opcode = getUnder(data, i, true);
  if (isInstrumented(opcode)) return;
  const plain = _PyOpcode_Deopt[opcode];
  putUnder(data, i, INSTRUMENTED_OPCODES[plain], true);
  resetCounter(data, i, plain);
}
function de_instrument_line(data: CodeData, i: number): void {
  if ((data.code[i] & 255) !== INSTRUMENTED_LINE) return;
  const {lines} = data.monitoring!;
  // when the instruction reports too, its mark comes back with the line's
  const original = lines![i];
  if (original === INSTRUMENTED_INSTRUCTION) lines![i] = data.monitoring!.per_instruction_opcodes![i];
  data.code[i] = data.code[i] & 0xff00 | original;
  resetCounter(data, i, original);
}
function instrument_line(data: CodeData, i: number): void {
  const opcode = data.code[i] & 255;
  if (opcode === INSTRUMENTED_LINE) return;
  data.monitoring!.lines![i] = _PyOpcode_Deopt[opcode] !== 0 ? _PyOpcode_Deopt[opcode] : opcode;
  data.code[i] = data.code[i] & 0xff00 | INSTRUMENTED_LINE;
}
function de_instrument_per_instruction(data: CodeData, i: number): void {
  if (getUnder(data, i, false) !== INSTRUMENTED_INSTRUCTION) return;
  const original = data.monitoring!.per_instruction_opcodes![i];
  putUnder(data, i, original, false);
  resetCounter(data, i, original);
}
function instrument_per_instruction(data: CodeData, i: number): void {
  const opcode = getUnder(data, i, false);
  if (opcode === INSTRUMENTED_INSTRUCTION) return;
  data.monitoring!.per_instruction_opcodes![i] = isInstrumented(opcode) ? opcode : _PyOpcode_Deopt[opcode];
  putUnder(data, i, INSTRUMENTED_INSTRUCTION, false);
}

/** Takes tools away from a place that reports; the last one makes it plain again. */
function drop(perPlace: Uint8Array | null, active: number, i: number, tools: number, remove: () => void): void {
  if (perPlace !== null) {
    perPlace[i] &= ~tools;
    if (perPlace[i] === 0) remove();
  } else if ((active & tools) === active) remove();
}
export function remove_tools(data: CodeData, i: number, event: number, tools: number): void {
  const m = data.monitoring!;
  drop(m.tools, m.active_monitors[event], i, tools, () => de_instrument(data, i));
}
export function remove_line_tools(data: CodeData, i: number, tools: number): void {
  const m = data.monitoring!;
  drop(m.line_tools, m.active_monitors[PY_MONITORING_EVENT_LINE], i, tools, () => de_instrument_line(data, i));
}
export function remove_per_instruction_tools(data: CodeData, i: number, tools: number): void {
  const m = data.monitoring!;
  drop(m.per_instruction_tools, m.active_monitors[PY_MONITORING_EVENT_INSTRUCTION], i, tools, () => de_instrument_per_instruction(data, i));
}

// ---- bringing code up to date ----

const RESUME_EVENT = (unit: number): number => (unit >> 8 > 0 ? PY_MONITORING_EVENT_PY_RESUME : PY_MONITORING_EVENT_PY_START);
/** The event of a place that may report; -1 when it has none. */
function eventAt(data: CodeData, i: number, base: number): number {
  if (INSTRUMENTED_OPCODES[base] === 0) return -1;
  return base === RESUME ? RESUME_EVENT(data.code[i]) : EVENT_FOR_OPCODE[base];
}
function initialize_tools(data: CodeData): Uint8Array {
  const tools = new Uint8Array(data.code.length), m = data.monitoring!;
  for (let i = 0; i < data.code.length; i += lengthAt(data, i)) {
    const base = _Py_GetBaseOpcode(data, i), event = eventAt(data, i, base);
    if (event >= 0 && isInstrumented(getUnder(data, i, true))) tools[i] = m.active_monitors[event];
  }
  return tools;
}
/** Which code units start a line that is to be reported, and the line of each. CPython: initialize_lines() */
function initialize_lines(code: PyObject, data: CodeData): void {
  const m = data.monitoring!, n = data.code.length, first = _co_firsttraceable(code);
  const lines = (m.lines = new Uint8Array(n)), deltas = (m.lineDeltas = new Int32Array(n).fill(NO_LINE)), lineOf = linesOfUnits(code, n);
  let current = -1;
  for (let i = 0; i < n;) {
    const opcode = _Py_GetBaseOpcode(data, i), line = lineOf[i];
    if (line >= 0) deltas[i] = line - co_firstlineno(code);
    if (i >= first && opcode !== END_ASYNC_FOR && opcode !== END_FOR && opcode !== END_SEND && opcode !== RESUME) {
      if (line !== current && line >= 0) lines[i] = opcode;
      current = line;
    }
    i += 1 + _PyOpcode_Caches[opcode];
  }
  const mark = (target: number): void => {
    if (deltas[target] !== NO_LINE) lines[target] = _Py_GetBaseOpcode(data, target);
  };
  for (let i = first; i < n;) {
    let opcode = _Py_GetBaseOpcode(data, i), oparg = data.code[i] >> 8;
    while (opcode === EXTENDED_ARG) {
      i++;
      opcode = _Py_GetBaseOpcode(data, i);
      oparg = oparg << 8 | data.code[i] >> 8;
    }
    i += 1 + _PyOpcode_Caches[opcode];
    switch (opcode) {
      case POP_JUMP_IF_FALSE: case POP_JUMP_IF_TRUE: case POP_JUMP_IF_NONE: case POP_JUMP_IF_NOT_NONE: case JUMP_FORWARD: mark(i + oparg); break;
      // END_FOR and END_SEND are skipped
      case FOR_ITER: case SEND: mark(i + oparg + 1); break;
      case JUMP_BACKWARD: case JUMP_BACKWARD_NO_INTERRUPT: mark(i - oparg); break;
      default:
    }
  }
  for (const {handler} of exceptionTable(code)) if (_Py_GetBaseOpcode(data, handler) !== END_ASYNC_FOR) mark(handler);
}
/** The entries of an exception table. */
export function exceptionTable(code: PyObject): {start: number; end: number; handler: number; level: number; lasti: boolean}[] {
  const table = co_exceptiontable(code), from = PyBytes_AS_STRING(table), to = from + PyBytes_GET_SIZE(table), entries = [];
  let at = from;
  const varint = (): number => {
    let byte = U8[at++], value = byte & 63;
    while ((byte & 64) !== 0) {
      byte = U8[at++];
      value = value << 6 | byte & 63;
    }
    return value;
  };
  while (at < to) {
    const start = varint(), size = varint(), handler = varint(), depth = varint();
    entries.push({start, end: start + size, handler, level: depth >> 1, lasti: (depth & 1) !== 0});
  }
  return entries;
}
/** The tools that want each local event of a code object. */
function unionOfTools(m: CoMonitoringData): Uint8Array {
  return m.local_monitors.map((tools, event) => tools | interp.monitors[event]);
}
/** More than one tool somewhere: then each place needs its own set. */
function multiple_tools(all: Uint8Array): boolean {
  for (let event = 0; event < _PY_MONITORING_LOCAL_EVENTS; event++) if ((all[event] & (all[event] - 1)) !== 0) return true;
  return false;
}
function update_instrumentation_data(code: PyObject, data: CodeData): Uint8Array {
  const m = (data.monitoring ??= new CoMonitoringData()), n = data.code.length, all = unionOfTools(m), multi = multiple_tools(all);
  if (m.tools === null && multi) m.tools = initialize_tools(data);
  if (all[PY_MONITORING_EVENT_LINE] !== 0) {
    if (m.lines === null) initialize_lines(code, data);
    if (multi && m.line_tools === null) m.line_tools = new Uint8Array(n).fill(all[PY_MONITORING_EVENT_LINE]);
  }
  if (all[PY_MONITORING_EVENT_INSTRUCTION] !== 0) {
    m.per_instruction_opcodes ??= Uint8Array.from(data.code, (_unit, i) => _PyOpcode_Deopt[data.code[i] & 255]);
    if (multi) m.per_instruction_tools ??= new Uint8Array(n);
  }
  return all;
}
/** CPython: force_instrument_lock_held() */
function force_instrument(code: PyObject): number {
  if ((co_flags(code) & CO_NO_MONITORING_EVENTS) !== 0) return 0;
  const data = dataOf(code), active = update_instrumentation_data(code, data), m = data.monitoring!;
  const restarted = interp.last_restart_version > _co_instrumentation_version(code);
  const removed = restarted ? m.active_monitors.slice() : m.active_monitors.map((tools, e) => tools & ~active[e]);
  const added = restarted ? active : active.map((tools, e) => tools & ~m.active_monitors[e]);
  m.active_monitors.set(active);
  if (removed.some(tools => tools !== 0) || added.some(tools => tools !== 0)) applyChanges(code, data, removed, added);
  set__co_instrumentation_version(code, interp.ceval.instrumentation_version);
  return 0;
}
function applyChanges(code: PyObject, data: CodeData, removed: Uint8Array, added: Uint8Array): void {
  const m = data.monitoring!, n = data.code.length, first = _co_firsttraceable(code);
  for (let i = first; i < n; i += lengthAt(data, i)) {
    const base = _Py_GetBaseOpcode(data, i), event = eventAt(data, i, base);
    if (event < 0) continue;
    if (removed[event] !== 0) remove_tools(data, i, event, removed[event]);
    if (added[event] !== 0) {
      if (m.tools !== null) m.tools[i] |= added[event];
      instrument(data, i);
    }
  }
  const {lines} = m, hasInstruction = (base: number): boolean => base !== RESUME && base !== END_FOR;
  // both kinds go before new ones come: else what was just added is taken away (GH-103845)
  const oldLines = removed[PY_MONITORING_EVENT_LINE], newLines = added[PY_MONITORING_EVENT_LINE];
  const oldSteps = removed[PY_MONITORING_EVENT_INSTRUCTION], newSteps = added[PY_MONITORING_EVENT_INSTRUCTION];
  if (oldLines !== 0) for (let i = first; i < n; i += lengthAt(data, i)) if (lines![i] !== 0) remove_line_tools(data, i, oldLines);
  if (oldSteps !== 0) for (let i = first; i < n; i += lengthAt(data, i)) if (hasInstruction(_Py_GetBaseOpcode(data, i))) remove_per_instruction_tools(data, i, oldSteps);
  if (newLines !== 0) {
    for (let i = first; i < n; i += lengthAt(data, i)) {
      if (lines![i] === 0) continue;
      if (m.line_tools !== null) m.line_tools[i] |= newLines;
      instrument_line(data, i);
    }
  }
  if (newSteps !== 0) {
    for (let i = first; i < n; i += lengthAt(data, i)) {
      if (!hasInstruction(_Py_GetBaseOpcode(data, i))) continue;
      if (m.per_instruction_tools !== null) m.per_instruction_tools[i] |= newSteps;
      instrument_per_instruction(data, i);
    }
  }
}
/** Makes a code object report what the tools want now; 0, or -1 with an exception. CPython: _Py_Instrument() */
export function _Py_Instrument(code: PyObject): number {
  // a thread takes the interpreter's version when it comes to run
  H[EVAL_BREAKER] = H[EVAL_BREAKER] & 255 | interp.ceval.instrumentation_version;
  return _co_instrumentation_version(code) === interp.ceval.instrumentation_version ? 0 : force_instrument(code);
}
function instrument_all_executing_code_objects(): void {
  saveThreadWords();
  for (let ts = interp.threads.head; ts !== null; ts = ts.next) {
    ts.eval_breaker = ts.eval_breaker & 255 | interp.ceval.instrumentation_version;
    for (let frame = ts.current_frame; frame !== 0; frame = f_previous(frame)) if (f_owner(frame) !== FRAME_OWNED_BY_CSTACK) _Py_Instrument(f_executable(frame));
  }
  H[EVAL_BREAKER] = tstate.eval_breaker;
}
function set_global_version(version: number): void {
  interp.ceval.instrumentation_version = version;
  H[EVAL_BREAKER] = H[EVAL_BREAKER] & 255 | version;
}
function check_tool(tool_id: number): number {
  if (tool_id >= PY_MONITORING_SYS_PROFILE_ID || interp.monitoring_tool_names[tool_id] !== NULL) return 0;
  PyErr_SetString(PyExc_ValueError, `tool ${tool_id} is not in use`);
  return -1;
}
/** Events as bits that a tool has set, from a table of tools by event. */
export function eventsOfTool(table: ArrayLike<number>, tool_id: number, n: number): number {
  let events = 0;
  for (let e = 0; e < n; e++) if ((table[e] >> tool_id & 1) !== 0) events |= 1 << e;
  return events;
}
function setEventsOfTool(table: number[] | Uint8Array, tool_id: number, events: number, n: number): void {
  for (let e = 0; e < n; e++) table[e] = table[e] & ~(1 << tool_id) | (events >> e & 1) << tool_id;
}
/** Sets the events a tool wants everywhere; -1 with an exception. CPython: _PyMonitoring_SetEvents() */
export function _PyMonitoring_SetEvents(tool_id: number, events: number): number {
  if (check_tool(tool_id) !== 0) return -1;
  if (eventsOfTool(interp.monitors, tool_id, _PY_MONITORING_UNGROUPED_EVENTS) === events) return 0;
  setEventsOfTool(interp.monitors, tool_id, events, _PY_MONITORING_UNGROUPED_EVENTS);
  chooseLoop();
  set_global_version(interp.ceval.instrumentation_version + MONITORING_VERSION_INCREMENT);
  instrument_all_executing_code_objects();
  return 0;
}
/** Frames run in the traced loop while lines are reported: whether one begins depends on the instruction before. */
function chooseLoop(): void {
  const lines = (interp.monitors[PY_MONITORING_EVENT_LINE] !== 0 ? TRACED_LINES : 0) | (interp.localLines > 0 ? TRACED_LOCAL_LINES : 0);
  interp.tracedLoop = (interp.tracedLoop & ~(TRACED_LINES | TRACED_LOCAL_LINES)) | lines;
}
/** Sets the events a tool wants of one code object. CPython: _PyMonitoring_SetLocalEvents() */
export function _PyMonitoring_SetLocalEvents(code: PyObject, tool_id: number, events: number): number {
  const data = dataOf(code);
  if (_co_firsttraceable(code) >= data.code.length) {
    PyErr_SetString(PyExc_SystemError, `cannot instrument shim code object '${strText(co_name(code))}'`);
    return -1;
  }
  if (check_tool(tool_id) !== 0) return -1;
  const m = (data.monitoring ??= new CoMonitoringData());
  if (eventsOfTool(m.local_monitors, tool_id, _PY_MONITORING_LOCAL_EVENTS) === events) return 0;
  const had = m.local_monitors[PY_MONITORING_EVENT_LINE] !== 0;
  setEventsOfTool(m.local_monitors, tool_id, events, _PY_MONITORING_LOCAL_EVENTS);
  interp.localLines += Number(m.local_monitors[PY_MONITORING_EVENT_LINE] !== 0) - Number(had);
  chooseLoop();
  return force_instrument(code);
}
export function localEvents(code: PyObject, tool_id: number): number {
  const m = dataOf(code).monitoring;
  return m === null ? 0 : eventsOfTool(m.local_monitors, tool_id, _PY_MONITORING_LOCAL_EVENTS);
}
/** Lets places that were disabled report again. CPython: monitoring_restart_events_impl() */
export function restartEvents(): void {
  const restart = interp.ceval.instrumentation_version + MONITORING_VERSION_INCREMENT;
  interp.last_restart_version = restart;
  set_global_version(restart + MONITORING_VERSION_INCREMENT);
  instrument_all_executing_code_objects();
}
/** Sets the function a tool has for an event; the one before is the result. CPython: _PyMonitoring_RegisterCallback() */
export function _PyMonitoring_RegisterCallback(tool_id: number, event_id: number, func: PyObject | NULL): New | NULL {
  const table = interp.monitoring_callables[tool_id], old = table[event_id];
  table[event_id] = Py_XNewRef(func);
  return old as New | NULL;
}

setHooks({deoptedUnits, _PyCode_Quicken, _PyOpcode_Caches});
