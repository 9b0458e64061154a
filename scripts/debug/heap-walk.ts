/** Reading a whole heap from outside: which objects live in it, what refers to what, and what the runtime itself holds. */
import type {CachedExtension} from '../../import/import-extensions';
import {destroyDef} from '../../import/builtin/_abc';
import {PyDict_EntryKey, PyDict_EntryValue, PyDict_Next} from '../../objects/dictobject';
import {DK_ENTRIES} from '../../objects/dictobject-keys';
import {reprText} from '../../objects/errors';
import {PyModule_Check, PyModule_GetDict, PyModule_GetState} from '../../objects/moduleobject';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {H, P, _PyRuntime} from '../../runtime/current';
import {PyDict_Check, PyType_Check, PyUnicode_Check, Py_TYPE, _co_cached, co_consts, co_exceptiontable, co_filename, co_linetable, co_localspluskinds, co_localsplusnames, co_name, co_names, co_qualname, dk_nentries, func_name, ht_cached_keys, ht_name, ht_qualname, ht_slots, ma_values, md_name, tp_base, tp_dict, tp_flags, tp_subclasses, wr_callback} from '../../runtime/generated/accessors';
import {ARENA_MAP, PyBytes_Type, PyCFunction_Type, PyClassMethodDescr_Type, PyCode_Type, PyDict_Type, PyFloat_Type, PyFunction_Type, PyGetSetDescr_Type, PyLong_Type, PyMemberDescr_Type, PyMethodDescr_Type, PyProperty_Type, PyTuple_Type, PyUnicode_Type, PyWrapperDescr_Type, _PyWeakref_RefType} from '../../runtime/generated/static-addresses';
import {trackedObjects} from '../../runtime/gc';
import {LAYOUT_STRUCTS} from '../../runtime/layout/all';
import {IMMORTAL_WORD, payload, slots} from '../../runtime/object';
import {POOL_FREEBLOCK, POOL_MAXNEXTOFFSET, POOL_NEXTOFFSET, POOL_OVERHEAD, POOL_SZIDX, POOL_WORDS, _PyType_PreHeaderSize, type ObmallocState} from '../../runtime/obmalloc';
import type {PyInterpreterState} from '../../runtime/pystate';
import type {PyMethodDef} from '../../runtime/methoddef';
import {STATIC_LIMIT} from '../../runtime/static-objects';
import {Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_HEAPTYPE} from '../../runtime/typeflags';
import {PyTypeSlots} from '../../runtime/typeslots';
import {staticTypeSpecs} from '../../runtime/typespec';
import {NULL, type PyObject, type PyTypeObject} from '../../runtime/types';

/** Types whose instances always refer to the same objects. */
const FIXED_TYPES: ReadonlySet<PyObject> = new Set([PyTuple_Type, PyProperty_Type, PyMethodDescr_Type, PyGetSetDescr_Type, PyMemberDescr_Type, PyWrapperDescr_Type, PyClassMethodDescr_Type, PyCFunction_Type]);

/** The interpreters, oldest first. */
export function interpreters(): PyInterpreterState[] {
  const found: PyInterpreterState[] = [];
  for (let at = _PyRuntime.interpreters.head; at !== null; at = at.next) found.unshift(at);
  return found;
}

/** Addresses of all blocks in use of an allocator's arenas. */
export function blocksInUse(state: ObmallocState): number[] {
  const result: number[] = [];
  for (const arena of state.arenas) {
    if (arena.address === 0) continue;
    for (let pool = arena.address; pool < arena.pool_address; pool += POOL_WORDS) {
      if (H[pool] === 0) continue;
      const size = (H[pool + POOL_SZIDX] + 1) << 4, free = new Set<number>();
      for (let block = H[pool + POOL_FREEBLOCK]; block !== 0; block = H[block]) free.add(block);
      // beyond nextoffset nothing was ever handed out
      const end = Math.min(H[pool + POOL_NEXTOFFSET], H[pool + POOL_MAXNEXTOFFSET] + size);
      for (let offset = POOL_OVERHEAD; offset < end; offset += size) if (!free.has(pool + (offset >> 2))) result.push(pool + (offset >> 2));
    }
  }
  return result;
}
/** Addresses of one arena differ in this many low bits. */
const ARENA_SHIFT = 18;
const isType = (op: number): boolean => op > 0 && op < H.length && (op & 3) === 0 && P[H[op + 3]] instanceof PyTypeSlots;
/** Where addresses begin: a number from here on is a pointer, not a count. */
const MOST_REFERENCES = STATIC_LIMIT;

