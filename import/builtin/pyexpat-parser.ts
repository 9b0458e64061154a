/** What a parser of pyexpat holds, and the calls of its handlers. CPython: Modules/pyexpat.c */
import {PyObject_Call, PyObject_CallOneArg, _Py_EnterRecursiveCall, _Py_LeaveRecursiveCall} from '../../objects/call';
import {PyDict_GetItemRef, PyDict_New, PyDict_SetItem} from '../../objects/dictobject';
import {PyErr_Format, PyErr_Occurred, PyErr_SetObject, PyErr_SetString} from '../../objects/errors';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsLong, PyLong_FromNumber} from '../../objects/longobject';
import {PyModule_GetState} from '../../objects/moduleobject';
import {PyObject_SetAttrString} from '../../objects/object';
import {_PyTraceback_Add} from '../../objects/traceback';
import {PyTuple_New, packSteal} from '../../objects/tupleobject';
import {PyType_GetModule} from '../../objects/typeobject-spec';
import {PyUnicode_Decode} from '../../objects/unicode-encoded';
import {PyUnicode_FromString, _PyUnicode_TEXT} from '../../objects/unicodeobject';
import {PyList_SET_ITEM, PyTuple_SET_ITEM, Py_TYPE, xmlparse_intern} from '../../runtime/generated/accessors';
import {PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, payload} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {utf8Length} from './expat/encoding';
import {type ContentModel, type Handlers, Parsing, type XmlError, type XmlParser} from './expat/xmlparse-state';
import {ERROR_INFO} from './pyexpat-errors';

const CHARACTER_DATA_BUFFER_SIZE = 8192, FILE = '../Modules/pyexpat.c';

/** CPython: pyexpat_state */
export class PyExpatState {
  xml_parse_type: PyObject | NULL = NULL;
  error: PyObject | NULL = NULL;
  str_read: PyObject | NULL = NULL;
  /** The tables of characters, without and with namespaces; made when a parser needs them. */
  readonly types: (Uint8Array | null)[] = [null, null];
}
export const expatState = (self: PyObject): PyExpatState => PyModule_GetState<PyExpatState>(PyType_GetModule(Py_TYPE(self)) as PyObject)!;

/** The order of a parser's handlers. CPython: enum HandlerTypes */
export const enum HandlerType {
  StartElement, EndElement, ProcessingInstruction, CharacterData, UnparsedEntityDecl, NotationDecl, StartNamespaceDecl, EndNamespaceDecl, Comment, StartCdataSection, EndCdataSection, Default, DefaultHandlerExpand, NotStandalone,
  ExternalEntityRef, StartDoctypeDecl, EndDoctypeDecl, EntityDecl, XmlDecl, ElementDecl, AttlistDecl, SkippedEntity,
}
export const HANDLER_NAMES: readonly string[] = [
  'StartElementHandler', 'EndElementHandler', 'ProcessingInstructionHandler', 'CharacterDataHandler', 'UnparsedEntityDeclHandler', 'NotationDeclHandler', 'StartNamespaceDeclHandler', 'EndNamespaceDeclHandler', 'CommentHandler',
  'StartCdataSectionHandler', 'EndCdataSectionHandler', 'DefaultHandler', 'DefaultHandlerExpand', 'NotStandaloneHandler', 'ExternalEntityRefHandler', 'StartDoctypeDeclHandler', 'EndDoctypeDeclHandler', 'EntityDeclHandler',
  'XmlDeclHandler', 'ElementDeclHandler', 'AttlistDeclHandler', 'SkippedEntityHandler',
];
/** Where tracebacks say that a handler was called: function and line of CPython. */
const CALLED_AT: readonly (readonly [string, number])[] = [
  ['StartElement', 422], ['EndElement', 474], ['ProcessingInstruction', 478], ['CharacterData', 287], ['UnparsedEntityDecl', 484], ['NotationDecl', 624], ['StartNamespaceDecl', 633], ['EndNamespaceDecl', 640], ['Comment', 646],
  ['StartCdataSection', 650], ['EndCdataSection', 654], ['Default', 658], ['DefaultHandlerExpand', 662], ['NotStandalone', 667], ['ExternalEntityRef', 671], ['StartDoctypeDecl', 686], ['EndDoctypeDecl', 694], ['EntityDecl', 496],
  ['XmlDecl', 513], ['ElementDecl', 588], ['AttlistDecl', 603], ['SkippedEntity', 616],
];

