/** The pyexpat module: a parser of XML that calls back. CPython: Modules/pyexpat.c */
import {PyBUF_SIMPLE, PyBuffer_Release, PyObject_GetBuffer} from '../../objects/abstract-buffer';
import {PyByteArray_Check} from '../../objects/bytearrayobject';
import {PyBytes_AsUint8Array, PyBytes_FromUint8Array} from '../../objects/bytesobject';
import {PyObject_CallOneArg} from '../../objects/call';
import {PyCapsule_New} from '../../objects/capsule';
import {PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Format, PyErr_NewException, PyErr_NoMemory, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyList_Append, PyList_New} from '../../objects/listobject';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {
  PyModuleDef, PyModuleDef_Init, PyModule_Add, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_AddStringConstant, PyModule_GetState, PyModule_New, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec,
  Py_mod_gil, Py_mod_multiple_interpreters,
} from '../../objects/moduleobject';
import {PyObject_GetOptionalAttr, PyObject_IsTrue} from '../../objects/object';
import {_PyArg_BadArgument} from '../../objects/text-args';
import {packSteal} from '../../objects/tupleobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_AsUTF8String} from '../../objects/unicode-codecs';
import {PyUnicode_AsJSString, PyUnicode_FromString, PyUnicode_InternFromString} from '../../objects/unicodeobject';
import {U8} from '../../runtime/current';
import {PyObject_GC_UnTrack} from '../../runtime/gc';
import {PyBytes_Check, PyByteArray_AS_STRING, PyByteArray_GET_SIZE, PyDict_Check, PyLong_Check, PyUnicode_Check, Py_TYPE, set_xmlparse_intern, xmlparse_intern} from '../../runtime/generated/accessors';
import {PyExc_RuntimeError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {METH_METHOD, method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, setPayload, slots} from '../../runtime/object';
import {Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_HAVE_GC, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {type PyGetSetDef, type TypeSpec, Py_READONLY, Py_buffer} from '../../runtime/typeslots';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_PyImport_SetModule} from '../import';
import {characterTypes} from './expat/chartypes';
import {XML_ExternalEntityParserCreate, XML_GetBuffer, XML_Parse, XML_ParseBuffer, XML_ParserCreate, takesText} from './expat/xmlparse';
import {
  Parsing, XML_CQUANT_NONE, XML_CQUANT_OPT, XML_CQUANT_PLUS, XML_CQUANT_REP, XML_CTYPE_ANY, XML_CTYPE_CHOICE, XML_CTYPE_EMPTY, XML_CTYPE_MIXED, XML_CTYPE_NAME, XML_CTYPE_SEQ, XmlError, type XmlParser,
} from './expat/xmlparse-state';
import {boolArgument, boolResult, intArgument} from './posix-args';
import {ERROR_INFO} from './pyexpat-errors';
import {HANDLER_NAMES, HandlerType, ParserData, PyExpatState, PyUnknownEncodingHandler, clear_handlers, conv_string_to_unicode, expatState, flush_character_buffer, installHandler, parserOf, set_error, tooLarge} from './pyexpat-parser';

type Optional = PyObject | NULL;
const VERSION = [2, 7, 1] as const, MAX_CHUNK_SIZE = 1 << 20, BUF_SIZE = 2048, INT_MAX = 0x7fffffff;
const FEATURES: readonly (readonly [string, number])[] = [
  ['sizeof(XML_Char)', 1], ['sizeof(XML_LChar)', 1], ['XML_DTD', 0], ['XML_CONTEXT_BYTES', 1024], ['XML_NS', 0], ['XML_BLAP_MAX_AMP', 100], ['XML_BLAP_ACT_THRES', 8388608], ['XML_GE', 0],
];
const MODEL = {XML_CTYPE_EMPTY, XML_CTYPE_ANY, XML_CTYPE_MIXED, XML_CTYPE_NAME, XML_CTYPE_CHOICE, XML_CTYPE_SEQ, XML_CQUANT_NONE, XML_CQUANT_OPT, XML_CQUANT_REP, XML_CQUANT_PLUS};
const PARAM_ENTITY_PARSING = {XML_PARAM_ENTITY_PARSING_NEVER: 0, XML_PARAM_ENTITY_PARSING_UNLESS_STANDALONE: 1, XML_PARAM_ENTITY_PARSING_ALWAYS: 2};

function typesFor(state: PyExpatState, namespaces: boolean): Uint8Array {
  const index = namespaces ? 1 : 0;
  return (state.types[index] ??= characterTypes(namespaces));
}
/** The text of a str parameter that may be None; undefined with an exception. */
function textOrNone(fname: string, argument: string, op: Optional): string | null | undefined {
  if (op === NULL || op === _Py_NoneStruct) return null;
  if (!PyUnicode_Check(op)) {
    _PyArg_BadArgument(fname, argument, 'str or None', op);
    return undefined;
  }
  return textOf(op);
}
/** The text of a str, which must have a form in UTF-8 without a null; undefined with an exception. */
function textOf(op: PyObject): string | undefined {
  const text = PyUnicode_AsJSString(op);
  if (/[\ud800-\udfff]/.test(text)) {
    const bytes = PyUnicode_AsUTF8String(op);
    if (bytes === NULL) return undefined;
    Py_DECREF(bytes);
  }
  if (text.includes('\0')) {
    PyErr_SetString(PyExc_ValueError, 'embedded null character');
    return undefined;
  }
  return text;
}
// ---- parsers ----

/** Makes the object around a parser. @steals intern */
function newParserObject(state: PyExpatState, itself: XmlParser, intern: New | NULL): New | NULL {
  const type = state.xml_parse_type as PyObject, self = slots(type).tp_alloc!(type, 0);
  if (self === NULL) {
    Py_XDECREF(intern);
    return NULL;
  }
  set_xmlparse_intern(self, intern);
  itself.h.unknownEncoding = PyUnknownEncodingHandler;
  setPayload(self, new ParserData(self, itself));
  return self;
}
/** What a step of parsing means: an exception, or its status. escapes. CPython: get_parse_result() */
function get_parse_result(state: PyExpatState, data: ParserData, ok: boolean): New | NULL {
  if (PyErr_Occurred() !== NULL) return NULL;
  if (!ok) return set_error(state, data, data.itself.errorCode);
  return flush_character_buffer(data) < 0 ? NULL : PyLong_FromNumber(1);
}
/** Passes bytes on, in pieces that expat takes. escapes */
function parseBytes(itself: XmlParser, bytes: Uint8Array, isFinal: boolean): boolean {
  let at = 0;
  for (; bytes.length - at > MAX_CHUNK_SIZE; at += MAX_CHUNK_SIZE) if (!XML_Parse(itself, bytes.subarray(at, at + MAX_CHUNK_SIZE), false)) return false;
  return XML_Parse(itself, bytes.subarray(at), isFinal);
}
function pyexpat_xmlparser_Parse(self: PyObject, data: PyObject, finalArg: Optional): New | NULL {
  const parser = parserOf(self), {itself} = parser, isFinal = boolArgument(finalArg, false);
  if (isFinal === null) return NULL;
  const state = expatState(self);
  if (PyUnicode_Check(data)) {
    if (itself.parsing !== Parsing.PARSING) itself.protocolEncodingName = 'utf-8';
    const text = PyUnicode_AsJSString(data);
    if (!/[\ud800-\udfff]/.test(text) && text.length < MAX_CHUNK_SIZE / 4 && takesText(itself, text)) return get_parse_result(state, parser, XML_Parse(itself, text, isFinal));
    const encoded = PyUnicode_AsUTF8String(data);
    if (encoded === NULL) return NULL;
    const ok = parseBytes(itself, PyBytes_AsUint8Array(encoded), isFinal);
    Py_DECREF(encoded);
    return get_parse_result(state, parser, ok);
  }
  const view = new Py_buffer();
  if (PyObject_GetBuffer(data, view, PyBUF_SIMPLE) < 0) return NULL;
  const ok = parseBytes(itself, U8.subarray(view.buf, view.buf + view.len), isFinal);
  PyBuffer_Release(view);
  return get_parse_result(state, parser, ok);
}
/** What a method read() returns; null with an exception. escapes. CPython: readinst() */
function readinst(meth: PyObject): Uint8Array | null {
  const size = PyLong_FromNumber(BUF_SIZE);
  if (size === NULL) return null;
  const str = PyObject_CallOneArg(meth, size);
  Py_DECREF(size);
  if (str === NULL) return null;
  let bytes: Uint8Array | null = null;
  if (PyBytes_Check(str)) bytes = PyBytes_AsUint8Array(str).slice();
  else if (PyByteArray_Check(str)) bytes = U8.slice(PyByteArray_AS_STRING(str), PyByteArray_AS_STRING(str) + PyByteArray_GET_SIZE(str));
  else PyErr_Format(PyExc_TypeError, `read() did not return a bytes object (type=${typeName(str)})`);
  Py_DECREF(str);
  if (bytes !== null && bytes.length > BUF_SIZE) {
    PyErr_Format(PyExc_ValueError, `read() returned too much data: ${BUF_SIZE} bytes requested, ${bytes.length} returned`);
    return null;
  }
  return bytes;
}
function pyexpat_xmlparser_ParseFile(self: PyObject, file: PyObject): New | NULL {
  const state = expatState(self), parser = parserOf(self), {itself} = parser, readmethod = PyObject_GetOptionalAttr(file, state.str_read as PyObject);
  if (readmethod === NULL) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_TypeError, "argument must have 'read' attribute");
  for (;;) {
    if (!XML_GetBuffer(itself, BUF_SIZE)) {
      Py_DECREF(readmethod);
      return get_parse_result(state, parser, false);
    }
    const bytes = readinst(readmethod);
    if (bytes === null) {
      Py_DECREF(readmethod);
      return NULL;
    }
    const ok = XML_ParseBuffer(itself, bytes, bytes.length, bytes.length === 0);
    if (PyErr_Occurred() !== NULL) {
      Py_DECREF(readmethod);
      return NULL;
    }
    if (!ok || bytes.length === 0) {
      Py_DECREF(readmethod);
      return get_parse_result(state, parser, ok);
    }
  }
}
function pyexpat_xmlparser_SetBase(self: PyObject, base: PyObject): New | NULL {
  if (!PyUnicode_Check(base)) return _PyArg_BadArgument('SetBase', 'argument', 'str', base);
  const text = textOf(base);
  if (text === undefined) return NULL;
  parserOf(self).itself.curBase = text;
  return Py_NewRef(_Py_NoneStruct);
}
function pyexpat_xmlparser_GetInputContext(self: PyObject): New | NULL {
  const {in_callback, itself} = parserOf(self), bytes = in_callback ? itself.inputContext() : null;
  return bytes === null ? Py_NewRef(_Py_NoneStruct) : PyBytes_FromUint8Array(bytes);
}
function pyexpat_xmlparser_ExternalEntityParserCreate(self: PyObject, contextArg: PyObject, encodingArg: Optional): New | NULL {
  const old = parserOf(self), state = expatState(self), context = textOrNone('ExternalEntityParserCreate', 'argument 1', contextArg);
  if (context === undefined) return NULL;
  if (encodingArg !== NULL && !PyUnicode_Check(encodingArg)) return _PyArg_BadArgument('ExternalEntityParserCreate', 'argument 2', 'str', encodingArg);
  const encoding = encodingArg === NULL ? null : textOf(encodingArg);
  if (encoding === undefined) return NULL;
  const itself = XML_ExternalEntityParserCreate(old.itself, typesFor(state, old.itself.ns), context, encoding);
  if (itself === null) return PyErr_NoMemory();
  const intern = xmlparse_intern(self) as Optional, made = newParserObject(state, itself, intern === NULL ? NULL : Py_NewRef(intern));
  if (made === NULL) return NULL;
  const parser = parserOf(made);
  parser.buffer_size = old.buffer_size;
  parser.buffer = old.buffer === null ? null : '';
  parser.ordered_attributes = old.ordered_attributes;
  parser.specified_attributes = old.specified_attributes;
  parser.ns_prefixes = old.ns_prefixes;
  const {defaultExpandInternalEntities} = itself;
  for (let type = 0; type < old.handlers.length; type++) {
    const handler = old.handlers[type];
    if (handler === NULL) continue;
    parser.handlers[type] = Py_NewRef(handler);
    installHandler(parser, type, true);
  }
  if (old.handlers[HandlerType.Default] === NULL && old.handlers[HandlerType.DefaultHandlerExpand] === NULL) itself.defaultExpandInternalEntities = defaultExpandInternalEntities;
  return made;
}
function pyexpat_xmlparser_SetParamEntityParsing(self: PyObject, flagArg: PyObject): New | NULL {
  const flag = intArgument(flagArg), {itself} = parserOf(self);
  if (flag === null) return NULL;
  // CPython: XML_SetParamEntityParsing()
  if (itself.parsing === Parsing.PARSING) return PyLong_FromNumber(0);
  itself.paramEntityParsing = flag;
  return PyLong_FromNumber(1);
}
function pyexpat_xmlparser_UseForeignDTD(self: PyObject, flagArg: Optional): New | NULL {
  const flag = boolArgument(flagArg, true), parser = parserOf(self);
  if (flag === null) return NULL;
  if (parser.itself.parsing === Parsing.PARSING) return set_error(expatState(self), parser, XmlError.CANT_CHANGE_FEATURE_ONCE_PARSING);
  parser.itself.useForeignDTD = flag;
  return Py_NewRef(_Py_NoneStruct);
}
function pyexpat_xmlparser_SetReparseDeferralEnabled(self: PyObject, flagArg: PyObject): New | NULL {
  const enabled = boolArgument(flagArg, true), parser = parserOf(self);
  if (enabled === null) return NULL;
  parser.itself.reparseDeferralEnabled = parser.reparse_deferral_enabled = enabled;
  return Py_NewRef(_Py_NoneStruct);
}
const cannotDelete = (): number => {
  PyErr_SetString(PyExc_RuntimeError, 'Cannot delete attribute');
  return -1;
};
function xmlparse_handler_setter(self: PyObject, value: Optional, type: HandlerType): number {
  if (value === NULL) return cannotDelete();
  const parser = parserOf(self);
  if (type === HandlerType.CharacterData && flush_character_buffer(parser) < 0) return -1;
  const old = parser.handlers[type], none = value === _Py_NoneStruct;
  parser.handlers[type] = none ? NULL : Py_NewRef(value);
  if (old !== NULL) Py_DECREF(old);
  installHandler(parser, type, !none);
  // while a handler runs the one for text cannot be taken away
  if (none && type === HandlerType.CharacterData && parser.in_callback) parser.itself.h.characterData = () => undefined;
  return 0;
}
function xmlparse_buffer_text_setter(self: PyObject, value: Optional): number {
  if (value === NULL) return cannotDelete();
  const b = PyObject_IsTrue(value), parser = parserOf(self);
  if (b < 0) return -1;
  if (b === 1) {
    if (parser.buffer === null) {
      parser.buffer = '';
      parser.buffer_used = 0;
    }
  } else if (parser.buffer !== null) {
    if (flush_character_buffer(parser) < 0) return -1;
    parser.buffer = null;
  }
  return 0;
}
function xmlparse_buffer_size_setter(self: PyObject, value: Optional): number {
  if (value === NULL) return cannotDelete();
  const parser = parserOf(self);
  if (!PyLong_Check(value)) {
    PyErr_SetString(PyExc_TypeError, 'buffer_size must be an integer');
    return -1;
  }
  const size = PyLong_AsLong(value);
  if (size <= 0) {
    if (PyErr_Occurred() === NULL) PyErr_SetString(PyExc_ValueError, 'buffer_size must be greater than zero');
    return -1;
  }
  if (size === parser.buffer_size) return 0;
  if (size > INT_MAX) {
    tooLarge(INT_MAX);
    return -1;
  }
  if (parser.buffer !== null && parser.buffer_used !== 0 && flush_character_buffer(parser) < 0) return -1;
  parser.buffer = '';
  parser.buffer_size = size;
  return 0;
}
type Flag = 'ordered_attributes' | 'specified_attributes' | 'ns_prefixes';
function flagProperty(name: string, flag: Flag): PyGetSetDef {
  return {
    name, get: self => boolResult(parserOf(self)[flag]),
    set: (self, value) => {
      if (value === NULL) return cannotDelete();
      const b = PyObject_IsTrue(value), parser = parserOf(self);
      if (b < 0) return -1;
      parser[flag] = b === 1;
      if (flag === 'ns_prefixes' && parser.itself.parsing !== Parsing.PARSING) parser.itself.nsTriplets = b === 1;
      return 0;
    },
  };
}
function number(name: string, get: (itself: XmlParser) => number): PyGetSetDef {
  return {name, get: self => PyLong_FromNumber(get(parserOf(self).itself))};
}
function xmlparse_clear(self: PyObject): number {
  clear_handlers(parserOf(self));
  const intern = xmlparse_intern(self) as Optional;
  set_xmlparse_intern(self, NULL);
  Py_XDECREF(intern);
  return 0;
}
const xmlparse_spec: TypeSpec = {
  tp_name: 'pyexpat.xmlparser', tp_basicsize: 80, tp_flags: Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, tp_doc: 'XML parser',
  slots: {
    tp_clear: xmlparse_clear,
    tp_dealloc: self => {
      const type = Py_TYPE(self);
      PyObject_GC_UnTrack(self);
      xmlparse_clear(self);
      slots(type).tp_free!(self);
      Py_DECREF(type);
    },
    // the dictionary of interned texts is not visited, as in CPython
    tp_traverse: (self, visit) => {
      for (const op of parserOf(self).handlers) {
        const status = op === NULL ? 0 : visit(op);
        if (status !== 0) return status;
      }
      return visit(Py_TYPE(self));
    },
  },
  methods: [
    method('Parse', '($self, data, isfinal=False, /)', pyexpat_xmlparser_Parse, 'Takes a piece of a document; isfinal says that it is the last one.', METH_METHOD),
    method('ParseFile', '($self, file, /)', pyexpat_xmlparser_ParseFile, 'Takes a document from an object with a method read().', METH_METHOD),
    method('SetBase', '($self, base, /)', pyexpat_xmlparser_SetBase, 'Sets what system identifiers are relative to.'),
    method('GetBase', '($self, /)', self => conv_string_to_unicode(parserOf(self).itself.curBase), 'What system identifiers are relative to.'),
    method('GetInputContext', '($self, /)', pyexpat_xmlparser_GetInputContext, 'The input that the handler which runs was called for, and what follows; None outside of handlers.'),
    method('ExternalEntityParserCreate', '($self, context, encoding=<unrepresentable>, /)', pyexpat_xmlparser_ExternalEntityParserCreate, 'A parser for an external entity, from what its handler was told.', METH_METHOD),
    method('SetParamEntityParsing', '($self, flag, /)', pyexpat_xmlparser_SetParamEntityParsing, 'Says whether parameter entities and the external subset are read: XML_PARAM_ENTITY_PARSING_NEVER, _UNLESS_STANDALONE or _ALWAYS.'),
    method('UseForeignDTD', '($self, flag=True, /)', pyexpat_xmlparser_UseForeignDTD, 'Says whether the application supplies an external subset to documents that name none.', METH_METHOD),
    method('SetReparseDeferralEnabled', '($self, enabled, /)', pyexpat_xmlparser_SetReparseDeferralEnabled, 'Says whether tokens that are not complete wait for more input before they are read again.'),
    method('GetReparseDeferralEnabled', '($self, /)', self => boolResult(parserOf(self).reparse_deferral_enabled), 'Whether tokens that are not complete wait for more input.'),
  ],
  members: [{name: 'intern', type: 'object', offset: 64, flags: Py_READONLY}],
  getset: [
    number('ErrorCode', itself => itself.errorCode), number('ErrorLineNumber', itself => itself.currentLineNumber()), number('ErrorColumnNumber', itself => itself.currentColumnNumber()),
    number('ErrorByteIndex', itself => itself.currentByteIndex()), number('CurrentLineNumber', itself => itself.currentLineNumber()), number('CurrentColumnNumber', itself => itself.currentColumnNumber()),
    number('CurrentByteIndex', itself => itself.currentByteIndex()),
    {name: 'buffer_size', get: self => PyLong_FromNumber(parserOf(self).buffer_size), set: xmlparse_buffer_size_setter},
    {name: 'buffer_text', get: self => boolResult(parserOf(self).buffer !== null), set: xmlparse_buffer_text_setter}, {name: 'buffer_used', get: self => PyLong_FromNumber(parserOf(self).buffer_used)},
    flagProperty('namespace_prefixes', 'ns_prefixes'), flagProperty('ordered_attributes', 'ordered_attributes'), flagProperty('specified_attributes', 'specified_attributes'),
    ...HANDLER_NAMES.map((name, type): PyGetSetDef => ({
      name, set: (self, value) => xmlparse_handler_setter(self, value, type),
      get: self => {
        const handler = parserOf(self).handlers[type];
        return Py_NewRef(handler === NULL ? _Py_NoneStruct : handler);
      },
    })),
  ],
};
// ---- the module ----

