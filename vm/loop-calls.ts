/**
 * The short ways of the compiled loop into closures and into Python functions whose arguments do not simply fill the locals: defaults, keywords, *args, an empty **kwargs. Read by
 * scripts/regen-cases-wasm.ts like vm/loop-inline.ts; nobody imports it.
 */
import {PyDict_New} from '../objects/dictobject';
import {H} from '../runtime/current';
import {DATASTACK_LIMIT, DATASTACK_TOP, PY_RECURSION_REMAINING, PyDict_Type, PyFunction_Type, REFTOTAL, TUPLE_FREE, _PyTuple_Empty} from '../runtime/generated/static-addresses';
import type {Ptr, PyObject} from '../runtime/types';
import {tupleSteal} from './loop-inline';
import {dictFind} from './loop-short';

function hold(op: PyObject): void {
  if (H[op] < 0) return;
  H[op]++;
  H[REFTOTAL]++;
}
/** The cells of a closure as the last locals of a frame. */
export function copyCells(closure: PyObject, locals: Ptr, n: number): void {
  for (let i = 0; i < n; i++) {
    const cell = H[closure + 6 + (i << 1)];
    hold(cell as PyObject);
    H[locals + (i << 1)] = cell;
  }
}
/** Puts the keyword arguments, which lie at `values`, into the locals at `locals`; 0 when one has no place of its own. */
function placeKeywords(code: Ptr, locals: Ptr, total: number, values: Ptr, kwnames: PyObject): number {
  const names = H[code + 24] + 6, count = H[kwnames + 4], first = H[code + 14];
  for (let i = 0; i < count; i++) {
    const name = H[kwnames + 6 + (i << 1)];
    let j = first;
    while (j < total && H[names + (j << 1)] !== name) j++;
    if (j === total || H[locals + (j << 1)] !== 0) return 0;
    H[locals + (j << 1)] = H[values + (i << 1)];
  }
  return 1;
}
/** Whether all parameters without an argument have a default. */
function defaultsSuffice(func: Ptr, code: Ptr, locals: Ptr, nargs: number): number {
  const argcount = H[code + 13], total = argcount + H[code + 15], defaults = H[func + 14], required = argcount - (defaults === 0 ? 0 : H[defaults + 4]);
  for (let i = nargs; i < required; i++) if (H[locals + (i << 1)] === 0) return 0;
  const kwdefaults = H[func + 16];
  for (let i = argcount; i < total; i++) {
    if (H[locals + (i << 1)] === 0) {
      if (kwdefaults === 0) return 0;
      if (H[kwdefaults + 2] !== PyDict_Type) return 0;
      if (dictFind(kwdefaults as PyObject, H[H[code + 24] + 6 + (i << 1)] as PyObject) <= 0) return 0;
    }
  }
  return 1;
}
/** Fills them in. */
function fillDefaults(func: Ptr, code: Ptr, locals: Ptr, nargs: number): void {
  const argcount = H[code + 13], total = argcount + H[code + 15], defaults = H[func + 14];
  if (nargs < argcount && defaults !== 0) {
    const required = argcount - H[defaults + 4];
    for (let i = nargs > required ? nargs : required; i < argcount; i++) {
      if (H[locals + (i << 1)] === 0) {
        const value = H[defaults + 6 + ((i - required) << 1)];
        hold(value as PyObject);
        H[locals + (i << 1)] = value;
      }
    }
  }
  for (let i = argcount; i < total; i++) {
    if (H[locals + (i << 1)] === 0) {
      const value = H[dictFind(H[func + 16] as PyObject, H[H[code + 24] + 6 + (i << 1)] as PyObject)];
      hold(value as PyObject);
      H[locals + (i << 1)] = value;
    }
  }
}
/**
 * Pushes the frame of a Python function, with its arguments in a row at `args`, those of the keywords behind the others; takes function and arguments over. The
 * frame, which is counted already, or 0 when enter_function() has to do it and nothing has happened.
 */
export function enterGeneral(frame: Ptr, func: Ptr, args: Ptr, nargs: number, kwnames: PyObject): Ptr {
  if (H[func + 2] !== PyFunction_Type) return 0;
  const code = H[func + 12], flags = H[code + 12], argcount = H[code + 13], total = argcount + H[code + 15];
  // locals that are a dict
  if ((flags & 1) === 0) return 0;
  const rest = nargs - argcount;
  if (rest > 0) {
    if ((flags & 4) === 0 || rest > 20) return 0;
    if (H[TUPLE_FREE + ((rest - 1) << 1)] === 0) return 0;
  }
  const fresh = H[DATASTACK_TOP], words = H[code + 19] << 1;
  if (fresh + words >= H[DATASTACK_LIMIT] || H[PY_RECURSION_REMAINING] <= 1) return 0;
  const locals = fresh + 18, end = locals + (H[code + 18] << 1), given = rest > 0 ? argcount : nargs;
  for (let i = 0; i < given; i++) H[locals + (i << 1)] = H[args + (i << 1)];
  for (let at = locals + (given << 1); at < end; at += 2) H[at] = 0;
  if (kwnames !== 0 && placeKeywords(code, locals, total, args + (nargs << 1), kwnames) === 0) return 0;
  if (given < total && defaultsSuffice(func, code, locals, given) === 0) return 0;
  if ((flags & 8) !== 0) {
    // every keyword has had a place
    const kwdict = PyDict_New();
    if (kwdict === 0) return 0;
    H[locals + ((total + ((flags >> 2) & 1)) << 1)] = kwdict;
  }
  if (given < total) fillDefaults(func, code, locals, given);
  if ((flags & 4) !== 0) H[locals + (total << 1)] = rest > 0 ? tupleSteal(args + (argcount << 1), rest) : _PyTuple_Empty;
  hold(code as PyObject);
  H[fresh] = code;
  H[fresh + 1] = 0;
  H[fresh + 2] = frame;
  H[fresh + 4] = func;
  H[fresh + 6] = H[func + 4];
  H[fresh + 8] = H[func + 6];
  H[fresh + 10] = 0;
  H[fresh + 12] = 0;
  H[fresh + 14] = 0;
  H[fresh + 16] = end;
  H[fresh + 17] = 0;
  H[DATASTACK_TOP] = fresh + words;
  H[PY_RECURSION_REMAINING]--;
  return fresh;
}
/** The same for a function that the specialiser found and that does not lie on the stack. */
export function enterFound(frame: Ptr, func: Ptr, version: number, args: Ptr, nargs: number): Ptr {
  if (func === 0) return 0;
  if (H[func + 34] !== version || H[H[func + 12] + 13] !== nargs) return 0;
  const made = enterGeneral(frame, func, args, nargs, 0 as PyObject);
  if (made !== 0) hold(func as PyObject);
  return made;
}
