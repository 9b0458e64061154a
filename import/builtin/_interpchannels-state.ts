/**
 * Channels: what all interpreters of the runtime share of them. An interpreter is associated with an end of a channel when it first uses
 * it; once it has released the end it cannot use it again. CPython: Modules/_interpchannelsmodule.c
 */
import {type _PyCrossInterpreterData, releaseIgnoringErrors} from '../../objects/crossinterp';
import {_PyRuntime} from '../../runtime/current';
import {UNBOUND_REMOVE} from './_interpreters_common';

export const CHANNEL_SEND = 1, CHANNEL_BOTH = 0, CHANNEL_RECV = -1;
/** What can go wrong; 0 is success. CPython: ERR_CHANNEL_* */
export const ERR_CHANNEL = {NOT_FOUND: -2, CLOSED: -3, INTERP_CLOSED: -4, EMPTY: -5, NOT_EMPTY: -6, CLOSED_WAITING: -10} as const;

/** A sender that waits until its item is received. CPython: _waiting_t */
export class Waiting {
  released = false;
  received = false;
  /** CPython: _waiting_release() */
  release(received: boolean): void {
    this.released = true;
    this.received = received;
  }
}
/** An item; `data` is null once the interpreter it came from has ended. CPython: _channelitem */
export interface ChannelItem { readonly interpid: number; data: _PyCrossInterpreterData | null; waiting: Waiting | null; readonly unboundop: number }
/** An interpreter's association with an end. CPython: _channelend */
interface ChannelEnd { readonly interpid: number; open: boolean }

function dropData(item: ChannelItem): void {
  const data = item.data;
  item.data = null;
  if (data !== null) releaseIgnoringErrors(data);
}
/** An item that nobody will receive. CPython: _channelitem_clear() */
function dropItem(item: ChannelItem): void {
  dropData(item);
  if (item.waiting !== null && !item.waiting.released) item.waiting.release(false);
  item.waiting = null;
}

/** CPython: _channel_state */
export class Channel {
  items: ChannelItem[] = [];
  readonly send: ChannelEnd[] = [];
  readonly recv: ChannelEnd[] = [];
  numsendopen = 0;
  numrecvopen = 0;
  open = true;
  /** The send end is closed; the whole channel closes when it is empty. */
  closing = false;
  constructor(readonly ref: ChannelRef, readonly unboundop: number) {}

  /** Associates an interpreter with an end; false when it has released it. CPython: _channelends_associate() */
  associate(interpid: number, send: boolean): boolean {
    const end = (send ? this.send : this.recv).find(e => e.interpid === interpid);
    if (end !== undefined) return end.open;
    this.addEnd(interpid, send);
    return true;
  }
  private addEnd(interpid: number, send: boolean): ChannelEnd {
    const end = {interpid, open: true};
    if (send) {
      this.send.push(end);
      this.numsendopen++;
    } else {
      this.recv.push(end);
      this.numrecvopen++;
    }
    return end;
  }
  /** CPython: _channelends_release_end() */
  private releaseEnd(end: ChannelEnd, send: boolean): void {
    end.open = false;
    if (send) this.numsendopen--;
    else this.numrecvopen--;
  }
  /** Open while somebody uses it, or nobody ever has. CPython: _channelends_is_open() */
  private endsAreOpen(): boolean {
    return this.numsendopen !== 0 || this.numrecvopen !== 0 || (this.send.length === 0 && this.recv.length === 0);
  }
  /** An interpreter gives up an end, or both. CPython: _channel_release_interpreter() */
  releaseInterpreter(interpid: number, which: number): number {
    if (!this.open) return ERR_CHANNEL.CLOSED;
    if (which >= 0) this.releaseEnd(this.send.find(e => e.interpid === interpid) ?? this.addEnd(interpid, true), true);
    if (which <= 0) this.releaseEnd(this.recv.find(e => e.interpid === interpid) ?? this.addEnd(interpid, false), false);
    this.open = this.endsAreOpen();
    return 0;
  }
  /** CPython: _channel_release_all() */
  releaseAll(force: boolean): number {
    if (!this.open) return ERR_CHANNEL.CLOSED;
    if (!force && this.items.length > 0) return ERR_CHANNEL.NOT_EMPTY;
    this.open = false;
    for (const end of this.send) this.releaseEnd(end, true);
    for (const end of this.recv) this.releaseEnd(end, false);
    return 0;
  }
  /** An interpreter has ended: its items go as they want to, its ends are released. CPython: _channel_clear_interpreter() */
  clearInterpreter(interpid: number): void {
    const kept: ChannelItem[] = [], dropped: ChannelItem[] = [];
    for (const item of this.items) {
      if (item.interpid !== interpid || item.data === null) kept.push(item);
      else if (item.unboundop === UNBOUND_REMOVE) dropped.push(item);
      else {
        kept.push(item);
        dropData(item);
      }
    }
    this.items = kept;
    for (const item of dropped) dropItem(item);
    const send = this.send.find(e => e.interpid === interpid), recv = this.recv.find(e => e.interpid === interpid);
    if (send !== undefined) this.releaseEnd(send, true);
    if (recv !== undefined) this.releaseEnd(recv, false);
    this.open = this.endsAreOpen();
  }
  /** Adds an item. CPython: _channel_add() */
  add(item: ChannelItem): number {
    if (!this.open) return ERR_CHANNEL.CLOSED;
    if (!this.associate(item.interpid, true)) return ERR_CHANNEL.INTERP_CLOSED;
    this.items.push(item);
    return 0;
  }
  /** Takes the first item, or an error. CPython: _channel_next() */
  next(interpid: number): ChannelItem | number {
    let result: ChannelItem | number;
    if (!this.open) result = ERR_CHANNEL.CLOSED;
    else if (!this.associate(interpid, false)) result = ERR_CHANNEL.INTERP_CLOSED;
    else {
      const item = this.items.shift();
      if (item === undefined && this.closing) this.open = false;
      result = item ?? ERR_CHANNEL.EMPTY;
    }
    if (this.items.length === 0) this.finishClosing();
    return result;
  }
  /** Takes a sent item back. CPython: _channel_remove() */
  remove(waiting: Waiting): void {
    const at = this.items.findIndex(item => item.waiting === waiting);
    if (at >= 0) {
      const [item] = this.items.splice(at, 1);
      item.waiting = null;
      dropData(item);
      waiting.release(false);
    }
    if (this.items.length === 0) this.finishClosing();
  }
  /** CPython: _channel_finish_closing() */
  private finishClosing(): void {
    if (!this.closing) return;
    this.ref.chan = null;
    this.free();
  }
  /** CPython: _channel_free() */
  free(): void {
    this.closing = false;
    for (const item of this.items.splice(0)) dropItem(item);
    this.send.length = this.recv.length = 0;
    this.numsendopen = this.numrecvopen = 0;
  }
}

