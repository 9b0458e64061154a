/** The _interpchannels module: channels by id. What they are is in _interpchannels-state.ts. CPython: Modules/_interpchannelsmodule.c */
import {PyList_SET_ITEM, PyLong_Check, PyType_Check, Py_BOOL, Py_TYPE} from '../../runtime/generated/accessors';
import {PyNumber_Check} from '../../objects/abstract-number';
import {PyObject_CallOneArg} from '../../objects/call';
import {type _PyCrossInterpreterData, _PyCrossInterpreterData_Init, _PyCrossInterpreterData_NewObject, _PyCrossInterpreterData_Release, _PyObject_GetCrossInterpreterData, releaseIgnoringErrors} from '../../objects/crossinterp';
import {_PyCrossInterpreterData_RegisterClass, _PyCrossInterpreterData_UnregisterClass} from '../../objects/crossinterp-lookup';
import {PyErr_Clear, PyErr_Format, PyErr_NewException, PyErr_Occurred, PyErr_SetString, reprText, typeName} from '../../objects/errors';
import {_PyArg_UnpackKeywords, argParser} from '../../objects/getargs';
import {PyFloat_AsDouble} from '../../objects/floatobject';
import {PyList_Insert, PyList_New} from '../../objects/listobject';
import {PyLong_AsBigInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyMemoryView_FromObject} from '../../objects/memoryobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddType, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyObject_GetAttrString, PyObject_Hash, PyObject_IsTrue, PyObject_New, PyObject_RichCompare} from '../../objects/object';
import {allInterpreters, asInt64} from '../../objects/pystate-lookup';
import {PyStructSequence_New, PyStructSequence_NewType, PyStructSequence_SET_ITEM, type PyStructSequence_Desc} from '../../objects/structseq';
import {packSteal} from '../../objects/tupleobject';
import {PyObject_TypeCheck, _PyType_Name} from '../../objects/typeobject';
import {PyType_FromModuleAndSpec} from '../../objects/typeobject-spec';
import {PyUnicode_FromString} from '../../objects/unicodeobject';
import {PyUnicode_InternFromString} from '../../objects/unicode-intern';
import {interp} from '../../runtime/current';
import {PyExc_OverflowError, PyExc_RuntimeError, PyExc_TimeoutError, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct, _Py_NotImplementedStruct} from '../../runtime/generated/static-addresses';
import {hooks} from '../../runtime/hooks';
import {hiddenMethod, rawMethod, type PyMethodDef} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF, clearPayload, payload, setPayload, slots} from '../../runtime/object';
import {monotonic, waitOnStack} from '../../runtime/scheduler';
import {Py_TPFLAGS_BASETYPE, Py_TPFLAGS_DISALLOW_INSTANTIATION, Py_TPFLAGS_IMMUTABLETYPE} from '../../runtime/typeflags';
import {NULL, type New, type PyObject} from '../../runtime/types';
import type {TypeSpec} from '../../runtime/typeslots';
import {PyImport_ImportModule} from '../import';
import {CHANNEL_BOTH, CHANNEL_RECV, CHANNEL_SEND, ERR_CHANNEL, Waiting, channels, channelsFini, type Channel, type ChannelItem} from './_interpchannels-state';
import {UNBOUND_REPLACE, _get_interpid, check_unbound, currentModuleState, intArgument, keywordMethod} from './_interpreters_common';

const MODULE_NAME = '_interpchannels';

/** What one interpreter's module keeps. All owned. CPython: module_state */
const STATE_FIELDS = ['send_channel_type', 'recv_channel_type', 'ChannelInfoType', 'ChannelIDType', 'ChannelError', 'ChannelNotFoundError', 'ChannelClosedError', 'ChannelEmptyError', 'ChannelNotEmptyError'] as const;
type ModuleState = Record<(typeof STATE_FIELDS)[number], New | NULL>;
const stateOf = (module: PyObject): ModuleState => PyModule_GetState<ModuleState>(module) as ModuleState;
const None = (): New => Py_NewRef(_Py_NoneStruct);