/** All objects of the runtime, in all its interpreters, and those that ended ones left in their memory. */
export function liveObjects(): Set<PyObject> {
  const found = new Set<PyObject>();
  for (const state of _PyRuntime.allObmallocs()) {
    for (const block of blocksInUse(state)) {
      for (const head of [0, 4, 8]) {
        const op = block + head, type = H[op + 2];
        if (!isCounted(op) || !isType(type) || _PyType_PreHeaderSize(type as PyTypeObject) >> 2 !== head) continue;
        if ((tp_flags(type as PyTypeObject) & Py_TPFLAGS_HAVE_GC) !== 0 && !isLinked(op)) continue;
        found.add(op as PyObject);
        break;
      }
    }
  }
  for (const op of trackedObjects(null)) found.add(op);
  // large ones lie outside the arenas, but somebody refers to them
  const waiting = [...found];
  for (let op = waiting.pop(); op !== undefined; op = waiting.pop()) {
    for (const next of referents(op)) {
      if (found.has(next) || isFreed(next)) continue;
      found.add(next);
      waiting.push(next);
    }
  }
  return found;
}
const isCounted = (op: number): boolean => H[op] === -1 || (H[op] > 0 && H[op] <= MOST_REFERENCES);
/** Whether what would be a GC head is one: in no ring, or linked both ways. A row of references that begins with a static object's can look like an object otherwise. */
function isLinked(op: number): boolean {
  const g = op - 4, next = H[g];
  return next === 0 || (next > 0 && next < H.length && H[next + 2] === g);
}
/** Whether an address that is none of the objects in blocks leads to memory that has been given back. */
function isFreed(op: PyObject): boolean {
  return op >= STATIC_LIMIT && (op >= _PyRuntime.arenaFloor || !isCounted(op) || !isType(H[op + 2]));
}
/** What tells an object from another one that came to its address later: its type, and what cannot change in it. */
export function identityOf(op: PyObject): string {
  const type = Py_TYPE(op);
  if (type === PyUnicode_Type || type === PyLong_Type || type === PyFloat_Type || type === PyBytes_Type) return `${type} ${reprText(op) ?? ''}`;
  if (type === PyFunction_Type) return `${type} ${func_name(op)}`;
  if (type === PyCode_Type) return `${type} ${codeParts(op).join(' ')}`;
  return FIXED_TYPES.has(type) ? `${type} ${referents(op).join(' ')}` : String(type);
}
/** How many references each object has to memory where nothing lives any more. */
export function danglingReferences(objects: ReadonlySet<PyObject>): Map<PyObject, number> {
  const found = new Map<PyObject, number>();
  for (const op of objects) for (const next of referents(op)) if (!objects.has(next)) found.set(op, (found.get(op) ?? 0) + 1);
  return found;
}
/** Objects that more references lead to than are counted, with the number that is missing: somebody gave back what was not theirs, and the next to do so frees them under their holders. */
export function missingReferences(objects: ReadonlySet<PyObject>): Map<PyObject, number> {
  const seen = new Map<PyObject, number>(), missing = new Map<PyObject, number>();
  for (const op of objects) for (const next of referents(op)) if (H[next] !== IMMORTAL_WORD) seen.set(next, (seen.get(next) ?? 0) + 1);
  for (const [op, count] of seen) if (objects.has(op) && count > H[op]) missing.set(op, count - H[op]);
  return missing;
}
/** Ids of the allocators whose interpreters have ended: what lives in their arenas was left behind. */
export function endedAllocators(): Set<number> {
  const ids = new Set(_PyRuntime.allObmallocs().map(state => state.id));
  for (const i of interpreters()) ids.delete(i.obmalloc.id);
  return ids;
}
/** Id of the allocator that an object's memory comes from; 0 for none. A class is too large for arenas: that of its dict tells. */
export function allocatorOf(op: PyObject): number {
  if (op >= _PyRuntime.arenaFloor) return H[ARENA_MAP + (op >> ARENA_SHIFT)];
  if (op < STATIC_LIMIT || !PyType_Check(op)) return 0;
  const dict = tp_dict(op) as PyObject | NULL;
  return dict !== NULL && dict >= _PyRuntime.arenaFloor ? H[ARENA_MAP + (dict >> ARENA_SHIFT)] : 0;
}

