/**
 * The modules _codecs_cn, _codecs_hk, _codecs_iso2022, _codecs_jp, _codecs_kr and _codecs_tw: who asks gets a codec by its name.
 * CPython: Modules/cjkcodecs/_codecs_*.c
 *
 * DIVERGES: few tables come with the program: most are made at first use from the platform's decoders, with what cjkcodecs/tables.ts says
 * about them.
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
import {Big5Hkscs} from './cjkcodecs/hkscs';
import {EucJis2004, JapaneseSets, ShiftJis2004} from './cjkcodecs/jisx0213';
import {EucKr, Johab} from './cjkcodecs/korean';
import type {MultibyteCodec} from './cjkcodecs/multibyte';
import {Hz, Iso2022} from './cjkcodecs/stateful';

/** The codecs that have been asked for, and those whose tables they need. */
class CodecsState {
  private readonly codecs = new Map<string, MultibyteCodec>();
  private readonly tables = new Map<string, CjkCodec>();
  private sets: JapaneseSets | null = null;

  get(name: string): MultibyteCodec {
    let codec = this.codecs.get(name);
    if (codec === undefined) this.codecs.set(name, (codec = this.make(name)));
    return codec;
  }
  /** A codec that is nothing but tables. */
  private table(name: string): CjkCodec {
    let codec = this.tables.get(name);
    if (codec === undefined) this.tables.set(name, (codec = name === 'euc_kr' ? new EucKr() : new CjkCodec(name)));
    return codec;
  }
  private japanese(): JapaneseSets {
    return (this.sets ??= new JapaneseSets(this.table('euc_jp')));
  }
  private make(name: string): MultibyteCodec {
    switch (name) {
      case 'hz': return new Hz(this.table('gb2312'));
      case 'johab': return new Johab(this.table('euc_kr'));
      case 'big5hkscs': return new Big5Hkscs(this.table('big5'));
      case 'euc_jis_2004':
      case 'euc_jisx0213': return new EucJis2004(name, this.japanese(), name === 'euc_jisx0213');
      case 'shift_jis_2004':
      case 'shift_jisx0213': return new ShiftJis2004(name, this.japanese(), name === 'shift_jisx0213');
      default: return name.startsWith('iso2022') ? new Iso2022(name, {japanese: this.japanese(), gb2312: this.table('gb2312'), euckr: this.table('euc_kr')}) : this.table(name);
    }
  }
}
/** A MultibyteCodec by the name of its encoding. escapes. CPython: cjkcodecs.h getcodec() */
function getcodec(module: PyObject, encoding: PyObject, names: readonly string[]): New | NULL {
  if (!PyUnicode_Check(encoding)) return PyErr_SetString(PyExc_TypeError, 'encoding name must be a string.');
  const name = PyUnicode_AsJSString(encoding);
  if (!names.includes(name)) return PyErr_SetString(PyExc_LookupError, 'no such codec is supported.');
  const codec = PyModule_GetState<CodecsState>(module)!.get(name);
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
const chinese = codecsModule('_codecs_cn', ['gb2312', 'gbk', 'gb18030', 'hz']), hongKong = codecsModule('_codecs_hk', ['big5hkscs']);
const iso2022 = codecsModule('_codecs_iso2022', ['iso2022_kr', 'iso2022_jp', 'iso2022_jp_1', 'iso2022_jp_2', 'iso2022_jp_2004', 'iso2022_jp_3', 'iso2022_jp_ext']);
const japanese = codecsModule('_codecs_jp', ['shift_jis', 'cp932', 'euc_jp', 'shift_jis_2004', 'euc_jis_2004', 'euc_jisx0213', 'shift_jisx0213']);
const korean = codecsModule('_codecs_kr', ['euc_kr', 'cp949', 'johab']), taiwanese = codecsModule('_codecs_tw', ['big5', 'cp950']);
/** CPython: PyInit__codecs_cn() and its kin */
export function PyInit__codecs_cn(): PyModuleDef {
  return PyModuleDef_Init(chinese);
}
export function PyInit__codecs_hk(): PyModuleDef {
  return PyModuleDef_Init(hongKong);
}
export function PyInit__codecs_iso2022(): PyModuleDef {
  return PyModuleDef_Init(iso2022);
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