/** CPython: xmlparseobject */
export class ParserData {
  ordered_attributes = false;
  specified_attributes = false;
  in_callback = false;
  ns_prefixes = false;
  /** Text that waits to be reported in one piece, null when that is not asked for; its length in UTF-8. */
  buffer: string | null = null;
  buffer_size = CHARACTER_DATA_BUFFER_SIZE;
  buffer_used = 0;
  reparse_deferral_enabled = true;
  /** Owned. */
  readonly handlers: (PyObject | NULL)[] = new Array<PyObject | NULL>(HANDLER_NAMES.length).fill(NULL);
  constructor(
    readonly self: PyObject,
    readonly itself: XmlParser,
  ) {}
}
/** A str, or None for no text. CPython: conv_string_to_unicode() */
export function conv_string_to_unicode(text: string | null): New | NULL {
  return text === null ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(text);
}
/** The same, one object for equal texts. CPython: string_intern() */
function string_intern({self}: ParserData, text: string | null): New | NULL {
  const result = conv_string_to_unicode(text), intern = xmlparse_intern(self) as PyObject | NULL;
  if (result === NULL || intern === NULL) return result;
  const known = PyDict_GetItemRef(intern, result);
  if (known === NULL && PyErr_Occurred() === NULL && PyDict_SetItem(intern, result, result) === 0) return result;
  Py_DECREF(result);
  return known;
}
/** Raises ExpatError for where a parser stopped; NULL. CPython: set_error() */
export function set_error(state: PyExpatState, {itself}: ParserData, code: XmlError): NULL {
  const lineno = itself.currentLineNumber(), column = itself.currentColumnNumber(), text = PyUnicode_FromString(`${ERROR_INFO[code]?.[1] ?? '(null)'}: line ${lineno}, column ${column}`);
  if (text === NULL) return NULL;
  const err = PyObject_CallOneArg(state.error as PyObject, text);
  Py_DECREF(text);
  if (err === NULL) return NULL;
  if (setNumber(err, 'code', code) && setNumber(err, 'offset', column) && setNumber(err, 'lineno', lineno)) PyErr_SetObject(state.error as PyObject, err);
  Py_DECREF(err);
  return NULL;
}
function setNumber(err: PyObject, name: string, value: number): boolean {
  const v = PyLong_FromNumber(value);
  if (v === NULL) return false;
  const status = PyObject_SetAttrString(err, name, v);
  Py_DECREF(v);
  return status >= 0;
}
const noop = (): void => {
  // replaces a handler that cannot be taken away while it runs
};
/** After an exception: no more handlers, and external entities fail. CPython: flag_error() */
function flag_error(data: ParserData): void {
  clear_handlers(data);
  data.itself.h.externalEntityRef = () => 0;
}
export function clear_handlers(data: ParserData): void {
  for (let type = 0; type < data.handlers.length; type++) {
    const handler = data.handlers[type];
    data.handlers[type] = NULL;
    installHandler(data, type, false);
    if (handler !== NULL) Py_DECREF(handler);
  }
}
/** Calls a handler; an exception gets a line in its traceback and stops the parser. escapes. @steals args. CPython: call_with_frame() */
function call_with_frame(data: ParserData, type: HandlerType, args: New): New | NULL {
  const handler = Py_NewRef(data.handlers[type] as PyObject);
  data.in_callback = true;
  const res = PyObject_Call(handler, args, NULL);
  data.in_callback = false;
  Py_DECREF(handler);
  Py_DECREF(args);
  if (res === NULL) {
    _PyTraceback_Add(CALLED_AT[type][0], FILE, CALLED_AT[type][1]);
    // CPython: XML_StopParser()
    if (data.itself.parsing === Parsing.PARSING) data.itself.parsing = Parsing.FINISHED;
    flag_error(data);
  }
  return res;
}
/** Reports text; -1 with an exception. escapes. CPython: call_character_handler() */
function call_character_handler(data: ParserData, text: string): number {
  if (data.handlers[HandlerType.CharacterData] === NULL) return -1;
  const args = packSteal(PyUnicode_FromString(text));
  if (args === NULL) flag_error(data);
  const res = args === NULL ? NULL : call_with_frame(data, HandlerType.CharacterData, args);
  if (res === NULL) {
    data.itself.h.characterData = noop;
    return -1;
  }
  Py_DECREF(res);
  return 0;
}
/** Reports the text that waits; -1 with an exception. escapes. CPython: flush_character_buffer() */
export function flush_character_buffer(data: ParserData): number {
  if (data.buffer === null || data.buffer_used === 0) return 0;
  const text = data.buffer;
  // DIVERGES: emptied before the call, so that a handler that changes buffer_text does not report it again
  data.buffer = '';
  data.buffer_used = 0;
  return call_character_handler(data, text);
}
function characterData(data: ParserData, text: string): void {
  if (PyErr_Occurred() !== NULL) return;
  if (data.buffer === null) {
    call_character_handler(data, text);
    return;
  }
  const length = utf8Length(text, 0, text.length);
  if (data.buffer_used + length > data.buffer_size) {
    if (flush_character_buffer(data) < 0) return;
    // the handler may have been taken away; then the rest goes unheard
    if (data.handlers[HandlerType.CharacterData] === NULL) return;
  }
  if (length > data.buffer_size) {
    call_character_handler(data, text);
    data.buffer_used = 0;
  } else if (data.buffer !== null) {
    data.buffer += text;
    data.buffer_used += length;
  }
}
function startElement(data: ParserData, name: string, atts: readonly string[]): void {
  if (!begins(data, HandlerType.StartElement)) return;
  const max = data.specified_attributes ? data.itself.nSpecifiedAtts : atts.length, container = data.ordered_attributes ? PyList_New(max) : PyDict_New();
  if (container === NULL) {
    flag_error(data);
    return;
  }
  for (let i = 0; i < max; i += 2) {
    const n = string_intern(data, atts[i]), v = n === NULL ? NULL : conv_string_to_unicode(atts[i + 1]);
    let failed = n === NULL || v === NULL;
    if (data.ordered_attributes && n !== NULL && v !== NULL) {
      PyList_SET_ITEM(container, i, n);
      PyList_SET_ITEM(container, i + 1, v);
    } else {
      if (n !== NULL && v !== NULL && PyDict_SetItem(container, n, v) < 0) failed = true;
      if (n !== NULL) Py_DECREF(n);
      if (v !== NULL) Py_DECREF(v);
    }
    if (failed) {
      flag_error(data);
      Py_DECREF(container);
      return;
    }
  }
  finish(data, HandlerType.StartElement, packSteal(string_intern(data, name), container));
}
/** Before a handler is called: nothing is said after an exception, and the text in front comes first. escapes */
function begins(data: ParserData, type: HandlerType): boolean {
  return data.handlers[type] !== NULL && PyErr_Occurred() === NULL && flush_character_buffer(data) >= 0 && data.handlers[type] !== NULL;
}
/** Calls a handler whose result does not matter. escapes. @steals args */
function finish(data: ParserData, type: HandlerType, args: New | NULL): void {
  if (args === NULL) {
    flag_error(data);
    return;
  }
  const res = call_with_frame(data, type, args);
  if (res !== NULL) Py_DECREF(res);
}
/** Calls a handler that answers with a number: 0 also after an exception. escapes. @steals args */
function finishNumber(data: ParserData, type: HandlerType, args: New | NULL): number {
  if (args === NULL) {
    flag_error(data);
    return 0;
  }
  const res = call_with_frame(data, type, args);
  if (res === NULL) return 0;
  const rc = PyLong_AsLong(res);
  Py_DECREF(res);
  return rc;
}
/** A content model as nested tuples. CPython: conv_content_model() */
function conv_content_model(model: ContentModel): New | NULL {
  if (_Py_EnterRecursiveCall(' in conv_content_model') !== 0) return NULL;
  const result = contentTuple(model);
  _Py_LeaveRecursiveCall();
  return result;
}
function contentTuple(model: ContentModel): New | NULL {
  const children = PyTuple_New(model.children.length);
  if (children === NULL) return NULL;
  for (let i = 0; i < model.children.length; i++) {
    const child = conv_content_model(model.children[i]);
    if (child === NULL) {
      Py_DECREF(children);
      return NULL;
    }
    PyTuple_SET_ITEM(children, i, child);
  }
  return packSteal(PyLong_FromNumber(model.type), PyLong_FromNumber(model.quant), conv_string_to_unicode(model.name), children);
}
/** The code points of all bytes in an encoding of Python's; null with an exception. escapes. CPython: PyUnknownEncodingHandler() */
export function PyUnknownEncodingHandler(name: string): Int32Array | null {
  if (PyErr_Occurred() !== NULL) return null;
  const bytes = new Uint8Array(256), map = new Int32Array(256);
  for (let i = 0; i < 256; i++) bytes[i] = i;
  const u = PyUnicode_Decode(bytes, name, 'replace');
  if (u === NULL) return null;
  const text = _PyUnicode_TEXT(u);
  if (text.length !== 256) {
    Py_DECREF(u);
    PyErr_SetString(PyExc_ValueError, 'multi-byte encodings are not supported');
    return null;
  }
  for (let i = 0; i < 256; i++) {
    const c = typeof text === 'string' ? text.charCodeAt(i) : text[i];
    map[i] = c === 0xfffd ? -1 : c;
  }
  Py_DECREF(u);
  return map;
}
/** Connects a handler of Python's with the parser, or takes it away. CPython: handler_info[].setter */
export function installHandler(data: ParserData, type: HandlerType, on: boolean): void {
  const {h} = data.itself, text = conv_string_to_unicode, intern = (value: string | null): New | NULL => string_intern(data, value);
  switch (type) {
    case HandlerType.StartElement: h.startElement = on ? (name, atts) => startElement(data, name, atts) : null; break;
    case HandlerType.EndElement: h.endElement = on ? name => void (begins(data, type) && finish(data, type, packSteal(intern(name)))) : null; break;
    case HandlerType.ProcessingInstruction: h.processingInstruction = on ? (target, value) => void (begins(data, type) && finish(data, type, packSteal(intern(target), text(value)))) : null; break;
    case HandlerType.CharacterData: h.characterData = on ? value => characterData(data, value) : null; break;
    case HandlerType.UnparsedEntityDecl:
      h.unparsedEntityDecl = on ? (name, base, system, id, notation) => void (begins(data, type) && finish(data, type, packSteal(intern(name), intern(base), intern(system), intern(id), intern(notation)))) : null;
      break;
    case HandlerType.NotationDecl: h.notationDecl = on ? (name, base, system, id) => void (begins(data, type) && finish(data, type, packSteal(intern(name), intern(base), intern(system), intern(id)))) : null; break;
    case HandlerType.StartNamespaceDecl: h.startNamespaceDecl = on ? (prefix, uri) => void (begins(data, type) && finish(data, type, packSteal(intern(prefix), intern(uri)))) : null; break;
    case HandlerType.EndNamespaceDecl: h.endNamespaceDecl = on ? prefix => void (begins(data, type) && finish(data, type, packSteal(intern(prefix)))) : null; break;
    case HandlerType.Comment: h.comment = on ? value => void (begins(data, type) && finish(data, type, packSteal(text(value)))) : null; break;
    case HandlerType.StartCdataSection: h.startCdataSection = on ? () => void (begins(data, type) && finish(data, type, packSteal())) : null; break;
    case HandlerType.EndCdataSection: h.endCdataSection = on ? () => void (begins(data, type) && finish(data, type, packSteal())) : null; break;
    case HandlerType.Default: case HandlerType.DefaultHandlerExpand:
      h.default = on ? value => void (begins(data, type) && finish(data, type, packSteal(text(value)))) : null;
      data.itself.defaultExpandInternalEntities = type === HandlerType.DefaultHandlerExpand;
      break;
    default: installRareHandler(data, h, type, on);
  }
}
function installRareHandler(data: ParserData, h: Handlers, type: HandlerType, on: boolean): void {
  const text = conv_string_to_unicode, intern = (value: string | null): New | NULL => string_intern(data, value);
  switch (type) {
    case HandlerType.NotStandalone: h.notStandalone = on ? () => (begins(data, type) ? finishNumber(data, type, packSteal()) : 0) : null; break;
    case HandlerType.ExternalEntityRef:
      h.externalEntityRef = on ? (context, base, system, id) => (begins(data, type) ? finishNumber(data, type, packSteal(text(context), intern(base), intern(system), intern(id))) : 0) : null;
      break;
    case HandlerType.StartDoctypeDecl:
      h.startDoctypeDecl = on ? (name, system, id, subset) => void (begins(data, type) && finish(data, type, packSteal(intern(name), intern(system), intern(id), PyLong_FromNumber(subset)))) : null;
      break;
    case HandlerType.EndDoctypeDecl: h.endDoctypeDecl = on ? () => void (begins(data, type) && finish(data, type, packSteal())) : null; break;
    case HandlerType.EntityDecl:
      h.entityDecl = on
        ? (name, isParam, value, base, system, id, notation) =>
          void (begins(data, type) && finish(data, type, packSteal(intern(name), PyLong_FromNumber(isParam), text(value), intern(base), intern(system), intern(id), intern(notation))))
        : null;
      break;
    case HandlerType.XmlDecl: h.xmlDecl = on ? (version, encoding, standalone) => void (begins(data, type) && finish(data, type, packSteal(text(version), text(encoding), PyLong_FromNumber(standalone)))) : null; break;
    case HandlerType.ElementDecl: h.elementDecl = on ? (name, model) => void (begins(data, type) && finish(data, type, elementArguments(data, name, model))) : null; break;
    case HandlerType.AttlistDecl:
      h.attlistDecl = on ? (element, name, kind, value, required) => void (begins(data, type) && finish(data, type, packSteal(intern(element), intern(name), text(kind), text(value), PyLong_FromNumber(required)))) : null;
      break;
    case HandlerType.SkippedEntity: h.skippedEntity = on ? (name, isParam) => void (begins(data, type) && finish(data, type, packSteal(intern(name), PyLong_FromNumber(isParam)))) : null; break;
    default: break;
  }
}
function elementArguments(data: ParserData, name: string, model: ContentModel): New | NULL {
  const modelobj = conv_content_model(model);
  return packSteal(modelobj === NULL ? NULL : string_intern(data, name), modelobj);
}
export const parserOf = (self: PyObject): ParserData => payload<ParserData>(self);
/** For messages about a value that has the wrong size. */
export function tooLarge(max: number): NULL {
  return PyErr_Format(PyExc_ValueError, `buffer_size must not be greater than ${max}`);
}