/** Word offsets of the references in the objects of a type without tp_traverse. */
function fieldsOf(type: PyTypeObject): readonly number[] {
  for (let at: PyObject | NULL = type; at !== NULL; at = tp_base(at) as PyObject | NULL) {
    const layout = staticTypeSpecs().get(at)?.layout;
    if (layout === undefined) continue;
    return layout.split(/\s+/).flatMap(name => LAYOUT_STRUCTS.filter(s => s.name === name).flatMap(s => s.fields.filter(f => f.kind === 'ref' && !f.items).map(f => f.offset >> 2)));
  }
  return [];
}
/** What a code object is made of: all but what was derived from that since. */
function codeParts(op: PyObject): PyObject[] {
  const parts: (PyObject | NULL)[] = [co_consts(op), co_names(op), co_exceptiontable(op), co_localsplusnames(op), co_localspluskinds(op), co_filename(op), co_name(op), co_qualname(op), co_linetable(op)];
  return parts.filter(part => part !== NULL) as PyObject[];
}
/** What an object refers to, once for each reference. */
export function referents(op: PyObject): PyObject[] {
  const type = Py_TYPE(op), {tp_traverse} = slots(type), found: PyObject[] = [];
  // the collector has no use for keys that are str, for lists of subclasses and for what is in the table that instances share
  if (type === PyDict_Type) {
    const shared = ma_values(op) !== 0;
    for (let pos = PyDict_Next(op, 0); pos > 0; pos = PyDict_Next(op, pos)) {
      if (!shared) found.push(PyDict_EntryKey(op, pos));
      found.push(PyDict_EntryValue(op, pos));
    }
    return found;
  }
  if (PyType_Check(op) && (tp_flags(op) & Py_TPFLAGS_HEAPTYPE) !== 0) {
    const subclasses = tp_subclasses(op), keys = ht_cached_keys(op);
    if (subclasses !== NULL) found.push(subclasses);
    for (const part of [ht_name(op), ht_qualname(op), ht_slots(op)]) if ((part as number) !== NULL) found.push(part);
    if (keys !== 0) for (let at = DK_ENTRIES(keys), end = at + 4 * dk_nentries(keys); at < end; at += 4) if (H[at] !== NULL) found.push(H[at] as PyObject);
  }
  // and a module's name is for the time after its dict
  if (PyModule_Check(op) && (md_name(op) as PyObject | NULL) !== NULL) found.push(md_name(op) as PyObject);
  if (tp_traverse !== null) {
    tp_traverse(op, next => {
      found.push(next);
      return 0;
    });
  } else if (type === PyCode_Type) {
    found.push(...codeParts(op));
    const derived = _co_cached(op);
    if (derived !== 0) for (let at = derived; at < derived + 8; at += 2) if (H[at] !== NULL) found.push(H[at] as PyObject);
  } else for (const word of fieldsOf(type)) if (H[op + word] !== NULL) found.push(H[op + word] as PyObject);
  return found;
}