/** Raises what an error number stands for. Returns NULL. CPython: handle_channel_error() */
function channelError(err: number, module: PyObject, cid: number): NULL {
  const state = stateOf(module), raise = (type: PyObject | NULL, text: string): NULL => PyErr_SetString(type as PyObject, `channel ${cid} ${text}`);
  switch (err) {
    case ERR_CHANNEL.NOT_FOUND: return raise(state.ChannelNotFoundError, 'not found');
    case ERR_CHANNEL.CLOSED: return raise(state.ChannelClosedError, 'is closed');
    case ERR_CHANNEL.CLOSED_WAITING: return raise(state.ChannelClosedError, 'has closed');
    case ERR_CHANNEL.INTERP_CLOSED: return raise(state.ChannelClosedError, 'is already closed');
    case ERR_CHANNEL.EMPTY: return raise(state.ChannelEmptyError, 'is empty');
    case ERR_CHANNEL.NOT_EMPTY: return raise(state.ChannelNotEmptyError, 'may not be closed if not empty (try force=True)');
    // an exception is set
    default: return NULL;
  }
}

// ---- ChannelID ----

/** What a ChannelID holds. CPython: struct channelid */
interface ChannelId { readonly cid: number; readonly end: number; readonly resolve: boolean }
const idOf = (op: PyObject): ChannelId => payload<ChannelId>(op);

/** A ChannelID, or an error number; NULL with an exception. With `force` the channel need not exist. CPython: newchannelid() */
function newchannelid(cls: PyObject, id: ChannelId, force: boolean): New | NULL | number {
  const err = channels().addIdObject(id.cid);
  if (err !== 0 && !force) return err;
  const self = PyObject_New(cls);
  if (self === NULL) {
    channels().releaseIdObject(id.cid);
    return NULL;
  }
  setPayload(self, id);
  return self;
}
/** The same with the error raised. */
function newId(module: PyObject, id: ChannelId, force = false): New | NULL {
  const self = newchannelid(stateOf(module).ChannelIDType as PyObject, id, force);
  return (self as number) < 0 ? channelError(self as number, module, id.cid) : (self as New | NULL);
}
/** A channel id argument and the end it is for; null with an exception. CPython: channel_id_converter() */
function channelId(module: PyObject, arg: PyObject): {cid: number; end: number} | null {
  if (PyObject_TypeCheck(arg, stateOf(module).ChannelIDType as PyObject)) return idOf(arg);
  if (slots(Py_TYPE(arg)).nb_index === null) {
    PyErr_Format(PyExc_TypeError, `channel ID must be an int, got ${typeName(arg)}`);
    return null;
  }
  const {value, overflow} = asInt64(arg);
  if (value !== null && value >= 0n) return {cid: Number(value), end: CHANNEL_BOTH};
  if (value === null && overflow !== 0) PyErr_SetString(PyExc_OverflowError, 'int too big to convert');
  const text = value === null ? null : reprText(arg);
  if (text !== null) PyErr_Format(PyExc_ValueError, `channel ID must be a non-negative int, got ${text}`);
  return null;
}

