/**
 * The modules _codecs_cn, _codecs_jp, _codecs_kr and _codecs_tw: who asks gets a codec by its name. CPython: Modules/cjkcodecs/_codecs_*.c
 *
 * DIVERGES: no tables come with the program: they are made at first use from the platform's decoders, with what cjkcodecs/tables.ts says
 * about them. There are no codecs with state (hz, iso2022_*), none of JIS X 0213, Big5-HKSCS and Johab, and euc_kr does not put syllables
 * together that KS X 1001 lacks.
 */
import {PyObject_CallOneArg} from '../../objects/call';
import {PyCapsule_New} from '../../objects/capsule';
import {PyErr_SetString} from '../../objects/errors';
import {PyModuleDef, PyModuleDef_Init, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString} from '../../objects/object';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_LookupError, PyExc_TypeError} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {PyImport_ImportModule} from '../import';
import {CODEC_CAPSULE} from './_multibytecodec';
import {CjkCodec} from './cjkcodecs/codec';

/** The codecs that have been asked for. */
class CodecsState {
  readonly codecs = new Map<string, CjkCodec>();
}
/** A MultibyteCodec by the name of its encoding. escapes. CPython: cjkcodecs.h getcodec() */
function getcodec(module: PyObject, encoding: PyObject, names: readonly string[]): New | NULL {
  if (!PyUnicode_Check(encoding)) return PyErr_SetString(PyExc_TypeError, 'encoding name must be a string.');
  const name = PyUnicode_AsJSString(encoding), {codecs} = PyModule_GetState<CodecsState>(module)!;
  if (!names.includes(name)) return PyErr_SetString(PyExc_LookupError, 'no such codec is supported.');
  let codec = codecs.get(name);
  if (codec === undefined) codecs.set(name, (codec = new CjkCodec(name)));
  const multibyte = PyImport_ImportModule('_multibytecodec'), create = multibyte === NULL ? NULL : PyObject_GetAttrString(multibyte, '__create_codec');
  if (multibyte !== NULL) Py_DECREF(multibyte);
  if (create === NULL) return NULL;
  const capsule = PyCapsule_New(codec, CODEC_CAPSULE, null), result = capsule === NULL ? NULL : PyObject_CallOneArg(create, capsule);
  if (capsule !== NULL) Py_DECREF(capsule);
  Py_DECREF(create);
  return result;
}
function codecsModule(name: string, names: readonly string[]): PyModuleDef {
  return new PyModuleDef(name, {
    m_doc: null, m_size: 24, newState: () => new CodecsState(), m_methods: [method('getcodec', '($module, encoding, /)', (module, encoding) => getcodec(module, encoding as PyObject, names), '')],
    m_slots: [[Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  });
}
const chinese = codecsModule('_codecs_cn', ['gb2312', 'gbk', 'gb18030']), japanese = codecsModule('_codecs_jp', ['shift_jis', 'cp932', 'euc_jp']), korean = codecsModule('_codecs_kr', ['euc_kr', 'cp949']), taiwanese = codecsModule('_codecs_tw', ['big5', 'cp950']);
/** CPython: PyInit__codecs_cn() and its kin */
export function PyInit__codecs_cn(): PyModuleDef {
  return PyModuleDef_Init(chinese);
}
export function PyInit__codecs_jp(): PyModuleDef {
  return PyModuleDef_Init(japanese);
}
export function PyInit__codecs_kr(): PyModuleDef {
  return PyModuleDef_Init(korean);
}
export function PyInit__codecs_tw(): PyModuleDef {
  return PyModuleDef_Init(taiwanese);
}