function pyexpat_ParserCreate(module: PyObject, encodingArg: Optional, separatorArg: Optional, internArg: Optional): New | NULL {
  const state = PyModule_GetState<PyExpatState>(module)!, encoding = textOrNone('ParserCreate', "argument 'encoding'", encodingArg);
  if (encoding === undefined) return NULL;
  const separator = textOrNone('ParserCreate', "argument 'namespace_separator'", separatorArg);
  if (separator === undefined) return NULL;
  if (separator !== null && (separator.length > 1 || separator > '\x7f')) return PyErr_SetString(PyExc_ValueError, 'namespace_separator must be at most one character, omitted, or None');
  let intern: New | NULL = NULL;
  if (internArg === NULL) {
    intern = PyDict_New();
    if (intern === NULL) return NULL;
  } else if (internArg !== _Py_NoneStruct) {
    if (!PyDict_Check(internArg)) return PyErr_SetString(PyExc_TypeError, 'intern must be a dictionary');
    intern = Py_NewRef(internArg);
  }
  return newParserObject(state, XML_ParserCreate(typesFor(state, separator !== null), encoding, separator), intern);
}
function pyexpat_ErrorString(_module: PyObject, codeArg: PyObject): New | NULL {
  const code = PyLong_AsLong(codeArg);
  if (code === -1 && PyErr_Occurred() !== NULL) return NULL;
  return conv_string_to_unicode(code === XmlError.NOT_STARTED ? 'parser not started' : (ERROR_INFO[code]?.[1] ?? null));
}
/** A module within this one, also in sys.modules; borrowed. CPython: add_submodule() */
function add_submodule(module: PyObject, name: string, doc: string): PyObject | NULL {
  const submodule = PyModule_New(`pyexpat.${name}`), fullname = submodule === NULL ? NULL : PyUnicode_FromString(`pyexpat.${name}`);
  if (submodule === NULL) return NULL;
  const failed = fullname === NULL || _PyImport_SetModule(fullname, submodule) < 0;
  if (fullname !== NULL) Py_DECREF(fullname);
  if (failed) {
    Py_DECREF(submodule);
    return NULL;
  }
  const borrowed: PyObject = submodule;
  if (PyModule_Add(module, name, submodule) < 0) return NULL;
  return PyModule_AddStringConstant(borrowed, '__doc__', doc) < 0 ? NULL : borrowed;
}
/** Puts a pair into two dicts, each way. */
function addBoth(codes: PyObject, messages: PyObject, code: number, text: string): number {
  const num = PyLong_FromNumber(code), str = num === NULL ? NULL : PyUnicode_FromString(text);
  const status = num === NULL || str === NULL || PyDict_SetItem(codes, str, num) < 0 || PyDict_SetItem(messages, num, str) < 0 ? -1 : 0;
  if (num !== NULL) Py_DECREF(num);
  if (str !== NULL) Py_DECREF(str);
  return status;
}
function add_errors_module(module: PyObject): number {
  const errors = add_submodule(module, 'errors', 'Constants used to describe error conditions.');
  if (errors === NULL) return -1;
  const codes = PyDict_New(), messages = codes === NULL ? NULL : PyDict_New();
  let status = codes === NULL || messages === NULL ? -1 : 0;
  for (let code = 1; code < ERROR_INFO.length && status === 0; code++) {
    const [name, text] = ERROR_INFO[code]!;
    if (PyModule_AddStringConstant(errors, name, text) < 0 || addBoth(codes as PyObject, messages as PyObject, code, text) < 0) status = -1;
  }
  if (status === 0 && (PyModule_AddObjectRef(errors, 'codes', codes) < 0 || PyModule_AddObjectRef(errors, 'messages', messages) < 0)) status = -1;
  if (codes !== NULL) Py_DECREF(codes);
  if (messages !== NULL) Py_DECREF(messages);
  return status;
}
function add_features(module: PyObject): number {
  const list = PyList_New(0);
  if (list === NULL) return -1;
  for (const [name, value] of FEATURES) {
    const item = packSteal(PyUnicode_FromString(name), PyLong_FromNumber(value)), status = item === NULL ? -1 : PyList_Append(list, item);
    if (item !== NULL) Py_DECREF(item);
    if (status < 0) {
      Py_DECREF(list);
      return -1;
    }
  }
  return PyModule_Add(module, 'features', list);
}
function pyexpat_exec(module: PyObject): number {
  const state = PyModule_GetState<PyExpatState>(module)!;
  state.str_read = PyUnicode_InternFromString('read');
  if (state.str_read === NULL) return -1;
  state.xml_parse_type = PyType_FromModuleAndSpec(module, xmlparse_spec, NULL);
  if (state.xml_parse_type === NULL) return -1;
  state.error = PyErr_NewException('xml.parsers.expat.ExpatError', NULL, NULL);
  if (state.error === NULL) return -1;
  if (PyModule_AddObjectRef(module, 'error', state.error) < 0 || PyModule_AddObjectRef(module, 'ExpatError', state.error) < 0 || PyModule_AddObjectRef(module, 'XMLParserType', state.xml_parse_type) < 0) return -1;
  if (PyModule_AddStringConstant(module, 'EXPAT_VERSION', `expat_${VERSION.join('.')}`) < 0) return -1;
  if (PyModule_Add(module, 'version_info', packSteal(...VERSION.map(part => PyLong_FromNumber(part)))) < 0 || PyModule_AddStringConstant(module, 'native_encoding', 'UTF-8') < 0 || add_errors_module(module) < 0) return -1;
  const model = add_submodule(module, 'model', 'Constants used to interpret content model information.');
  if (model === NULL) return -1;
  for (const [name, value] of Object.entries(MODEL)) if (PyModule_AddIntConstant(model, name, value) < 0) return -1;
  if (add_features(module) < 0) return -1;
  for (const [name, value] of Object.entries(PARAM_ENTITY_PARSING)) if (PyModule_AddIntConstant(module, name, value) < 0) return -1;
  return PyModule_Add(module, 'expat_CAPI', PyCapsule_New({XML_ParserCreate, XML_Parse, XML_ExternalEntityParserCreate, PyUnknownEncodingHandler}, 'pyexpat.expat_CAPI', null));
}
const OWNED = ['xml_parse_type', 'error', 'str_read'] as const;
function pyexpat_clear(module: PyObject): number {
  const state = PyModule_GetState<PyExpatState>(module);
  for (const name of state === null ? [] : OWNED) {
    const op = state![name];
    state![name] = NULL;
    if (op !== NULL) Py_DECREF(op);
  }
  return 0;
}
const pyexpatmodule = new PyModuleDef('pyexpat', {
  m_doc: 'Python wrapper for Expat parser.', m_size: 24, newState: () => new PyExpatState(),
  m_methods: [
    method('ParserCreate', '($module, /, encoding=None, namespace_separator=None,\n             intern=<unrepresentable>)', pyexpat_ParserCreate, 'A new parser of XML.'),
    method('ErrorString', '($module, code, /)', pyexpat_ErrorString, 'The text of an error by its number.'),
  ],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<PyExpatState>(module);
    for (const name of state === null ? [] : OWNED) {
      const op = state![name], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: pyexpat_clear, m_free: pyexpat_clear,
  m_slots: [[Py_mod_exec, pyexpat_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
});
/** CPython: PyInit_pyexpat() */
export function PyInit_pyexpat(): PyModuleDef {
  return PyModuleDef_Init(pyexpatmodule);
}
