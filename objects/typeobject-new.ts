/**
 * Making classes. CPython: Objects/typeobject.c type_new() ... type_new_impl()
 *
 * (1) the metaclass and the dominant base; (2) __slots__ are checked, mangled, sorted; (3) the type object is made, with a copy of the namespace;
 * (4) name, module, qualname, doc, descriptors, __classcell__; (5) PyType_Ready; (6) slot functions for special methods; (7) __set_name__ of
 * every attribute; (8) __init_subclass__ of the base.
 */
import {PyCell_Check, PyDict_Check, PyDict_GET_SIZE, PyFunction_Check, PyList_SET_ITEM, PyTuple_Check, PyTuple_GET_ITEM, PyTuple_GET_SIZE, PyType_Check, PyUnicode_Check, PyUnicode_IS_ASCII, Py_TYPE, f_globals, ht_slots, set_ht_module, set_ht_name, set_ht_qualname, set_ht_slots, set_tp_base, set_tp_bases, set_tp_basicsize, set_tp_dict, set_tp_dictoffset, set_tp_flags, set_tp_itemsize, set_tp_weaklistoffset, tp_basicsize, tp_dictoffset, tp_flags, tp_itemsize, tp_weaklistoffset} from '../runtime/generated/accessors';
import * as ids from '../runtime/generated/ids';
import {PyBaseObject_Type, PyExc_RuntimeWarning, PyExc_TypeError, PyExc_ValueError, PySuper_Type} from '../runtime/generated/static-addresses';
import {PyObject_GC_Del} from '../runtime/gc';
import {Py_DECREF, Py_NewRef, Py_XDECREF, setPayload, slots} from '../runtime/object';
import * as flag from '../runtime/typeflags';
import {PyTypeSlots, type PyMemberDef} from '../runtime/typeslots';
import {NULL, type New, type PyObject, type PyTypeObject} from '../runtime/types';
import {PySequence_Tuple} from './abstract-sequence';
import {PyObject_CallTwoArgs, PyObject_VectorcallDict} from './call';
import {PyCell_Set} from './cellobject';
import {PyDict_Contains, PyDict_DelItem, PyDict_EntryKey, PyDict_EntryValue, PyDict_GetItemRef, PyDict_GetItemWithError, PyDict_Next, PyDict_SetItem, _PyDict_HasOnlyStringKeys} from './dictobject';
import {PyDict_Copy} from './dictobject-merge';
import {PyErr_Format, PyErr_Occurred, PyErr_SetString, PyErr_WarnFormat, _PyErr_FormatNote, reprText, typeName} from './errors';
import {_PyThreadState_GetFrame} from './frame';
import {PyClassMethod_New, PyStaticMethod_New} from './funcobject-methods';
import {PyList_AsTuple, PyList_New} from './listobject';
import {PyList_Sort} from './listobject-sort';
import {PyObject_GetAttr, PyObject_HasAttrWithError} from './object';
import {PyObject_GenericGetAttr, PyObject_GenericSetAttr} from './object-generic';
import {_PyArg_BadArgument} from './text-args';
import {PyTuple_Pack} from './tupleobject';
import {PyType_GenericAlloc, PyType_IsSubtype, _PyObject_LookupSpecial} from './typeobject';
import {lookup_tp_dict} from './typeobject-cache';
import {best_base} from './typeobject-mro';
import {MANAGED_WEAKREF_OFFSET, PyType_Ready} from './typeobject-ready';
import {fixup_slot_dispatchers} from './typeobject-slotdefs';
import {subtype_clear, subtype_dealloc, subtype_getsets_dict_only, subtype_getsets_full, subtype_getsets_weakref_only, subtype_traverse} from './typeobject-subtype';
import {PyUnicode_IsIdentifier} from './unicode-case';
import {PyUnicode_AsJSString, PyUnicode_AsUTF8String, PyUnicode_FromString, _PyUnicode_Equal} from './unicodeobject';