function channelid_dealloc(self: PyObject): void {
  const {cid} = idOf(self), type = Py_TYPE(self);
  clearPayload(self);
  slots(type).tp_free!(self);
  Py_DECREF(type);
  channels().releaseIdObject(cid);
}
function channelid_repr(self: PyObject): New | NULL {
  const {cid, end} = idOf(self), which = end === CHANNEL_SEND ? ', send=True' : end === CHANNEL_RECV ? ', recv=True' : '';
  return PyUnicode_FromString(`${_PyType_Name(Py_TYPE(self))}(${cid}${which})`);
}
function channelid_hash(self: PyObject): number {
  const id = PyLong_FromNumber(idOf(self).cid);
  if (id === NULL) return -1;
  const hash = PyObject_Hash(id);
  Py_DECREF(id);
  return hash;
}
const Py_EQ = 2, Py_NE = 3;
function channelid_richcompare(self: PyObject, other: PyObject, op: number): New | NULL {
  if (op !== Py_EQ && op !== Py_NE) return Py_NewRef(_Py_NotImplementedStruct);
  const current = currentModuleState<ModuleState>(MODULE_NAME);
  if (current === null) return NULL;
  const cls = current.state.ChannelIDType as PyObject;
  Py_DECREF(current.module);
  if (!PyObject_TypeCheck(self, cls)) return Py_NewRef(_Py_NotImplementedStruct);
  const {cid, end} = idOf(self);
  let equal: boolean;
  if (PyObject_TypeCheck(other, cls)) equal = idOf(other).end === end && idOf(other).cid === cid;
  else if (PyLong_Check(other)) equal = PyLong_AsBigInt(other) === BigInt(cid);
  else if (PyNumber_Check(other)) {
    const id = PyLong_FromNumber(cid);
    if (id === NULL) return NULL;
    const result = PyObject_RichCompare(id, other, op);
    Py_DECREF(id);
    return result;
  } else return Py_NewRef(_Py_NotImplementedStruct);
  return Py_NewRef(Py_BOOL(equal === (op === Py_EQ)));
}
/** `end`, or a ChannelID for one end. CPython: channelid_end() */
function channelid_end(self: PyObject, closure: unknown): New | NULL {
  const {cid, end, resolve} = idOf(self);
  if (typeof closure === 'number') return newchannelid(Py_TYPE(self), {cid, end: closure, resolve}, true) as New | NULL;
  return PyUnicode_InternFromString(end === CHANNEL_SEND ? 'send' : end === CHANNEL_RECV ? 'recv' : 'both');
}
const channelid_int = (self: PyObject): New | NULL => PyLong_FromNumber(idOf(self).cid);
const channelid_typespec: TypeSpec = {
  tp_name: '_interpchannels.ChannelID', tp_basicsize: 40, tp_flags: Py_TPFLAGS_BASETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE,
  tp_doc: 'The id of a channel, which may be used as an int.',
  slots: {
    tp_dealloc: channelid_dealloc, tp_repr: channelid_repr, tp_str: self => PyUnicode_FromString(String(idOf(self).cid)), tp_hash: channelid_hash, tp_richcompare: channelid_richcompare,
    nb_int: channelid_int, nb_index: channelid_int,
  },
  getset: [
    {name: 'end', get: channelid_end, doc: "'send', 'recv', or 'both'"},
    {name: 'send', get: channelid_end, doc: 'the id of the end that sends', closure: CHANNEL_SEND},
    {name: 'recv', get: channelid_end, doc: 'the id of the end that receives', closure: CHANNEL_RECV},
  ],
};

// ---- ids and ends as shared data ----

/** CPython: _channelid_from_xid() */
function channelidFromXid(data: _PyCrossInterpreterData): New | NULL {
  const module = PyImport_ImportModule(MODULE_NAME);
  if (module === NULL) return NULL;
  const xid = data.data as ChannelId, id = newId(module, {cid: xid.cid, end: xid.end, resolve: false});
  Py_DECREF(module);
  if (id === NULL || xid.end === CHANNEL_BOTH || !xid.resolve) return id;
  // a channel end of the Python module if there is one, else the id
  const end = channelendOf(id, xid.end);
  if (end === NULL) {
    PyErr_Clear();
    return id;
  }
  Py_DECREF(id);
  return end;
}
/** CPython: _channelid_shared() */
function channelidShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  _PyCrossInterpreterData_Init(data, interp, {...idOf(obj)}, obj, channelidFromXid);
  return 0;
}
/** The class of an end that the Python module has registered, borrowed; NULL with an exception. CPython: _get_current_channelend_type() */
function channelendType(end: number): PyObject | NULL {
  const current = currentModuleState<ModuleState>(MODULE_NAME);
  if (current === null) return PyErr_Occurred() !== NULL ? NULL : PyErr_SetString(PyExc_RuntimeError, `${MODULE_NAME} module not imported yet`);
  const {state} = current, field = end === CHANNEL_SEND ? 'send_channel_type' : 'recv_channel_type';
  Py_DECREF(current.module);
  if (state[field] === NULL) {
    let module = PyImport_ImportModule('interpreters.channels');
    if (module === NULL) {
      PyErr_Clear();
      module = PyImport_ImportModule('test.support.interpreters.channels');
      if (module === NULL) return NULL;
    }
    Py_DECREF(module);
  }
  return state[field];
}
/** SendChannel(id) or RecvChannel(id). */
function channelendOf(id: PyObject, end: number): New | NULL {
  const cls = channelendType(end);
  return cls === NULL ? NULL : PyObject_CallOneArg(cls, id);
}
/** CPython: _channelend_from_xid() */
function channelendFromXid(data: _PyCrossInterpreterData): New | NULL {
  const id = channelidFromXid(data);
  if (id === NULL) return NULL;
  const end = channelendOf(id, (data.data as ChannelId).end);
  Py_DECREF(id);
  return end;
}
/** CPython: _channelend_shared() */
function channelendShared(obj: PyObject, data: _PyCrossInterpreterData): number {
  const id = PyObject_GetAttrString(obj, '_id');
  if (id === NULL) return -1;
  const status = channelidShared(id, data);
  Py_DECREF(id);
  data.new_object = channelendFromXid;
  return status;
}

