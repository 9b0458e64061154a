/** _testlimitedcapi: types that extend others by so many bytes. CPython: Modules/_testlimitedcapi/heaptype_relative.c */
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallNoArgs} from '../../objects/call';
import {PyErr_SetString} from '../../objects/errors';
import {PyLong_FromNumber} from '../../objects/longobject';
import {Py_BuildValue} from '../../objects/modsupport';
import {PyMember_GetOne, PyMember_SetOne} from '../../objects/structmember';
import {ALIGNOF_MAX_ALIGN_T, PyObject_GetTypeData, PyType_GetTypeDataSize} from '../../objects/typeobject-data';
import {PyType_FromMetaclass} from '../../objects/typeobject-spec';
import {PyModule_AddIntConstant} from '../../objects/moduleobject';
import {PyType_GetSlot, Py_tp_members} from '../../objects/typeobject-getslot';
import {U8} from '../../runtime/current';
import {Py_TYPE} from '../../runtime/generated/accessors';
import {PyExc_AssertionError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_ITEMS_AT_END} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {Py_RELATIVE_OFFSET, type PyMemberDef, type TypeSpec} from '../../runtime/typeslots';
import {object} from './_testlimitedcapi-table';

const None = (): New => Py_NewRef(_Py_NoneStruct);
const baseSpec = (extra: number): TypeSpec => ({tp_name: '_testcapi.Base', tp_basicsize: 16 + extra, tp_flags: Py_TPFLAGS_BASETYPE, slots: {}});
const subSpec = (tp_basicsize: number, more: Partial<TypeSpec>): TypeSpec => ({tp_name: '_testcapi.Sub', tp_basicsize, slots: {}, ...more});

/** (Base, Sub, instance, address of what Sub adds, its offset, its size). */
function make_sized_heaptypes(extra: number, basicsize: number): New | NULL {
  const base = PyType_FromMetaclass(NULL, NULL, baseSpec(extra), NULL), sub = base === NULL ? NULL : PyType_FromMetaclass(NULL, NULL, subSpec(basicsize, {}), base);
  const instance = sub === NULL ? NULL : PyObject_CallNoArgs(sub);
  let result: New | NULL = NULL;
  if (base !== NULL && sub !== NULL && instance !== NULL) {
    const data = PyObject_GetTypeData(instance, sub);
    result = Py_BuildValue('OOOKnn', base, sub, instance, data, data - 4 * instance, PyType_GetTypeDataSize(sub));
  }
  Py_XDECREF(base);
  Py_XDECREF(sub);
  Py_XDECREF(instance);
  return result;
}
const dataOf = (self: PyObject): Uint8Array => {
  const type = Py_TYPE(self), at = PyObject_GetTypeData(self, type);
  return U8.subarray(at, at + PyType_GetTypeDataSize(type));
};
const DATA_METHODS: readonly PyMethodDef[] = [
  method('set_data_to_3s', '($self, /)', self => {
    dataOf(self).fill(3);
    return None();
  }, null),
  method('get_data', '($self, /)', self => PyBytes_FromUint8Array(dataOf(self)), null),
];

/** The only member of an instance's type; null with an exception when there is no such. */
function member(self: PyObject): PyMemberDef | null {
  const members = PyType_GetSlot(Py_TYPE(self), Py_tp_members) as readonly PyMemberDef[];
  if (members.length === 1 && members[0].name === 'memb' && (members[0].flags ?? 0) === 0) return members[0];
  PyErr_SetString(PyExc_ValueError, 'tp_members has not just one `memb` without flags');
  return null;
}
const relative: PyMemberDef = {name: 'memb', type: 'byte', offset: 16, flags: Py_RELATIVE_OFFSET};
const get = (self: PyObject, def: PyMemberDef | null): New | NULL => (def === null ? NULL : PyMember_GetOne(self, def));
const set = (self: PyObject, def: PyMemberDef | null, value: PyObject | NULL): New | NULL => (def === null || PyMember_SetOne(self, def, value) < 0 ? NULL : None());
const MEMBER_METHODS: readonly PyMethodDef[] = [
  method('get_memb', '($self, /)', self => get(self, member(self)), null),
  method('set_memb', '($self, value, /)', (self, value) => set(self, member(self), value), null),
  method('get_memb_offset', '($self, /)', self => {
    const def = member(self);
    return def === null ? NULL : PyLong_FromNumber(def.offset);
  }, null),
  method('get_memb_relative', '($self, /)', self => get(self, relative), null),
  method('set_memb_relative', '($self, value, /)', (self, value) => set(self, relative, value), null),
];
function make_heaptype_with_member(extra: number, basicsize: number, offset: number, addFlag: number): New | NULL {
  const base = PyType_FromMetaclass(NULL, NULL, baseSpec(extra), NULL);
  if (base === NULL) return NULL;
  const sub = PyType_FromMetaclass(NULL, NULL, subSpec(basicsize, {members: [{name: 'memb', type: 'byte', offset, flags: addFlag !== 0 ? Py_RELATIVE_OFFSET : 0}], methods: MEMBER_METHODS}), base);
  Py_DECREF(base);
  return sub;
}
/** The functions. */
export const HEAPTYPE_RELATIVE: readonly PyMethodDef[] = [
  object('make_sized_heaptypes', 'ii', make_sized_heaptypes),
  object('subclass_var_heaptype', 'oiii', (base, basicsize, tp_itemsize) => PyType_FromMetaclass(NULL, NULL, subSpec(basicsize, {tp_itemsize, tp_flags: Py_TPFLAGS_ITEMS_AT_END, methods: DATA_METHODS}), base)),
  object('subclass_heaptype', 'oii', (base, basicsize, tp_itemsize) => PyType_FromMetaclass(NULL, NULL, subSpec(basicsize, {tp_itemsize, methods: DATA_METHODS}), base)),
  object('make_heaptype_with_member', 'iiip', make_heaptype_with_member),
  object('test_alignof_max_align_t', '', () => (ALIGNOF_MAX_ALIGN_T >= 8 && (ALIGNOF_MAX_ALIGN_T & (ALIGNOF_MAX_ALIGN_T - 1)) === 0 ? None() : PyErr_SetString(PyExc_AssertionError, 'ALIGNOF_MAX_ALIGN_T'))),
];
/** The constant. */
export const addHeaptypeRelative = (module: PyObject): number => PyModule_AddIntConstant(module, 'ALIGNOF_MAX_ALIGN_T', ALIGNOF_MAX_ALIGN_T);