/** Objects in the state of a module, or in the payload of an instance of an extension's type, that its traverse function does not visit: the collector cannot see them. */
export function hiddenReferents(op: PyObject): {op: PyObject; field: string}[] {
  const type = Py_TYPE(op), isModule = PyModule_Check(op);
  if (!isModule && ((tp_flags(type) & Py_TPFLAGS_HEAPTYPE) === 0 || PyType_Check(op))) return [];
  const holder: unknown = isModule ? PyModule_GetState(op) : P[H[op + 3]], fields: [string, unknown][] = [];
  if (typeof holder !== 'object' || holder === null || (!isModule && Object.getPrototypeOf(holder) !== Object.prototype)) return [];
  for (const [key, value] of Object.entries(holder)) addState(key, value, fields, 2);
  const hidden = fields.filter(([, value]) => isObject(value));
  if (hidden.length === 0) return [];
  const visited = new Set(referents(op));
  return hidden.filter(([, value]) => !visited.has(value as PyObject)).map(([field, value]) => ({op: value as PyObject, field}));
}

/** A reference that the runtime holds, not an object. */
export interface Root { readonly op: PyObject; readonly what: string; readonly interpreter: number | null }

/** Fields of a thread state that hold objects. */
const THREAD_FIELDS: readonly string[] = [
  'dict', 'context', 'current_exception', 'async_exc', 'c_profileobj', 'c_traceobj', 'asyncio_running_loop', 'async_gen_firstiter', 'async_gen_finalizer', 'threading_local_key', 'threading_local_sentinel',
];
/** Fields of the interpreter that hold objects, by their path. */
function interpreterFields(i: PyInterpreterState): [string, unknown][] {
  const fields: [string, unknown][] = [];
  const struct = (prefix: string, holder: object, names: readonly string[]): void => {
    for (const name of names) fields.push([`${prefix}${name}`, (holder as Record<string, unknown>)[name]]);
  };
  struct('', i, ['sysdict', 'builtins', 'sysdict_copy', 'builtins_copy', 'dict', 'audit_hooks', 'before_forkers', 'after_forkers_parent', 'after_forkers_child', 'last_resort_memory_error']);
  struct('imports.', i.imports, ['modules', 'modules_by_index', 'importlib', 'import_func']);
  struct('codec.', i.codec, ['search_path', 'search_cache', 'error_registry']);
  struct('warnings.', i.warnings, ['filters', 'once_registry', 'default_action']);
  i.types.builtins.forEach((state, index) => struct(`static type ${index}.`, state, ['tp_dict', 'tp_subclasses']));
  i.monitoring_callables.forEach((callbacks, tool) => callbacks.forEach((callback, event) => fields.push([`monitoring_callables[${tool}][${event}]`, callback])));
  i.monitoring_tool_names.forEach((name, tool) => fields.push([`monitoring_tool_names[${tool}]`, name]));
  i.atexit.forEach((entry, index) => struct(`atexit[${index}].`, entry, ['func', 'args', 'kwargs']));
  for (const [name, value] of i.moduleStates) addState(`state of ${name}`, value, fields, 3);
  fields.push(['xi.PyExc_NotShareableError', i.xi.PyExc_NotShareableError]);
  for (let ts = i.threads.head; ts !== null; ts = ts.next) struct(`thread ${ts.id}.`, ts, THREAD_FIELDS);
  return fields;
}
/** The numbers in a module's state, which may be objects. */
function addState(path: string, value: unknown, fields: [string, unknown][], depth: number): void {
  if (typeof value === 'number') fields.push([path, value]);
  if (typeof value !== 'object' || value === null || depth === 0 || ArrayBuffer.isView(value)) return;
  for (const [key, item] of value instanceof Map ? value : Object.entries(value)) addState(`${path}.${String(key)}`, item, fields, depth - 1);
}
/** Whether a number of the runtime's state is the address of an object. */
function isObject(value: unknown): boolean {
  return typeof value === 'number' && value >= STATIC_LIMIT && value < H.length && (value & 3) === 0 && isType(H[value + 2]) && (H[value] === -1 || (H[value] > 0 && H[value] < MOST_REFERENCES));
}
/** Everything the runtime itself holds. */
export function roots(): Root[] {
  const found: Root[] = [];
  for (const i of interpreters()) {
    for (const [what, value] of interpreterFields(i)) if (isObject(value)) found.push({op: value as PyObject, what: `interp.${what}`, interpreter: i.id});
  }
  for (const [key, value] of _PyRuntime.imports.extensions as Map<string, CachedExtension | null>) {
    if (value !== null && value.m_dict !== null) found.push({op: value.m_dict.copied, what: `m_copy of ${key.slice(key.lastIndexOf(':') + 1)}`, interpreter: value.m_dict.interpid});
  }
  _PyRuntime.signals.handlers.forEach((handler, signal) => {
    if (handler !== NULL) found.push({op: handler, what: `handler of signal ${signal}`, interpreter: null});
  });
  return found;
}