// ---- sending and receiving ----

/** CPython: channel_send() */
function channel_send(cid: number, obj: PyObject, waiting: Waiting | null, unboundop: number): number {
  const chan = channels().lookup(cid);
  if (typeof chan === 'number') return chan;
  if (chan.closing) return ERR_CHANNEL.CLOSED;
  const data = _PyObject_GetCrossInterpreterData(obj);
  if (data === null) return -1;
  const item: ChannelItem = {interpid: _get_interpid(data), data, waiting, unboundop}, err = chan.add(item);
  if (err !== 0) _PyCrossInterpreterData_Release(data);
  return err;
}
/** Sends, and waits until the item is received; `seconds` -1 for ever. escapes. CPython: channel_send_wait() */
function channel_send_wait(cid: number, obj: PyObject, unboundop: number, seconds: number): number {
  const waiting = new Waiting(), err = channel_send(cid, obj, waiting, unboundop);
  if (err < 0) return err;
  const deadline = seconds < 0 ? Infinity : monotonic() + seconds * 1000;
  let failed = false;
  for (let done = waitOnStack(() => waiting.released, deadline, true); done !== true; done = waitOnStack(() => waiting.released, deadline, true)) {
    if (done === false) PyErr_SetString(PyExc_TimeoutError, 'timed out');
    else if (hooks._PyErr_CheckSignals() === 0) continue;
    failed = true;
    break;
  }
  if (!failed) return waiting.received ? 0 : ERR_CHANNEL.CLOSED_WAITING;
  const chan = channels().lookup(cid);
  if (typeof chan !== 'number') chan.remove(waiting);
  if (!waiting.received) return -1;
  PyErr_Clear();
  return 0;
}
/** The next object and null, or NULL and the unboundop of an item whose interpreter is gone; or an error number. CPython: channel_recv() */
function channel_recv(cid: number): {obj: New | NULL; unboundop: number | null} | number {
  const chan = channels().lookup(cid);
  if (typeof chan === 'number') return chan;
  const item = chan.next(interp.id);
  if (typeof item === 'number') return item;
  const {data, waiting, unboundop} = item;
  if (data === null) return {obj: NULL, unboundop};
  const obj = _PyCrossInterpreterData_NewObject(data);
  if (obj === NULL) {
    releaseIgnoringErrors(data);
    waiting?.release(false);
    return -1;
  }
  if (_PyCrossInterpreterData_Release(data) < 0) {
    Py_DECREF(obj);
    waiting?.release(false);
    return -1;
  }
  waiting?.release(true);
  return {obj, unboundop: null};
}

/** Seconds to wait, -1 for ever, 0 not at all; null with an exception. CPython: PyThread_ParseTimeoutArg() */
function timeoutArgument(arg: PyObject | NULL, blocking: boolean): number | null {
  if (arg === NULL || arg === _Py_NoneStruct) return blocking ? -1 : 0;
  if (!blocking) {
    PyErr_SetString(PyExc_ValueError, "can't specify a timeout for a non-blocking call");
    return null;
  }
  const seconds = PyFloat_AsDouble(arg);
  if (seconds === -1 && PyErr_Occurred() !== NULL) return null;
  if (Number.isNaN(seconds)) PyErr_SetString(PyExc_ValueError, 'Invalid value NaN (not a number)');
  else if (seconds < 0) PyErr_SetString(PyExc_ValueError, 'timeout value must be a non-negative number');
  else if (seconds > 9223372036) PyErr_SetString(PyExc_OverflowError, 'timeout value is too large');
  else return seconds;
  return null;
}

// ---- functions ----

