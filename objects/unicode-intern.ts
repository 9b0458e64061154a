/** Interned strings. CPython: Objects/unicodeobject.c intern_common() and what surrounds it */
import {H, P, _PyRuntime, interp} from '../runtime/current';
import {PyUnicode_Check, PyUnicode_CheckExact, PyUnicode_CHECK_INTERNED} from '../runtime/generated/accessors';
import {GLOBAL_STRINGS_COUNT, GLOBAL_STRINGS_START, GLOBAL_STRING_TEXTS} from '../runtime/generated/ids';
import {LATIN1_CHARACTERS, PyUnicode_Type, REFTOTAL, STRING_WORDS} from '../runtime/generated/static-addresses';
import {newPayload} from '../runtime/heap';
import {Py_DECREF, Py_NewRef, _Py_SetImmortal, IMMORTAL_WORD} from '../runtime/object';
import type {PyInterpreterState} from '../runtime/pystate';
import {textEquals, type PyText} from '../runtime/text';
import {NULL, type New, type PyObject} from '../runtime/types';
import {PyUnicode_FromString, SSTATE_INTERNED_IMMORTAL, SSTATE_INTERNED_MORTAL, SSTATE_NOT_INTERNED} from './unicodeobject';

/** Addresses of the static strings by text: the same in every runtime. CPython: INTERNED_STRINGS */
const staticStrings: ReadonlyMap<string, number> = new Map(GLOBAL_STRING_TEXTS.map((text, i) => [text, GLOBAL_STRINGS_START + i * STRING_WORDS]));
/** Words of a static str: compact, interned for good, statically allocated; the hash is computed when it is first asked for. */
const STATIC_STATE = 3 | 4 | 32 | 128;

function initStaticString(op: number, text: string, ascii: boolean): void {
  H[op] = IMMORTAL_WORD;
  H[op + 2] = PyUnicode_Type;
  H[op + 3] = newPayload(text);
  H[op + 4] = text.length;
  H[op + 6] = H[op + 7] = -1;
  H[op + 8] = STATIC_STATE | (ascii ? 64 : 0);
}

/** Makes the static strings of a new runtime: identifiers, literals, one-character strings. CPython: _PyUnicode_InitGlobalObjects() */
export function initStaticStrings(): void {
  for (let ch = 0; ch < 256; ch++) initStaticString(LATIN1_CHARACTERS + ch * STRING_WORDS, String.fromCharCode(ch), ch < 128);
  for (let i = 0; i < GLOBAL_STRING_TEXTS.length; i++) initStaticString(GLOBAL_STRINGS_START + i * STRING_WORDS, GLOBAL_STRING_TEXTS[i], true);
}

/** The key of a text in the table of interned strings. A narrow text may equal a wide one's key; whoever looks up compares the texts. */
function internKey(text: PyText): string {
  return typeof text === 'string' ? text : `\uffff${Array.from(text).join()}`;
}

/** A mortal interned string is no more needed by anybody: it leaves the table. */
export function forgetInterned(op: PyObject): void {
  const text = P[H[op + 3]] as PyText, key = internKey(text), table = interp.interned;
  if (table.get(key) !== op) return;
  // A Map keeps what is deleted in the chain of its hash until it is rebuilt: a text that comes and goes often would be looked for in a long chain.
  table.set(key, NULL as number as PyObject);
  if (++interp.internedDead > MOST_DEAD && interp.internedDead > table.size >> 1) dropDead(table);
}
/** How many texts of dead strings the table may keep at least. */
const MOST_DEAD = 1024;
function dropDead(table: Map<string, PyObject>): void {
  for (const [key, op] of table) if (op as number === NULL) table.delete(key);
  interp.internedDead = 0;
}
/** Number of living strings in a table. */
export function internedCount(table: ReadonlyMap<string, PyObject>): number {
  let n = 0;
  for (const op of table.values()) if (op as number !== NULL) n++;
  return n;
}

/** An interned string stays for good. CPython: immortalize_interned() */
function immortalize_interned(op: PyObject): void {
  H[op + 8] = (H[op + 8] & ~3) | SSTATE_INTERNED_IMMORTAL;
  _Py_SetImmortal(op);
}

