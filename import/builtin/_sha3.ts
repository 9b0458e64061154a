/** The module _sha3. CPython: Modules/sha3module.c */
import {PyBytes_FromString, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyErr_SetString} from '../../objects/errors';
import {argParser, parseArgs} from '../../objects/getargs';
import {PyLong_AsUnsignedLong, PyLong_FromNumber, _PyLong_Sign} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddStringConstant, PyModule_AddType, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyLong_Check} from '../../runtime/generated/accessors';
import {PyExc_ValueError} from '../../runtime/generated/static-addresses';
import type {HashState} from '../../runtime/host/host';
import {type PyMethodDef, method} from '../../runtime/methoddef';
import {Py_XDECREF, payload} from '../../runtime/object';
import {Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {type HashAlgorithm, beginHash, copyMethod, hashDealloc, hexText, updateMethod} from './hashlib';

/** The length a SHAKE hash is asked for; -1 with an exception. CPython: _PyLong_UnsignedLong_Converter() */
function lengthArgument(arg: PyObject): number {
  if (PyLong_Check(arg) && _PyLong_Sign(arg) < 0) {
    PyErr_SetString(PyExc_ValueError, 'value must be positive');
    return -1;
  }
  const length = PyLong_AsUnsignedLong(arg);
  if (length === -1 || length < 1 << 29) return length;
  PyErr_SetString(PyExc_ValueError, 'length is too large');
  return -1;
}
function squeeze(self: PyObject, length: number, hex: boolean): New | NULL {
  if (length < 0) return NULL;
  const bytes = length === 0 ? new Uint8Array(0) : payload<HashState>(self).digest(length);
  return hex ? hexText(bytes) : PyBytes_FromUint8Array(bytes);
}
function typeSpec(algorithm: HashAlgorithm): TypeSpec {
  const {name, size, blockSize} = algorithm, shake = size === 0, parser = argParser('sha3_224', "(data=b'', *, usedforsecurity=True, string=None)");
  const digest = (id: string, hex: boolean, doc: string): PyMethodDef => (shake
    ? method(id, '($self, /, length)', (self, length) => squeeze(self, lengthArgument(length as PyObject), hex), doc) : method(id, '($self, /)', self => squeeze(self, size, hex), doc));
  return {
    tp_name: `_sha3.${name}`, tp_basicsize: 32, tp_flags: Py_TPFLAGS_IMMUTABLETYPE,
    tp_doc: `${name}([data], *, usedforsecurity=True) -> ${shake ? 'SHAKE' : 'SHA3'} object\n\nA new hash${shake ? '' : ` of ${size} bytes`}.`,
    slots: {
      tp_dealloc: hashDealloc,
      tp_new: (type, args, kwds) => {
        const values = parseArgs(parser, args, kwds);
        return values === null ? NULL : beginHash(type, algorithm, values[0], values[1], values[2]);
      },
    },
    methods: [copyMethod(false), digest('digest', false, 'The hash as bytes.'), digest('hexdigest', true, 'The hash as hex digits.'), updateMethod('data')],
    getset: [
      {name: 'block_size', get: () => PyLong_FromNumber(blockSize)}, {name: 'name', get: () => PyUnicode_FromString(name)}, {name: 'digest_size', get: () => PyLong_FromNumber(size)},
      {name: '_capacity_bits', get: () => PyLong_FromNumber(1600 - 8 * blockSize)}, {name: '_rate_bits', get: () => PyLong_FromNumber(8 * blockSize)},
      {name: '_suffix', get: () => PyBytes_FromString(shake ? '\x1f' : '\x06')},
    ],
  };
}
const SPECS = [
  ...[224, 256, 384, 512].map(bits => typeSpec({name: `sha3_${bits}`, host: `sha3-${bits}`, size: bits / 8, blockSize: 200 - bits / 4})),
  ...[128, 256].map(bits => typeSpec({name: `shake_${bits}`, host: `shake${bits}`, size: 0, blockSize: 200 - bits / 4})),
];
const sha3module = new PyModuleDef('_sha3', {
  m_doc: null, m_size: 48,
  m_slots: [[Py_mod_exec, (module: PyObject) => {
    for (const spec of SPECS) {
      const type = PyType_FromModuleAndSpec(module, spec, NULL), status = type === NULL ? -1 : PyModule_AddType(module, type);
      Py_XDECREF(type);
      if (status < 0) return -1;
    }
    return PyModule_AddStringConstant(module, 'implementation', 'HACL');
  }], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** The init function of _sha3. CPython: PyInit__sha3() */
export function PyInit__sha3(): PyModuleDef {
  return PyModuleDef_Init(sha3module);
}