/** Truth of a flag: 0 or 1, `absent` when left out, -2 with an exception. */
function flag(value: PyObject | NULL, absent = 0): number {
  if (value === NULL) return absent;
  const truth = PyObject_IsTrue(value);
  return truth < 0 ? -2 : truth;
}
function channelsmod_create(module: PyObject, unboundArg: PyObject | NULL): New | NULL {
  const unboundop = intArgument(unboundArg as PyObject);
  if (unboundop === null || !check_unbound(unboundop)) return NULL;
  const cid = channels().create(unboundop), id = newId(module, {cid, end: CHANNEL_BOTH, resolve: false});
  if (id === NULL) channels().destroy(cid);
  return id;
}
function channelsmod_destroy(module: PyObject, arg: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject);
  if (id === null) return NULL;
  const err = channels().destroy(id.cid);
  return err === 0 ? None() : channelError(err, module, id.cid);
}
function channelsmod_list_all(module: PyObject): New | NULL {
  const all = channels().all(), list = PyList_New(all.length);
  if (list === NULL) return NULL;
  for (let i = 0; i < all.length; i++) {
    const item = packSteal(newId(module, {cid: all[i].cid, end: CHANNEL_BOTH, resolve: false}), PyLong_FromNumber(all[i].unboundop));
    if (item === NULL) {
      Py_DECREF(list);
      return NULL;
    }
    PyList_SET_ITEM(list, i, item);
  }
  return list;
}
function channelsmod_list_interpreters(module: PyObject, arg: PyObject | NULL, sendArg: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject), send = flag(sendArg);
  if (id === null || send < 0) return NULL;
  const chan = channels().lookup(id.cid);
  if (typeof chan === 'number') return channelError(chan, module, id.cid);
  if (send !== 0 && chan.closing) return channelError(ERR_CHANNEL.CLOSED, module, id.cid);
  const ids = PyList_New(0);
  if (ids === NULL) return NULL;
  for (const of of allInterpreters()) {
    if (!(send !== 0 ? chan.send : chan.recv).some(end => end.interpid === of.id && end.open)) continue;
    const op = PyLong_FromNumber(of.id), status = op === NULL ? -1 : PyList_Insert(ids, 0, op);
    Py_XDECREF(op);
    if (status < 0) {
      Py_DECREF(ids);
      return NULL;
    }
  }
  return ids;
}
function send(module: PyObject, arg: PyObject | NULL, obj: PyObject, unboundArg: PyObject | NULL, blockingArg: PyObject | NULL, timeoutArg: PyObject | NULL, buffer: boolean): New | NULL {
  const id = channelId(module, arg as PyObject);
  if (id === null) return NULL;
  // the function's own default, not the channel's
  const unboundop = unboundArg === NULL ? UNBOUND_REPLACE : intArgument(unboundArg), blocking = flag(blockingArg, 1);
  if (unboundop === null || blocking < 0 || !check_unbound(unboundop)) return NULL;
  const seconds = timeoutArgument(timeoutArg, blocking !== 0);
  if (seconds === null) return NULL;
  const value = buffer ? PyMemoryView_FromObject(obj) : Py_NewRef(obj);
  if (value === NULL) return NULL;
  const err = blocking !== 0 ? channel_send_wait(id.cid, value, unboundop, seconds) : channel_send(id.cid, value, null, unboundop);
  Py_DECREF(value);
  return err === 0 ? None() : channelError(err, module, id.cid);
}
function channelsmod_send(module: PyObject, cid: PyObject | NULL, obj: PyObject | NULL, unboundop: PyObject | NULL, blocking: PyObject | NULL, timeout: PyObject | NULL): New | NULL {
  return send(module, cid, obj as PyObject, unboundop, blocking, timeout, false);
}
function channelsmod_send_buffer(module: PyObject, cid: PyObject | NULL, obj: PyObject | NULL, unboundop: PyObject | NULL, blocking: PyObject | NULL, timeout: PyObject | NULL): New | NULL {
  return send(module, cid, obj as PyObject, unboundop, blocking, timeout, true);
}
function channelsmod_recv(module: PyObject, arg: PyObject | NULL, dflt: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject);
  if (id === null) return NULL;
  const received = channel_recv(id.cid);
  if (typeof received === 'number') {
    return received === ERR_CHANNEL.EMPTY && dflt !== NULL ? packSteal(Py_NewRef(dflt), None()) : channelError(received, module, id.cid);
  }
  const {obj, unboundop} = received;
  return unboundop !== null ? packSteal(None(), PyLong_FromNumber(unboundop)) : packSteal(obj, None());
}
/** send - recv of two flags, or null with an exception. */
function whichEnd(sendArg: PyObject | NULL, recvArg: PyObject | NULL): {send: number; recv: number} | null {
  const sendFlag = flag(sendArg), recvFlag = sendFlag < 0 ? -2 : flag(recvArg);
  return recvFlag < 0 ? null : {send: sendFlag, recv: recvFlag};
}
function channelsmod_close(module: PyObject, arg: PyObject | NULL, sendArg: PyObject | NULL, recvArg: PyObject | NULL, forceArg: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject), ends = id === null ? null : whichEnd(sendArg, recvArg), force = ends === null ? -2 : flag(forceArg);
  if (id === null || ends === null || force < 0) return NULL;
  const err = channels().close(id.cid, ends.send - ends.recv, force !== 0);
  return err === 0 ? None() : channelError(err, module, id.cid);
}
function channelsmod_release(module: PyObject, arg: PyObject | NULL, sendArg: PyObject | NULL, recvArg: PyObject | NULL, forceArg: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject), ends = id === null ? null : whichEnd(sendArg, recvArg);
  if (id === null || ends === null || flag(forceArg) < 0) return NULL;
  const chan = channels().lookup(id.cid), err = typeof chan === 'number' ? chan : chan.releaseInterpreter(interp.id, ends.send - ends.recv);
  return err === 0 ? None() : channelError(err, module, id.cid);
}
function channelsmod_get_count(module: PyObject, arg: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject);
  if (id === null) return NULL;
  const chan = channels().lookup(id.cid);
  return typeof chan === 'number' ? channelError(chan, module, id.cid) : PyLong_FromNumber(chan.items.length);
}
function channelsmod_get_channel_defaults(module: PyObject, arg: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject);
  if (id === null) return NULL;
  const chan = channels().lookup(id.cid);
  return typeof chan === 'number' ? channelError(chan, module, id.cid) : PyLong_FromNumber(chan.unboundop);
}