/** The most derived metaclass of a metaclass and those of the bases; NULL with a TypeError. CPython: _PyType_CalculateMetaclass() */
export function _PyType_CalculateMetaclass(metatype: PyTypeObject, bases: PyObject): PyTypeObject | NULL {
  let winner = metatype;
  for (let i = 0; i < PyTuple_GET_SIZE(bases); i++) {
    const type = Py_TYPE(PyTuple_GET_ITEM(bases, i));
    if (PyType_IsSubtype(winner, type)) continue;
    if (!PyType_IsSubtype(type, winner)) {
      return PyErr_SetString(PyExc_TypeError, 'metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases');
    }
    winner = type;
  }
  return winner;
}
/** A private name as the compiler mangles it. CPython: Python/compile.c _Py_Mangle() */
export function mangleName(privateobj: string, ident: string): string {
  if (!ident.startsWith('__') || ident.endsWith('__') || ident.includes('.')) return ident;
  const stripped = privateobj.replace(/^_+/, '');
  return stripped === '' ? ident : `_${stripped}${ident}`;
}

/** What class creation knows. CPython: type_new_ctx */
class TypeNewContext {
  base: PyTypeObject | NULL = NULL;
  /** The tuple of __slots__, owned, or NULL. */
  slots: PyObject | NULL = NULL;
  /** The class that another metaclass made in type's place, owned. */
  made: New | NULL = NULL;
  add_dict = 0;
  add_weak = 0;
  may_add_dict = false;
  may_add_weak = false;
  constructor(public metatype: PyTypeObject, readonly args: PyObject, readonly kwds: PyObject | NULL, readonly name: PyObject, public bases: PyObject, readonly orig_dict: PyObject) {}
}

function fail(type: PyObject, message: string): number {
  PyErr_SetString(type, message);
  return -1;
}

// ---- __slots__ ----

function type_new_visit_slots(ctx: TypeNewContext): number {
  for (let i = 0; i < PyTuple_GET_SIZE(ctx.slots as PyObject); i++) {
    const name = PyTuple_GET_ITEM(ctx.slots as PyObject, i);
    if (!PyUnicode_Check(name)) return fail(PyExc_TypeError, `__slots__ items must be strings, not '${typeName(name)}'`);
    if (PyUnicode_IsIdentifier(name) <= 0) return fail(PyExc_TypeError, '__slots__ must be identifiers');
    if (_PyUnicode_Equal(name, ids.ID___dict__)) {
      if (!ctx.may_add_dict || ctx.add_dict !== 0) return fail(PyExc_TypeError, '__dict__ slot disallowed: we already got one');
      ctx.add_dict++;
    }
    if (_PyUnicode_Equal(name, ids.ID___weakref__)) {
      if (!ctx.may_add_weak || ctx.add_weak !== 0) return fail(PyExc_TypeError, '__weakref__ slot disallowed: we already got one');
      ctx.add_weak++;
    }
  }
  return 0;
}
/** The names that become members: mangled and sorted. CPython: type_new_copy_slots() */
function type_new_copy_slots(ctx: TypeNewContext, dict: PyObject): New | NULL {
  const all = ctx.slots as PyObject, nslot = PyTuple_GET_SIZE(all), privateobj = PyUnicode_AsJSString(ctx.name);
  const list = PyList_New(nslot - ctx.add_dict - ctx.add_weak);
  if (list === NULL) return NULL;
  let j = 0, failed = false;
  for (let i = 0; i < nslot && !failed; i++) {
    const slot = PyTuple_GET_ITEM(all, i);
    if ((ctx.add_dict !== 0 && _PyUnicode_Equal(slot, ids.ID___dict__)) || (ctx.add_weak !== 0 && _PyUnicode_Equal(slot, ids.ID___weakref__))) continue;
    const text = PyUnicode_AsJSString(slot), mangled = mangleName(privateobj, text);
    const name = mangled === text ? Py_NewRef(slot) : PyUnicode_FromString(mangled);
    if (name === NULL) {
      failed = true;
      break;
    }
    PyList_SET_ITEM(list, j++, name);
    const r = PyDict_Contains(dict, name);
    if (r < 0) failed = true;
    else if (r > 0 && mangled !== '__qualname__' && mangled !== '__classcell__' && mangled !== '__classdictcell__') {
      const repr = reprText(name);
      if (repr !== null) PyErr_Format(PyExc_ValueError, `${repr} in __slots__ conflicts with class variable`);
      failed = true;
    }
  }
  let tuple: New | NULL = NULL;
  if (!failed && PyList_Sort(list) >= 0) tuple = PyList_AsTuple(list);
  Py_DECREF(list);
  return tuple;
}
/** Secondary bases may bring a dict or weak references along. CPython: type_new_slots_bases() */
function type_new_slots_bases(ctx: TypeNewContext): void {
  const n = PyTuple_GET_SIZE(ctx.bases);
  for (let i = 0; n > 1 && i < n; i++) {
    const base = PyTuple_GET_ITEM(ctx.bases, i);
    if (base === ctx.base) continue;
    if (ctx.may_add_dict && ctx.add_dict === 0 && tp_dictoffset(base) !== 0) ctx.add_dict++;
    if (ctx.may_add_weak && ctx.add_weak === 0 && tp_weaklistoffset(base) !== 0) ctx.add_weak++;
  }
}
/** CPython: type_new_get_slots(), type_new_slots() */
function type_new_slots(ctx: TypeNewContext, dict: PyObject): number {
  const value = PyDict_GetItemWithError(dict, ids.ID___slots__), base = ctx.base as PyTypeObject;
  ctx.may_add_dict = tp_dictoffset(base) === 0;
  ctx.may_add_weak = tp_weaklistoffset(base) === 0 && tp_itemsize(base) === 0;
  if (value === NULL) {
    if (PyErr_Occurred()) return -1;
    if (ctx.may_add_dict) ctx.add_dict++;
    if (ctx.may_add_weak) ctx.add_weak++;
    return 0;
  }
  const given = PyUnicode_Check(value) ? PyTuple_Pack(value) : PySequence_Tuple(value);
  if (given === NULL) return -1;
  ctx.slots = given;
  if (PyTuple_GET_SIZE(given) > 0 && tp_itemsize(base) !== 0) return fail(PyExc_TypeError, `nonempty __slots__ not supported for subtype of '${slots(base).tp_name}'`);
  if (type_new_visit_slots(ctx) < 0) return -1;
  const names = type_new_copy_slots(ctx, dict);
  if (names === NULL) return -1;
  ctx.slots = names;
  Py_DECREF(given);
  type_new_slots_bases(ctx);
  return 0;
}