/** The one interned str of this text: `s` itself when there was none. @steals s. CPython: Objects/unicodeobject.c intern_common() */
function intern_common(s: New, immortalize: boolean): New {
  if (!PyUnicode_CheckExact(s)) return s;
  const state = PyUnicode_CHECK_INTERNED(s);
  if (state !== SSTATE_NOT_INTERNED) {
    if (state === SSTATE_INTERNED_MORTAL && immortalize) immortalize_interned(s);
    return s;
  }
  if (H[s] < 0 || _PyRuntime.build.gilDisabled) immortalize = true;
  const text = P[H[s + 3]] as PyText;
  if (typeof text === 'string') {
    let found = NULL as number;
    if (text.length === 1 && text.charCodeAt(0) < 256) found = LATIN1_CHARACTERS + text.charCodeAt(0) * STRING_WORDS;
    else found = staticStrings.get(text) ?? NULL;
    if (found !== NULL) {
      Py_DECREF(s);
      return found as New;
    }
  }
  const key = internKey(text), known = interp.interned.get(key);
  if (known !== undefined && known as number !== NULL) {
    if (!textEquals(text, P[H[known + 3]] as PyText)) return s;
    const result = Py_NewRef(known);
    Py_DECREF(s);
    if (immortalize && PyUnicode_CHECK_INTERNED(result) === SSTATE_INTERNED_MORTAL) immortalize_interned(result);
    return result;
  }
  if (known !== undefined) interp.internedDead--;
  interp.interned.set(key, s);
  H[s + 8] |= SSTATE_INTERNED_MORTAL;
  if (immortalize) immortalize_interned(s);
  return s;
}

/** Interns a str, which may die again when nobody uses it. @steals s; the result is the interned one. CPython: _PyUnicode_InternMortal() */
export function _PyUnicode_InternMortal(s: New): New {
  return intern_common(s, false);
}
/** Interns a str for good. @steals s. CPython: _PyUnicode_InternImmortal() */
export function _PyUnicode_InternImmortal(s: New): New {
  return intern_common(s, true);
}
/** Interns a str as C code does that has a pointer to it. @steals s. CPython: PyUnicode_InternInPlace(); DIVERGES: the C function writes through a pointer */
export function PyUnicode_InternInPlace(s: New): New {
  return PyUnicode_Check(s) ? intern_common(s, false) : s;
}
/** An interned, mortal str of a JS string. @raises MemoryError. CPython: PyUnicode_InternFromString() */
export function PyUnicode_InternFromString(js: string): New | NULL {
  const s = lookupStatic(js);
  if (s !== NULL) return s as New;
  const op = PyUnicode_FromString(js);
  return op === NULL ? NULL : intern_common(op, false);
}
/** PyUnicode_InternFromString() for names that stay for good. */
export function _PyUnicode_InternFromString(js: string): New | NULL {
  const s = lookupStatic(js);
  if (s !== NULL) return s as New;
  const op = PyUnicode_FromString(js);
  return op === NULL ? NULL : intern_common(op, true);
}
/** The static str of a JS string, or NULL: saves making an object only to drop it. */
function lookupStatic(js: string): number {
  if (js.length === 1 && js.charCodeAt(0) < 256) return LATIN1_CHARACTERS + js.charCodeAt(0) * STRING_WORDS;
  return staticStrings.get(js) ?? NULL;
}

/** How many strings are interned, static ones included; with `onlyImmortal` those that stay. CPython: _PyUnicode_InternedSize(), _PyUnicode_InternedSize_Immortal() */
export function _PyUnicode_InternedSize(onlyImmortal: boolean): number {
  const dynamic = interp.interned;
  // one-character literals are among the 256
  let n = GLOBAL_STRINGS_COUNT + 256;
  if (!onlyImmortal) return n + internedCount(dynamic);
  for (const op of dynamic.values()) if (op as number !== NULL && H[op] < 0) n++;
  return n;
}

/**
 * The end of an interpreter's interned strings. Mortal ones are simply no longer interned; immortal ones become mortal and die in a
 * debug build, and stay for ever otherwise. Nothing happens when the table is the main interpreter's and this is another one.
 * CPython: _PyUnicode_ClearInterned()
 */
export function _PyUnicode_ClearInterned(owner: PyInterpreterState): void {
  const main = _PyRuntime.interpreters.main;
  if (main !== null && main !== owner && main.interned === owner.interned) {
    owner.interned = new Map();
    return;
  }
  const table = owner.interned, doomed: PyObject[] = [];
  for (const op of table.values()) {
    if (op as number === NULL) continue;
    const state = PyUnicode_CHECK_INTERNED(op);
    H[op + 8] &= ~3;
    if (state === SSTATE_INTERNED_IMMORTAL && _PyRuntime.build.pydebug) {
      // one reference of the table's stands for its two
      H[op] = 1;
      H[REFTOTAL]++;
      doomed.push(op);
    }
  }
  table.clear();
  owner.internedDead = 0;
  for (const op of doomed) Py_DECREF(op);
}