/** Counts of interpreters: bound to the send end only, the recv end only, both; with those that released. CPython: struct channel_info */
function countEnds(chan: Channel): number[] {
  let send = 0, sendReleased = 0, recv = 0, recvReleased = 0, both = 0, bothReleased = 0, bothSendReleased = 0, bothRecvReleased = 0;
  for (const end of chan.send) {
    if (end.open) send++;
    else sendReleased++;
  }
  for (const end of chan.recv) {
    const other = chan.send.find(e => e.interpid === end.interpid);
    if (other === undefined) {
      if (end.open) recv++;
      else recvReleased++;
    } else {
      if (other.open) send--;
      else sendReleased--;
      if (end.open && other.open) both++;
      else if (end.open) bothRecvReleased++;
      else if (other.open) bothSendReleased++;
      else bothReleased++;
    }
  }
  return [send, sendReleased, recv, recvReleased, both, bothReleased, bothSendReleased, bothRecvReleased];
}
/** Every field of a ChannelInfo about a channel that may be closed. CPython: _channel_get_info() */
function infoOf(chan: Channel | null): (number | boolean)[] {
  if (chan === null || !chan.open) return [false, false, true, ...new Array<number>(9).fill(0), false, false, false, false];
  const send = chan.send.find(e => e.interpid === interp.id), recv = chan.recv.find(e => e.interpid === interp.id);
  return [
    !chan.closing, chan.closing, false, chan.items.length, ...countEnds(chan),
    send !== undefined && send.open, send !== undefined && !send.open, recv !== undefined && recv.open, recv !== undefined && !recv.open,
  ];
}
function channelsmod_get_info(module: PyObject, arg: PyObject | NULL): New | NULL {
  const id = channelId(module, arg as PyObject);
  if (id === null) return NULL;
  const ref = channels().refs.get(id.cid);
  if (ref === undefined) return channelError(ERR_CHANNEL.NOT_FOUND, module, id.cid);
  const self = PyStructSequence_New(stateOf(module).ChannelInfoType as PyObject);
  if (self === NULL) return NULL;
  const values = infoOf(ref.chan);
  for (let i = 0; i < values.length; i++) {
    const value = values[i], op = typeof value === 'boolean' ? Py_NewRef(Py_BOOL(value)) : PyLong_FromNumber(value);
    if (op === NULL) {
      Py_DECREF(self);
      return NULL;
    }
    PyStructSequence_SET_ITEM(self, i, op);
  }
  return self;
}
const channel_info_desc: PyStructSequence_Desc = {
  name: '_interpchannels.ChannelInfo', doc: "ChannelInfo\n\nA channel's state.", n_in_sequence: 8,
  fields: [
    ['open', 'both ends are open'], ['closing', 'the send end is closed, items are left'], ['closed', 'both ends are closed'], ['count', 'items'],
    ['num_interp_send', 'interpreters bound to the send end'], ['num_interp_send_released', 'those that have released it'],
    ['num_interp_recv', 'interpreters bound to the recv end'], ['num_interp_recv_released', 'those that have released it'],
    ['num_interp_both', 'interpreters bound to both ends'], ['num_interp_both_released', 'those that have released both'],
    ['num_interp_both_send_released', 'those that have released the send end'], ['num_interp_both_recv_released', 'those that have released the recv end'],
    ['send_associated', 'this interpreter is bound to the send end'], ['send_released', 'this interpreter was bound to the send end'],
    ['recv_associated', 'this interpreter is bound to the recv end'], ['recv_released', 'this interpreter was bound to the recv end'],
  ],
};

