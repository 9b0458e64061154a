/** The module _blake2. CPython: Modules/_blake2/blake2module.c, blake2b_impl.c, blake2s_impl.c */
import {copyOfBuffer} from '../../objects/abstract-buffer';
import {PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_Occurred, PyErr_SetString} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsBigInt, PyLong_AsUnsignedLong, PyLong_AsUnsignedLongLong, PyLong_FromNumber, _PyLong_Sign} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {boolArg, intArg} from '../../objects/text-args';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyLong_Check, tp_dict} from '../../runtime/generated/accessors';
import {PyExc_OverflowError, PyExc_ValueError} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, payload} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type PyObject, type PyTypeObject} from '../../runtime/types';
import {type TypeSpec} from '../../runtime/typeslots';
import {Blake2State} from './_blake2-state';
import {copyMethod, dataArgument, hashDealloc, hexText, newHashObject, updateFrom, updateMethod} from './hashlib';

type Optional = PyObject | NULL;
interface Variant { readonly name: string; readonly wide: boolean; readonly size: number; readonly salt: number; readonly basicsize: number }
const VARIANTS: readonly Variant[] = [{name: 'blake2b', wide: true, size: 64, salt: 16, basicsize: 440}, {name: 'blake2s', wide: false, size: 32, salt: 8, basicsize: 232}];
/** What a hash object has: its state and how long its hash is. */
class Blake2Hash {
  constructor(readonly state: Blake2State, readonly size: number) {}
  update(data: Uint8Array): void {
    this.state.update(data);
  }
  digest(): Uint8Array {
    return this.state.digest(this.size);
  }
  copy(): Blake2Hash {
    return new Blake2Hash(this.state.copy(), this.size);
  }
}
function valueError(message: string): null {
  PyErr_SetString(PyExc_ValueError, message);
  return null;
}
/** A copy of the bytes of an argument; null with an exception. */
function bytesArgument(arg: Optional): Uint8Array | null {
  return arg === NULL ? new Uint8Array(0) : copyOfBuffer(arg);
}
/** An unsigned number; -1 with an exception. CPython: _PyLong_UnsignedLong_Converter(), _PyLong_UnsignedLongLong_Converter() */
function unsignedArgument(arg: Optional, long: boolean): number {
  if (arg === NULL) return 0;
  if (PyLong_Check(arg) && _PyLong_Sign(arg) < 0) {
    PyErr_SetString(PyExc_ValueError, 'value must be positive');
    return -1;
  }
  return long ? PyLong_AsUnsignedLongLong(arg) : PyLong_AsUnsignedLong(arg);
}
/** The state that the keyword arguments ask for; null with an exception. CPython: py_blake2b_new_impl() */
function begin(variant: Variant, values: Optional[]): Blake2Hash | null {
  const {size: max, wide, salt: saltSize} = variant;
  const digestSize = intArg(values[1], max);
  if (digestSize === -1 && PyErr_Occurred() !== NULL) return null;
  const key = bytesArgument(values[2]), salt = key === null ? null : bytesArgument(values[3]), person = salt === null ? null : bytesArgument(values[4]);
  if (key === null || salt === null || person === null) return null;
  const numbers: number[] = [];
  for (const [i, fallback] of [[5, 1], [6, 1], [7, 0], [8, 0], [9, 0], [10, 0]]) {
    const value = i === 7 || i === 8 ? unsignedArgument(values[i], i === 8) : intArg(values[i], fallback);
    if (value === -1 && PyErr_Occurred() !== NULL) return null;
    numbers.push(value);
  }
  const [fanout, depth, leafSize, nodeOffset, nodeDepth, innerSize] = numbers, lastNode = boolArg(values[11], 0);
  if (lastNode < 0 || boolArg(values[12], 1) < 0 || dataArgument(values[0], values[13]) === null) return null;
  if (digestSize <= 0 || digestSize > max) return valueError(`digest_size must be between 1 and ${max} bytes`);
  if (salt.length > saltSize) return valueError(`maximum salt length is ${saltSize} bytes`);
  if (person.length > saltSize) return valueError(`maximum person length is ${saltSize} bytes`);
  if (fanout < 0 || fanout > 255) return valueError('fanout must be between 0 and 255');
  if (depth <= 0 || depth > 255) return valueError('depth must be between 1 and 255');
  if (leafSize > 0xffffffff || (!wide && nodeOffset > 0xffffffffffff)) {
    PyErr_SetString(PyExc_OverflowError, leafSize > 0xffffffff ? 'leaf_size is too large' : 'node_offset is too large');
    return null;
  }
  if (nodeDepth < 0 || nodeDepth > 255) return valueError('node_depth must be between 0 and 255');
  if (innerSize < 0 || innerSize > max) return valueError(`inner_size must be between 0 and is ${max}`);
  if (key.length > max) return valueError(`maximum key length is ${max} bytes`);
  const parameters = new Uint8Array(max), view = new DataView(parameters.buffer), offset = values[8] === NULL ? 0n : PyLong_AsBigInt(values[8]);
  parameters.set([digestSize, key.length, fanout, depth]);
  view.setUint32(4, leafSize, true);
  view.setBigUint64(8, offset, true);
  parameters.set([nodeDepth, innerSize], wide ? 16 : 14);
  parameters.set(salt, wide ? 32 : 16);
  parameters.set(person, wide ? 48 : 24);
  const state = new Blake2State(wide, parameters);
  state.lastNode = lastNode === 1;
  if (key.length > 0) {
    const block = new Uint8Array(wide ? 128 : 64);
    block.set(key);
    state.update(block);
  }
  return new Blake2Hash(state, digestSize);
}
function typeSpec(variant: Variant): TypeSpec {
  const {name, wide, size, basicsize} = variant, defaults = `digest_size=_blake2.${name}.MAX_DIGEST_SIZE,\n        key=b'', salt=b'', person=b'', fanout=1, depth=1, leaf_size=0,\n`
    + '        node_offset=0, node_depth=0, inner_size=0, last_node=False,\n        usedforsecurity=True, string=None)';
  const signature = `(data=b'', *, ${defaults}`, parser = argParser(name, signature);
  return {
    tp_name: `_blake2.${name}`, tp_basicsize: basicsize, tp_flags: Py_TPFLAGS_IMMUTABLETYPE, tp_doc: `${name}${signature}\n--\n\nA new ${wide ? 'BLAKE2b' : 'BLAKE2s'} hash of up to ${size} bytes.`,
    slots: {
      tp_dealloc: hashDealloc,
      tp_new: (type, args, kwds) => {
        const values = parseArgs(parser, args, kwds), hash = values === null ? null : begin(variant, values);
        if (values === null || hash === null) return NULL;
        const data = values[0] !== NULL ? values[0] : values[13];
        return data !== NULL && updateFrom(hash, data) < 0 ? NULL : newHashObject(type, hash);
      },
    },
    methods: [
      copyMethod(false), method('digest', '($self, /)', self => PyBytes_FromUint8Array(payload<Blake2Hash>(self).digest()), 'The hash as bytes.'),
      method('hexdigest', '($self, /)', self => hexText(payload<Blake2Hash>(self).digest()), 'The hash as hex digits.'), updateMethod('data'),
    ],
    getset: [
      {name: 'name', get: () => PyUnicode_FromString(name)}, {name: 'block_size', get: () => PyLong_FromNumber(wide ? 128 : 64)},
      {name: 'digest_size', get: self => PyLong_FromNumber(payload<Blake2Hash>(self).size)},
    ],
  };
}
/** Puts an int into the dict of a type that is not to be changed otherwise. */
function addConstant(type: PyTypeObject, name: string, value: number): number {
  const number = PyLong_FromNumber(value);
  if (number === NULL) return -1;
  const status = PyDict_SetItemString(tp_dict(type) as PyObject, name, number);
  Py_DECREF(number);
  return status;
}
function blake2_exec(module: PyObject): number {
  for (const variant of VARIANTS) {
    const {name, salt, size} = variant, type = PyType_FromModuleAndSpec(module, typeSpec(variant), NULL);
    if (type === NULL) return -1;
    let status = PyModule_AddType(module, type);
    for (const [constant, value] of [['SALT_SIZE', salt], ['PERSON_SIZE', salt], ['MAX_KEY_SIZE', size], ['MAX_DIGEST_SIZE', size]] as const) {
      if (status === 0) status = addConstant(type, constant, value);
      if (status === 0) status = PyModule_AddIntConstant(module, `${name.toUpperCase()}_${constant}`, value);
    }
    Py_DECREF(type);
    if (status < 0) return -1;
  }
  return 0;
}
const blake2module = new PyModuleDef('_blake2', {
  m_doc: 'BLAKE2b and BLAKE2s for hashlib.\n', m_size: 16,
  m_slots: [[Py_mod_exec, blake2_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** The init function of _blake2. CPython: PyInit__blake2() */
export function PyInit__blake2(): PyModuleDef {
  return PyModuleDef_Init(blake2module);
}
