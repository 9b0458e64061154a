/** Types with a member of each C type in _testcapi. CPython: Modules/_testcapi/structmember.c */
import {PyErr_SetString} from '../../objects/errors';
import {PyArg_ParseTupleAndKeywords} from '../../objects/getargs-format';
import {PyModule_AddObjectRef} from '../../objects/moduleobject';
import {PyType_FromSpec} from '../../objects/typeobject-spec';
import {U8} from '../../runtime/current';
import {PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {Py_DECREF, slots} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject, type PyTypeObject} from '../../runtime/types';
import type {MemberType, TypeSpec} from '../../runtime/typeslots';

/** Name, type here, offset and bytes of each member, in the order of the constructor. */
const MEMBERS: readonly (readonly [name: string, type: MemberType, offset: number, size: number])[] = [
  ['T_BOOL', 'bool', 16, 1], ['T_BYTE', 'byte', 17, 1], ['T_UBYTE', 'ubyte', 18, 1], ['T_SHORT', 'short', 20, 2], ['T_USHORT', 'ushort', 22, 2], ['T_INT', 'int', 24, 4], ['T_UINT', 'uint', 28, 4],
  ['T_LONG', 'long', 32, 8], ['T_ULONG', 'ulong', 40, 8], ['T_PYSSIZET', 'pyssizet', 48, 8], ['T_FLOAT', 'float', 56, 4], ['T_DOUBLE', 'double', 64, 8], ['T_STRING_INPLACE', 'string_inplace', 72, 6],
  ['T_LONGLONG', 'long', 80, 8], ['T_ULONGLONG', 'ulong', 88, 8],
];
const NAMES = MEMBERS.map(member => member[0]);
/** Writes a parsed value as C stores it. */
function store(at: number, type: MemberType, size: number, value: number | bigint | Uint8Array): void {
  const view = new DataView(U8.buffer, at, size);
  if (value instanceof Uint8Array) U8.set(value, at);
  else if (type === 'double') view.setFloat64(0, Number(value), true);
  else if (type === 'float') view.setFloat32(0, Number(value), true);
  else for (let i = 0, rest = BigInt(value); i < size; i++, rest >>= 8n) view.setUint8(i, Number(rest & 255n));
}
function test_structmembers_new(type: PyTypeObject, args: PyObject, kwds: PyObject | NULL): New | NULL {
  const values = PyArg_ParseTupleAndKeywords(args, kwds, '|bbBhHiIlknfds#LK', NAMES);
  if (values === null) return NULL;
  const text = values[12] as Uint8Array | undefined;
  if (text !== undefined && text.length > 5) return PyErr_SetString(PyExc_ValueError, 'string too long');
  const self = slots(type).tp_alloc!(type, 0);
  if (self !== NULL) {
    MEMBERS.forEach(([, memberType, offset, size], i) => {
      const value = values[i];
      if (value !== undefined) store(4 * self + offset, memberType, size, value as number | bigint | Uint8Array);
    });
  }
  return self;
}
const spec = (tp_name: string, tp_flags: number): TypeSpec => ({tp_name, tp_basicsize: 96, tp_flags, tp_doc: 'A type with a member of each C type.', slots: {tp_new: test_structmembers_new}, members: MEMBERS.map(([name, type, offset]) => ({name, type, offset}))});
/** The types: one as declared today, one that stands for a static type. */
export function addStructMembers(module: PyObject): number {
  for (const [name, flags] of [['_test_structmembersType_NewAPI', 0], ['_test_structmembersType_OldAPI', Py_TPFLAGS_IMMUTABLETYPE]] as const) {
    const type = PyType_FromSpec(spec(`_testcapi.${name}`, flags));
    if (type === NULL) return -1;
    const status = PyModule_AddObjectRef(module, name, type);
    Py_DECREF(type);
    if (status < 0) return -1;
  }
  return 0;
}