const channelIdParser = argParser('ChannelID.__new__', '(id, *, send=None, recv=None, force=False, _resolve=False)');
/** CPython: channelsmod__channel_id(), _channelid_new() */
const channelsmod__channel_id: PyMethodDef = rawMethod('_channel_id', null, (module, args, nargs, kwnames) => {
  const values = _PyArg_UnpackKeywords(channelIdParser, args, nargs, NULL, kwnames);
  const id = values === null ? null : channelId(module, values[0] as PyObject);
  if (values === null || id === null) return NULL;
  const [sendFlag, recvFlag, force, resolve] = [flag(values[1], -1), flag(values[2], -1), flag(values[3]), flag(values[4])];
  if (sendFlag === -2 || recvFlag === -2 || force < 0 || resolve < 0) return NULL;
  let {end} = id;
  if (sendFlag === 0 && recvFlag === 0) return PyErr_SetString(PyExc_ValueError, "'send' and 'recv' cannot both be False");
  if (sendFlag === 1) end = recvFlag === 1 ? CHANNEL_BOTH : CHANNEL_SEND;
  else if (recvFlag === 1) end = CHANNEL_RECV;
  return newId(module, {cid: id.cid, end, resolve: resolve !== 0}, force !== 0);
});
function channelsmod__register_end_types(module: PyObject, sendType: PyObject | NULL, recvType: PyObject | NULL): New | NULL {
  if (!PyType_Check(sendType as PyObject)) return PyErr_SetString(PyExc_TypeError, "expected a type for 'send'");
  if (!PyType_Check(recvType as PyObject)) return PyErr_SetString(PyExc_TypeError, "expected a type for 'recv'");
  const state = stateOf(module);
  forgetType(state, 'send_channel_type');
  forgetType(state, 'recv_channel_type');
  state.send_channel_type = Py_NewRef(sendType as PyObject);
  state.recv_channel_type = Py_NewRef(recvType as PyObject);
  const registered = _PyCrossInterpreterData_RegisterClass(sendType as PyObject, channelendShared) === 0 && _PyCrossInterpreterData_RegisterClass(recvType as PyObject, channelendShared) === 0;
  return registered ? None() : NULL;
}
/** A type that was shareable goes. */
function forgetType(state: ModuleState, field: 'send_channel_type' | 'recv_channel_type' | 'ChannelIDType'): void {
  const type = state[field];
  if (type === NULL) return;
  state[field] = NULL;
  _PyCrossInterpreterData_UnregisterClass(type);
  Py_DECREF(type);
}

// ---- the module ----