/** Entries of a dict whose keys are str. */
export function namedEntries(dict: PyObject | NULL): [string, PyObject][] {
  const found: [string, PyObject][] = [];
  if (dict === NULL || !PyDict_Check(dict)) return found;
  for (let pos = PyDict_Next(dict, 0); pos > 0; pos = PyDict_Next(dict, pos)) {
    const key = PyDict_EntryKey(dict, pos);
    if (PyUnicode_Check(key)) found.push([PyUnicode_AsJSString(key), PyDict_EntryValue(dict, pos)]);
  }
  return found;
}
/** Modules of an interpreter by name. */
export function modulesOf(i: PyInterpreterState): Map<string, PyObject> {
  return new Map(namedEntries(i.imports.modules).filter(([, op]) => PyModule_Check(op)));
}

/** Who refers to what in a heap at rest, and how to say it. */
export class References {
  private readonly holders = new Map<PyObject, PyObject[]>();
  private readonly rootsOf = new Map<PyObject, Root[]>();
  /** Names of the dicts of modules. */
  private readonly dicts = new Map<PyObject, string>();

  /** Lists of subclasses, of all types. */
  private readonly subclasses = new Set<PyObject>();
  /** Where an object has one that its traverse function does not visit. */
  private readonly hidden = new Map<PyObject, {readonly holder: PyObject; readonly field: string}[]>();