// ---- the type object ----

/** The type object, with its dict and what the context knows. @steals dict. CPython: type_new_alloc() */
function type_new_alloc(ctx: TypeNewContext, dict: New): New | NULL {
  const nslot = ctx.slots === NULL ? 0 : PyTuple_GET_SIZE(ctx.slots), base = ctx.base as PyTypeObject;
  const type = slots(ctx.metatype).tp_alloc!(ctx.metatype, nslot);
  if (type === NULL) {
    Py_DECREF(dict);
    return NULL;
  }
  const s = new PyTypeSlots();
  setPayload(type, s);
  set_tp_flags(type, flag.Py_TPFLAGS_HEAPTYPE | flag.Py_TPFLAGS_BASETYPE | flag.Py_TPFLAGS_HAVE_GC);
  set_tp_bases(type, Py_NewRef(ctx.bases));
  set_tp_base(type, Py_NewRef(base));
  s.tp_dealloc = subtype_dealloc;
  s.tp_alloc = PyType_GenericAlloc;
  s.tp_free = PyObject_GC_Del;
  s.tp_traverse = subtype_traverse;
  s.tp_clear = subtype_clear;
  set_ht_name(type, Py_NewRef(ctx.name));
  set_ht_module(type, NULL);
  set_tp_dict(type, dict);
  set_ht_slots(type, ctx.slots);
  ctx.slots = NULL;
  return type;
}
/** CPython: type_new_set_module() */
function type_new_set_module(dict: PyObject): number {
  const r = PyDict_Contains(dict, ids.ID___module__);
  if (r !== 0) return r < 0 ? -1 : 0;
  const frame = _PyThreadState_GetFrame();
  if (frame === 0) return 0;
  const module = PyDict_GetItemRef(f_globals(frame), ids.ID___name__);
  if (module === NULL) return PyErr_Occurred() ? -1 : 0;
  const res = PyDict_SetItem(dict, ids.ID___module__, module);
  Py_DECREF(module);
  return res;
}
/** CPython: type_new_set_ht_name() */
function type_new_set_ht_name(type: PyTypeObject, dict: PyObject, name: PyObject): number {
  const qualname = PyDict_GetItemRef(dict, ids.ID___qualname__);
  if (qualname === NULL) {
    if (PyErr_Occurred()) return -1;
    set_ht_qualname(type, Py_NewRef(name));
    return 0;
  }
  if (!PyUnicode_Check(qualname)) {
    PyErr_Format(PyExc_TypeError, `type __qualname__ must be a str, not ${typeName(qualname)}`);
    Py_DECREF(qualname);
    return -1;
  }
  set_ht_qualname(type, qualname);
  return PyDict_DelItem(dict, ids.ID___qualname__);
}
/** A plain function under this name becomes a static or class method. CPython: type_new_staticmethod(), type_new_classmethod() */
function wrapFunction(dict: PyObject, attr: PyObject, wrap: (func: PyObject) => New | NULL): number {
  const func = PyDict_GetItemWithError(dict, attr);
  if (func === NULL) return PyErr_Occurred() ? -1 : 0;
  if (!PyFunction_Check(func)) return 0;
  const wrapped = wrap(func);
  if (wrapped === NULL) return -1;
  const res = PyDict_SetItem(dict, attr, wrapped);
  Py_DECREF(wrapped);
  return res;
}
/** CPython: type_new_descriptors(), type_new_set_slots() */
function type_new_descriptors(ctx: TypeNewContext, type: PyTypeObject): void {
  const s = slots(type), base = ctx.base as PyTypeObject, names = ht_slots(type);
  const members: PyMemberDef[] = [];
  let offset = tp_basicsize(base);
  if (names !== (NULL as number)) {
    for (let i = 0; i < PyTuple_GET_SIZE(names); i++) {
      members.push({name: PyUnicode_AsJSString(PyTuple_GET_ITEM(names, i)), type: 'object_ex', offset});
      offset += 8;
    }
  }
  if (ctx.add_weak !== 0) {
    set_tp_flags(type, tp_flags(type) | flag.Py_TPFLAGS_MANAGED_WEAKREF);
    set_tp_weaklistoffset(type, MANAGED_WEAKREF_OFFSET);
  }
  if (ctx.add_dict !== 0) {
    set_tp_flags(type, tp_flags(type) | flag.Py_TPFLAGS_MANAGED_DICT);
    set_tp_dictoffset(type, -1);
  }
  set_tp_basicsize(type, offset);
  set_tp_itemsize(type, tp_itemsize(base));
  s.members = members;
  const weak = tp_weaklistoffset(type) !== 0, dict = tp_dictoffset(type) !== 0;
  if (weak && dict) s.getset = subtype_getsets_full;
  else if (weak) s.getset = subtype_getsets_weakref_only;
  else if (dict) s.getset = subtype_getsets_dict_only;
  if (dict || members.length > 0) {
    const bs = slots(base);
    if (bs.tp_getattro === null) s.tp_getattro = PyObject_GenericGetAttr;
    if (bs.tp_setattro === null) s.tp_setattro = PyObject_GenericSetAttr;
  }
}
/** Stores into the cell that the class body left under `name`. CPython: type_new_set_classcell(), type_new_set_classdictcell() */
function fillCell(dict: PyObject, name: PyObject, value: PyObject): number {
  const cell = PyDict_GetItemWithError(dict, name);
  if (cell === NULL) return PyErr_Occurred() ? -1 : 0;
  if (!PyCell_Check(cell)) {
    const repr = reprText(Py_TYPE(cell));
    return repr === null ? -1 : fail(PyExc_TypeError, `${PyUnicode_AsJSString(name)} must be a nonlocal cell, not ${repr}`);
  }
  PyCell_Set(cell, value);
  return PyDict_DelItem(dict, name);
}
/** CPython: type_new_set_attrs() */
function type_new_set_attrs(ctx: TypeNewContext, type: PyTypeObject): number {
  const s = slots(type), dict = lookup_tp_dict(type) as PyObject;
  s.tp_name = PyUnicode_AsJSString(ctx.name);
  if (!isEncodable(ctx.name)) return -1;
  if (s.tp_name.includes('\0')) return fail(PyExc_ValueError, 'type name must not contain null characters');
  if (type_new_set_module(dict) < 0 || type_new_set_ht_name(type, dict, ctx.name) < 0) return -1;
  const doc = PyDict_GetItemWithError(dict, ids.ID___doc__);
  if (doc === NULL && PyErr_Occurred()) return -1;
  if (doc !== NULL && PyUnicode_Check(doc) && !isEncodable(doc)) return -1;
  if (doc !== NULL && PyUnicode_Check(doc)) s.tp_doc = PyUnicode_AsJSString(doc).split('\0')[0];
  if (wrapFunction(dict, ids.ID___new__, PyStaticMethod_New) < 0) return -1;
  if (wrapFunction(dict, ids.ID___init_subclass__, PyClassMethod_New) < 0 || wrapFunction(dict, ids.ID___class_getitem__, PyClassMethod_New) < 0) return -1;
  type_new_descriptors(ctx, type);
  return fillCell(dict, ids.ID___classcell__, type) < 0 || fillCell(dict, ids.ID___classdictcell__, dict) < 0 ? -1 : 0;
}