/** The items and ends of an interpreter that ends. CPython: clear_interpreter() */
function clearInterpreter(id: unknown): void {
  const all = channels();
  if (all.module_count === 0) return;
  for (const ref of all.all()) ref.chan?.clearInterpreter(id as number);
}
function module_exec(module: PyObject): number {
  channels().module_count++;
  const state = stateOf(module), add = (type: New | NULL): New | NULL => {
    if (type === NULL || PyModule_AddType(module, type) === 0) return type;
    Py_DECREF(type);
    return NULL;
  };
  for (const name of ['ChannelError', 'ChannelNotFoundError', 'ChannelClosedError', 'ChannelEmptyError', 'ChannelNotEmptyError'] as const) {
    state[name] = add(PyErr_NewException(`${MODULE_NAME}.${name}`, name === 'ChannelError' ? PyExc_RuntimeError : state.ChannelError, NULL));
    if (state[name] === NULL) return -1;
  }
  state.ChannelInfoType = add(PyStructSequence_NewType(channel_info_desc));
  if (state.ChannelInfoType === NULL) return -1;
  const id = add(PyType_FromModuleAndSpec(module, channelid_typespec, NULL));
  if (id === NULL) return -1;
  state.ChannelIDType = id;
  if (_PyCrossInterpreterData_RegisterClass(id, channelidShared) < 0) return -1;
  interp.atexitC.push({func: clearInterpreter, data: interp.id});
  return 0;
}
function module_clear(module: PyObject): number {
  const state = stateOf(module);
  if (state === null) return 0;
  for (const field of ['send_channel_type', 'recv_channel_type', 'ChannelIDType'] as const) forgetType(state, field);
  for (const field of STATE_FIELDS) {
    const op = state[field];
    state[field] = NULL;
    Py_XDECREF(op);
  }
  return 0;
}
const doc = (signature: string, text: string): string => `${signature}\n\n${text}`;
const fn = keywordMethod, SEND = '(cid, obj, unboundop=3, *, blocking=True, timeout=None)', ENDS = '(cid, *, send=False, recv=False, force=False)';
const interpchannelsmodule = new PyModuleDef(MODULE_NAME, {
  m_doc: 'Channels between interpreters: the basic operations, by id.', m_size: 72,
  m_methods: [
    fn('create', 'create', '(unboundop)', channelsmod_create, doc('channel_create(unboundop) -> cid', 'Make a channel.')),
    fn('destroy', 'channel_destroy', '(cid)', channelsmod_destroy, doc('channel_destroy(cid)', 'Close and forget a channel.')),
    hiddenMethod('list_all', '()', channelsmod_list_all, doc('channel_list_all() -> [cid]', 'All channels, newest first.')),
    fn('list_interpreters', 'channel_list_interpreters', '(cid, *, send)', channelsmod_list_interpreters, doc('channel_list_interpreters(cid, *, send) -> [id]', 'The interpreters that are bound to an end.')),
    fn('send', 'channel_send', SEND, channelsmod_send, doc('channel_send(cid, obj, *, blocking=True, timeout=None)', 'Add the data of an object; wait until it is received unless told otherwise.')),
    fn('send_buffer', 'channel_send_buffer', SEND, channelsmod_send_buffer, doc('channel_send_buffer(cid, obj, *, blocking=True, timeout=None)', 'Add the buffer of an object, which is shared.')),
    fn('recv', 'channel_recv', '(cid, default=None)', channelsmod_recv, doc('channel_recv(cid, [default]) -> (obj, unboundop)', 'Take the first object.')),
    fn('close', 'channel_close', ENDS, channelsmod_close, doc('channel_close(cid, *, send=None, recv=None, force=False)', 'Close a channel for all interpreters; one with items only with force, or for sending.')),
    fn('release', 'channel_release', ENDS, channelsmod_release, doc('channel_release(cid, *, send=None, recv=None, force=True)', 'Give up the ends of a channel for this interpreter.')),
    fn('get_count', 'get_count', '(cid)', channelsmod_get_count, doc('get_count(cid)', 'How many items are in the channel.')),
    fn('get_info', '_get_info', '(cid)', channelsmod_get_info, doc('get_info(cid)', "A channel's state.")),
    fn('get_channel_defaults', 'get_channel_defaults', '(cid)', channelsmod_get_channel_defaults, doc('get_channel_defaults(cid)', 'The unboundop the channel was made with.')),
    channelsmod__channel_id,
    fn('_register_end_types', '_register_end_types', '(send, recv)', channelsmod__register_end_types, null),
  ],
  m_slots: [[Py_mod_exec, module_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  newState: (): ModuleState => Object.fromEntries(STATE_FIELDS.map(field => [field, NULL])) as ModuleState,
  m_traverse: (module, visit) => {
    const state = stateOf(module);
    for (const field of STATE_FIELDS) {
      const op = state === null ? NULL : state[field], status = op === NULL ? 0 : visit(op);
      if (status !== 0) return status;
    }
    return 0;
  },
  m_clear: module_clear,
  m_free: module => {
    module_clear(module);
    channelsFini();
  },
});
/** CPython: PyInit__interpchannels() */
export function PyInit__interpchannels(): PyModuleDef {
  return PyModuleDef_Init(interpchannelsmodule);
}