  constructor(objects: ReadonlySet<PyObject>) {
    for (const op of objects) {
      for (const next of referents(op)) append(this.holders, next, op);
      for (const {op: next, field} of hiddenReferents(op)) {
        if (!objects.has(next)) continue;
        append(this.holders, next, op);
        append(this.hidden, next, {holder: op, field});
      }
      if (PyType_Check(op) && (tp_flags(op) & Py_TPFLAGS_HEAPTYPE) !== 0 && tp_subclasses(op) !== NULL) this.subclasses.add(tp_subclasses(op));
    }
    for (const i of interpreters()) for (const state of i.types.builtins) if (state.tp_subclasses !== NULL) this.subclasses.add(state.tp_subclasses);
    for (const root of roots()) append(this.rootsOf, root.op, root);
    for (const i of interpreters()) {
      const where = i.id === 0 ? '' : ` of interpreter ${i.id}`;
      for (const [name, module] of modulesOf(i)) this.dicts.set(PyModule_GetDict(module), `${name}${where}`);
      if (i.imports.modules !== NULL) this.dicts.set(i.imports.modules, `sys.modules${where}`);
    }
  }
  /** Objects that refer to one, as often as they do. */
  holdersOf(op: PyObject): readonly PyObject[] {
    return this.holders.get(op) ?? [];
  }
  /** Whether an object is only there since a class has a subclass, or an abstract one remembers a class. */
  isBookkeeping(op: PyObject): boolean {
    const holders = this.holdersOf(op);
    if (this.subclasses.has(op) || (isWeakReference(op) && isForgetful(wr_callback(op)))) return true;
    if (holders.length > 0 && isWeakReference(op) && holders.every(isForgetful)) return true;
    if (isForgetful(op) && holders.every(holder => isWeakReference(holder))) return true;
    return holders.length > 0 && holders.every(holder => this.subclasses.has(holder));
  }
  /** Whether the runtime itself holds an object. */
  isRoot(op: PyObject): boolean {
    return this.rootsOf.has(op);
  }
  /** References to an object that some object or the runtime accounts for. */
  known(op: PyObject): number {
    return this.holdersOf(op).length + (this.rootsOf.get(op)?.length ?? 0);
  }
  /** Everything that holds an object, in words. */
  describeHolders(op: PyObject): string[] {
    const texts = (this.rootsOf.get(op) ?? []).map(root => (root.interpreter === null || root.interpreter === 0 ? root.what : `${root.what} of interpreter ${root.interpreter}`));
    for (const holder of new Set(this.holdersOf(op))) texts.push(this.describeHolder(holder, op));
    return texts.sort();
  }
  /** The words for a holder: with the key under which a dict has the object. */
  private describeHolder(holder: PyObject, op: PyObject): string {
    const fields = (this.hidden.get(op) ?? []).filter(entry => entry.holder === holder).map(entry => entry.field);
    if (fields.length > 0) return `${describe(holder)}, in its ${PyModule_Check(holder) ? `state (${fields.join(', ')}), which m_traverse` : `payload (${fields.join(', ')}), which tp_traverse`} does not visit: the collector cannot see it`;
    if (!PyDict_Check(holder)) return this.rootsOf.get(holder)?.map(root => `${root.what.replace('interp.imports.', '')}${root.interpreter === 0 ? '' : ` of interpreter ${root.interpreter}`}`).join(', ') ?? describe(holder);
    const keys = namedEntries(holder).filter(([, value]) => value === op).map(([key]) => key), module = this.dicts.get(holder);
    if (module !== undefined && module.startsWith('sys.modules')) return keys.map(key => `${module.replace('sys.modules', `sys.modules['${key}']`)}`).join(', ') || module;
    const copied = this.rootsOf.get(holder)?.find(root => root.what.startsWith('m_copy'));
    if (module !== undefined) return keys.length > 0 ? keys.map(key => `${module}.${key}`).join(', ') : `a key of the dict of ${module}`;
    if (copied !== undefined) return `${copied.what}${keys.map(key => `['${key}']`).join(', ')}`;
    return keys.length > 0 ? `a dict under ${keys.map(key => `'${key}'`).join(', ')}` : 'a dict';
  }
}
const isWeakReference = (op: PyObject): boolean => Py_TYPE(op) === _PyWeakref_RefType;
/** The callback with which the sets of abc forget classes. */
function isForgetful(op: PyObject | NULL): boolean {
  return op !== NULL && Py_TYPE(op) === PyCFunction_Type && payload(op) === destroyDef;
}
function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const row = map.get(key);
  if (row === undefined) map.set(key, [value]);
  else row.push(value);
}

/** An object in a few words, without its address. */
export function describe(op: PyObject): string {
  const type = Py_TYPE(op), name = slots(type).tp_name;
  if (PyType_Check(op)) return `class ${slots(op).tp_name}`;
  if (type === PyFunction_Type) return `function ${PyUnicode_AsJSString(func_name(op))}`;
  if (type === PyCFunction_Type) return `builtin function ${payload<PyMethodDef>(op).ml_name}`;
  if (PyModule_Check(op)) {
    const found = namedEntries(PyModule_GetDict(op)).find(([key]) => key === '__name__');
    return found !== undefined && PyUnicode_Check(found[1]) ? `module ${PyUnicode_AsJSString(found[1])}` : 'a module';
  }
  return /^[aeiou]/i.test(name) ? `an ${name}` : `a ${name}`;
}