// ---- hooks of the attributes and the base ----

/** CPython: type_new_set_names() */
function type_new_set_names(type: PyTypeObject): number {
  const names = PyDict_Copy(lookup_tp_dict(type) as PyObject);
  if (names === NULL) return -1;
  let res = 0;
  for (let pos = PyDict_Next(names, 0); pos !== 0 && res === 0; pos = PyDict_Next(names, pos)) {
    const key = PyDict_EntryKey(names, pos), value = PyDict_EntryValue(names, pos);
    const setName = _PyObject_LookupSpecial(value, ids.ID___set_name__);
    if (setName === NULL) {
      if (PyErr_Occurred()) res = -1;
      continue;
    }
    const done = PyObject_CallTwoArgs(setName, type, key);
    Py_DECREF(setName);
    if (done === NULL) {
      _PyErr_FormatNote(`Error calling __set_name__ on '${typeName(value)}' instance ${keyRepr(key)} in '${slots(type).tp_name}'`);
      res = -1;
    } else Py_DECREF(done);
  }
  Py_DECREF(names);
  return res;
}
/** repr of an attribute's name while an exception is set. */
function keyRepr(key: PyObject): string {
  return PyUnicode_Check(key) ? `'${PyUnicode_AsJSString(key)}'` : '?';
}
/** CPython: type_new_init_subclass() */
function type_new_init_subclass(type: PyTypeObject, kwds: PyObject | NULL): number {
  const proxy = PyObject_CallTwoArgs(PySuper_Type, type, type);
  if (proxy === NULL) return -1;
  const func = PyObject_GetAttr(proxy, ids.ID___init_subclass__);
  Py_DECREF(proxy);
  if (func === NULL) return -1;
  const res = PyObject_VectorcallDict(func, 0, 0, kwds);
  Py_DECREF(func);
  if (res === NULL) return -1;
  Py_DECREF(res);
  return 0;
}

