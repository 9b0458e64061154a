/** Attributes for the loop: methods, super, properties, hints into dicts. CPython: Python/bytecodes.c */
import {PyObject_Vectorcall} from '../objects/call';
import {DK_ENTRIES, DK_IS_UNICODE, PyDict_EVENT_MODIFIED, _PyObject_GC_MAY_BE_TRACKED} from '../objects/dictobject-keys';
import {_PyDictValues_AddToInsertionOrder, _PyDict_NotifyEvent} from '../objects/dictobject-insert';
import {PyObject_GetAttr} from '../objects/object';
import {PyObject_GenericGetAttr, _PyObject_GetMethod} from '../objects/object-generic';
import {_PySuper_Lookup} from '../objects/typeobject-super';
import {H} from '../runtime/current';
import {_PyObject_GC_TRACK} from '../runtime/gc';
import {PyDict_CheckExact, Py_TYPE, _PyCode_HasStackSpace, _PyObject_GC_IS_TRACKED, _PyObject_SlotAt, co_framesize, dk_nentries, f_instr_ptr, func_code, func_version, ma_keys, ma_values, set_f_localsplus, set_f_return_offset, set_f_stacktop} from '../runtime/generated/accessors';
import {Py_DECREF, Py_NewRef, slots} from '../runtime/object';
import {_PyThreadState_PushFrame} from '../runtime/pystate';
import {NULL, type New, type Ptr, type PyObject} from '../runtime/types';
import {enterFrame} from './ceval-frames';
import {enterInlined} from './ceval-operators';
import {_PyFrame_Initialize} from './frame';
import {PY_MONITORING_EVENT_CALL} from './instrumentation';
import {_Py_call_instrumentation_2args, instrumentedResult} from './instrumentation-calls';

/** Looks an attribute up for a call: a method without its self (`found.isMethod`) or a plain value. escapes. CPython: Objects/object.c _PyObject_GetMethod() */
export function load_method(owner: PyObject, name: PyObject, found: {isMethod: boolean}): New | NULL {
  const res = _PyObject_GetMethod(owner, name);
  if (res < 0) {
    found.isMethod = true;
    return -res as New;
  }
  return res as New | NULL;
}
/** super().name, made as CPython's generic form does; the class and self lie on the stack at `row`. escapes. CPython: Python/bytecodes.c LOAD_SUPER_ATTR */
export function load_super(frame: Ptr, global_super: PyObject, class_: PyObject, self: PyObject, name: PyObject, row: Ptr, oparg: number, instrumented: boolean): New | NULL {
  const arg = (oparg & 2) !== 0 ? class_ : NULL;
  void self;
  if (instrumented && _Py_call_instrumentation_2args(PY_MONITORING_EVENT_CALL, frame, f_instr_ptr(frame), global_super, arg) !== 0) return NULL;
  let object: New | NULL = PyObject_Vectorcall(global_super, row, oparg & 2, NULL);
  if (instrumented) object = instrumentedResult(frame, global_super, arg, object);
  if (object === NULL) return NULL;
  const attr = PyObject_GetAttr(object, name);
  Py_DECREF(object);
  return attr;
}
/** super().name for a call; says in `found` whether self is to be passed. escapes. CPython: Python/bytecodes.c LOAD_SUPER_ATTR_METHOD */
export function load_super_method(class_: PyObject, self: PyObject, name: PyObject, found: {method: boolean}): New | NULL {
  return _PySuper_Lookup(class_, self, name, slots(Py_TYPE(self)).tp_getattro === PyObject_GenericGetAttr ? found : null);
}
/** The value behind a hint into an instance's dict, borrowed; NULL when the hint is stale. CPython: Python/bytecodes.c _LOAD_ATTR_WITH_HINT */
export function load_attr_hint(dict: PyObject | NULL, hint: number, name: PyObject): PyObject | NULL {
  const at = hintedEntry(dict, hint, name);
  return at === 0 ? NULL : (H[at] as PyObject);
}
/** Address of the value of a dict's n-th entry when its key is `name`, 0 otherwise. */
function hintedEntry(dict: PyObject | NULL, hint: number, name: PyObject): Ptr {
  if (dict === NULL) return 0;
  const keys = ma_keys(dict);
  if (hint >= dk_nentries(keys) || ma_values(dict) !== 0) return 0;
  const entries = DK_ENTRIES(keys), entry = DK_IS_UNICODE(keys) ? entries + 4 * hint : entries + 6 * hint + 2;
  return H[entry] === name ? entry + 2 : 0;
}
/** Stores through a hint; false when it is stale. @steals value when true. escapes. CPython: Python/bytecodes.c STORE_ATTR_WITH_HINT */
export function store_attr_hint(dict: PyObject | NULL, hint: number, name: PyObject, value: PyObject): boolean {
  if (dict === NULL || !PyDict_CheckExact(dict)) return false;
  const at = hintedEntry(dict, hint, name);
  if (at === 0) return false;
  const old = H[at] as PyObject | NULL;
  if (old === NULL) return false;
  _PyDict_NotifyEvent(PyDict_EVENT_MODIFIED, dict, name, value);
  H[at] = value;
  if (!_PyObject_GC_IS_TRACKED(dict) && _PyObject_GC_MAY_BE_TRACKED(value)) _PyObject_GC_TRACK(dict);
  Py_DECREF(old);
  return true;
}
/** What lies where the dict of an object is, at its offset as LOAD_ATTR_METHOD_LAZY_DICT caches it. */
export function PyObject_DictPointerAt(owner: PyObject, dictoffset: number): PyObject | NULL {
  // cached values are unsigned: the offset counts from MANAGED_DICT_OFFSET (-24)
  return _PyObject_SlotAt(owner, dictoffset - 24);
}
/** A new attribute among the inline values. CPython: _PyDictValues_AddToInsertionOrder() */
export function add_to_insertion_order(values: Ptr, index: number): void {
  _PyDictValues_AddToInsertionOrder(values, index);
}
/** Enters the getter of a property; 0 to fall back. @steals owner. CPython: Python/bytecodes.c LOAD_ATTR_PROPERTY */
export function enter_property(frame: Ptr, fget: PyObject, version: number, owner: PyObject, stack_pointer: Ptr): number {
  if (func_version(fget) !== version) return 0;
  void owner;
  return enterInlined(frame, fget, stack_pointer - 2, 1, stack_pointer - 2, 10);
}
/** Enters __getattribute__; 0 to fall back. @steals owner. CPython: Python/bytecodes.c LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN */
export function enter_getattribute(frame: Ptr, getattribute: PyObject, version: number, owner: PyObject, name: PyObject, stack_pointer: Ptr): number {
  if (func_version(getattribute) !== version || !_PyCode_HasStackSpace(func_code(getattribute))) return 0;
  const code = func_code(getattribute), fresh = _PyThreadState_PushFrame(2 * co_framesize(code));
  _PyFrame_Initialize(fresh, Py_NewRef(getattribute), NULL, code, 2);
  set_f_localsplus(fresh, 0, owner);
  set_f_localsplus(fresh, 1, Py_NewRef(name));
  set_f_stacktop(frame, stack_pointer - 2);
  set_f_return_offset(frame, 10);
  return enterFrame(fresh);
}