/** A channel by id; `chan` is null when it is closed for good. CPython: _channelref */
export interface ChannelRef { readonly cid: number; readonly unboundop: number; chan: Channel | null; objcount: number }

/** What all interpreters share. CPython: struct globals, _channels */
export class Channels {
  module_count = 0;
  next_id = 0;
  readonly refs = new Map<number, ChannelRef>();

  /** CPython: channel_create() */
  create(unboundop: number): number {
    const cid = this.next_id++, ref: ChannelRef = {cid, unboundop, chan: null, objcount: 0};
    ref.chan = new Channel(ref, unboundop);
    this.refs.set(cid, ref);
    return cid;
  }
  /** An open channel, or an error. CPython: _channels_lookup() */
  lookup(cid: number): Channel | number {
    const ref = this.refs.get(cid);
    if (ref === undefined) return ERR_CHANNEL.NOT_FOUND;
    return ref.chan === null || !ref.chan.open ? ERR_CHANNEL.CLOSED : ref.chan;
  }
  /** CPython: channel_destroy() */
  destroy(cid: number): number {
    const ref = this.refs.get(cid);
    if (ref === undefined) return ERR_CHANNEL.NOT_FOUND;
    this.refs.delete(cid);
    ref.chan?.free();
    return 0;
  }
  /** CPython: _channels_close() */
  close(cid: number, end: number, force: boolean): number {
    const ref = this.refs.get(cid);
    if (ref === undefined) return ERR_CHANNEL.NOT_FOUND;
    const chan = ref.chan;
    if (chan === null || (!force && end === CHANNEL_SEND && chan.closing)) return ERR_CHANNEL.CLOSED;
    const err = chan.releaseAll(force);
    if (err === 0) {
      ref.chan = null;
      chan.free();
      return 0;
    }
    if (end !== CHANNEL_SEND || err !== ERR_CHANNEL.NOT_EMPTY) return err;
    if (chan.closing) return ERR_CHANNEL.CLOSED;
    chan.closing = true;
    return 0;
  }
  /** One more ChannelID object refers to a channel. CPython: _channels_add_id_object() */
  addIdObject(cid: number): number {
    const ref = this.refs.get(cid);
    if (ref === undefined) return ERR_CHANNEL.NOT_FOUND;
    ref.objcount++;
    return 0;
  }
  /** The last ChannelID object destroys the channel. CPython: _channels_release_cid_object() */
  releaseIdObject(cid: number): void {
    const ref = this.refs.get(cid);
    if (ref === undefined || --ref.objcount !== 0) return;
    this.refs.delete(cid);
    ref.chan?.free();
  }
  /** All, newest first. */
  all(): ChannelRef[] {
    return [...this.refs.values()].reverse();
  }
}

const NAME = '_interpchannels';
/** The channels of the runtime. */
export function channels(): Channels {
  let found = _PyRuntime.moduleGlobals.get(NAME) as Channels | undefined;
  if (found === undefined) _PyRuntime.moduleGlobals.set(NAME, (found = new Channels()));
  return found;
}
/** CPython: _globals_fini() */
export function channelsFini(): void {
  if (--channels().module_count === 0) _PyRuntime.moduleGlobals.delete(NAME);
}