// ---- type.__new__ ----

/** CPython: type_new_init() */
function type_new_init(ctx: TypeNewContext): New | NULL {
  const dict = PyDict_Copy(ctx.orig_dict);
  if (dict === NULL) return NULL;
  if (type_new_slots(ctx, dict) >= 0) {
    const type = type_new_alloc(ctx, Py_NewRef(dict));
    if (type !== NULL) {
      Py_DECREF(dict);
      return type;
    }
  }
  Py_XDECREF(ctx.slots);
  ctx.slots = NULL;
  Py_DECREF(dict);
  return NULL;
}
/** False with UnicodeEncodeError for a str with lone surrogates, which is no C string. CPython: what PyUnicode_AsUTF8() refuses */
export function isEncodable(str: PyObject): boolean {
  if (PyUnicode_IS_ASCII(str)) return true;
  const utf8 = PyUnicode_AsUTF8String(str);
  Py_XDECREF(utf8);
  return utf8 !== NULL;
}
/** CPython: type_new_impl() */
function type_new_impl(ctx: TypeNewContext): New | NULL {
  const type = type_new_init(ctx);
  if (type === NULL) return NULL;
  if (type_new_set_attrs(ctx, type) >= 0 && PyType_Ready(type) >= 0 && finishClass(ctx, type) >= 0) return type;
  Py_DECREF(type);
  return NULL;
}
function finishClass(ctx: TypeNewContext, type: PyTypeObject): number {
  fixup_slot_dispatchers(type);
  if (!_PyDict_HasOnlyStringKeys(lookup_tp_dict(type) as PyObject) && PyErr_WarnFormat(PyExc_RuntimeWarning, 1, `non-string key in the __dict__ of class ${slots(type).tp_name}`) < 0) return -1;
  return type_new_set_names(type) < 0 || type_new_init_subclass(type, ctx.kwds) < 0 ? -1 : 0;
}
/**
 * The bases and the metaclass: 0, -1 on error, or 1 when a more derived metaclass's own __new__ made the class, which is ctx.made then.
 * On 0 ctx.bases is owned. CPython: type_new_get_bases()
 */
function type_new_get_bases(ctx: TypeNewContext): number {
  const n = PyTuple_GET_SIZE(ctx.bases);
  if (n === 0) {
    ctx.base = PyBaseObject_Type;
    const bases = PyTuple_Pack(PyBaseObject_Type);
    if (bases === NULL) return -1;
    ctx.bases = bases;
    return 0;
  }
  for (let i = 0; i < n; i++) {
    const base = PyTuple_GET_ITEM(ctx.bases, i);
    if (PyType_Check(base)) continue;
    const rc = PyObject_HasAttrWithError(base, ids.ID___mro_entries__);
    if (rc < 0) return -1;
    if (rc > 0) return fail(PyExc_TypeError, "type() doesn't support MRO entry resolution; use types.new_class()");
  }
  const winner = _PyType_CalculateMetaclass(ctx.metatype, ctx.bases);
  if (winner === NULL) return -1;
  if (winner !== ctx.metatype) {
    const make = slots(winner).tp_new;
    if (make !== type_new) {
      ctx.made = make!(winner, ctx.args, ctx.kwds);
      return ctx.made === NULL ? -1 : 1;
    }
    ctx.metatype = winner;
  }
  const base = best_base(ctx.bases);
  if (base === NULL) return -1;
  ctx.base = base;
  ctx.bases = Py_NewRef(ctx.bases);
  return 0;
}
/** type.__new__(metatype, name, bases, namespace, **kwds). escapes. CPython: type_new() */
export function type_new(metatype: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const n = PyTuple_GET_SIZE(args);
  if (n !== 3) return PyErr_Format(PyExc_TypeError, `type.__new__() takes exactly 3 arguments (${n} given)`);
  const name = PyTuple_GET_ITEM(args, 0), bases = PyTuple_GET_ITEM(args, 1), namespace = PyTuple_GET_ITEM(args, 2);
  if (!PyUnicode_Check(name)) return wrongArgument(1, 'str', name);
  if (!PyTuple_Check(bases)) return wrongArgument(2, 'tuple', bases);
  if (!PyDict_Check(namespace)) return wrongArgument(3, 'dict', namespace);
  const ctx = new TypeNewContext(metatype, args, kwds, name, bases, namespace);
  const status = type_new_get_bases(ctx);
  if (status !== 0) return ctx.made;
  const type = type_new_impl(ctx);
  Py_DECREF(ctx.bases);
  return type;
}
function wrongArgument(i: number, expected: string, arg: PyObject): NULL {
  return _PyArg_BadArgument('type.__new__', `argument ${i}`, expected, arg);
}
/** type.__init__: only checks. CPython: type_init() */
export function type_init(_cls: PyObject, args: PyObject, kwds: PyObject | NULL): number {
  const n = PyTuple_GET_SIZE(args);
  if (kwds !== NULL && n === 1 && PyDict_GET_SIZE(kwds) !== 0) return fail(PyExc_TypeError, 'type.__init__() takes no keyword arguments');
  return n !== 1 && n !== 3 ? fail(PyExc_TypeError, 'type.__init__() takes 1 or 3 arguments') : 0;
}
