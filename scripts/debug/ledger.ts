/**
 * The ledger of references: for every object that is born while it is kept, where it was made, and where references to it were taken and
 * given back. Only the bundle with VIVARIUM_WATCHED tells it anything (runtime/watched.ts).
 */
import {PyCode_Addr2Line} from '../../objects/codeobject-lines';
import {_PyFrame_GetFirstComplete} from '../../objects/frame';
import {PyUnicode_AsJSString} from '../../objects/unicodeobject';
import {H, _PyRuntime, interp} from '../../runtime/current';
import {Py_TYPE, co_filename, co_qualname, f_executable, f_previous} from '../../runtime/generated/accessors';
import {CURRENT_FRAME, PyCode_Type} from '../../runtime/generated/static-addresses';
import {slots} from '../../runtime/object';
import type {PyObject} from '../../runtime/types';
import type {RefLedger} from '../../runtime/watched';
import {allocatorOf} from './heap-walk';

/** A place in the program: a line of Python, or one of an extension's file. */
export interface Place { readonly file: string; readonly line: number; readonly func: string }
/** Where the program stood: the innermost place, and who called. Places are shared: the same position is the same object. */
interface Site extends Place { readonly caller: Site | null; readonly inner: Map<string, Site> }
/** What is known of one object. */
interface Record { readonly born: Site; readonly taken: Map<Site, number>; readonly given: Map<Site, number>; dying: boolean }
/** An object that ended: what was at an address. */
interface Tombstone { readonly type: string; readonly born: Site; readonly died: Site; told: boolean }

/** How often something happened at a site, as reports have it: the innermost place first. */
export interface Count { readonly count: number; readonly at: readonly Place[] }
/** What the ledger knows of some objects. */
export interface Account { readonly born: readonly Count[]; readonly taken: readonly Count[]; readonly given: readonly Count[] }
/** A reference to a dead object that was counted. */
export interface Misuse { readonly what: string; readonly born: readonly Place[]; readonly died: readonly Place[]; readonly used: readonly Place[] }

/** References to an object that an interpreter counted to whose memory it does not belong. */
export interface Crossing { readonly what: string; readonly from: number; readonly into: number; readonly times: number; readonly born: readonly Place[]; readonly used: readonly Place[] }

/** Frames of Python that a site goes back. */
const DEPTH = 8;
/** Misuses, and kinds of crossings, that are kept. */
const MAX_MISUSES = 20;
/** Word of a frame with the unit of the last instruction; see the generated loops. */
const LAST_INSTRUCTION = 14;
/** Most words in front of a header. */
const MAX_PRESIZE_WORDS = 8;
/** Frames of JS that are looked through for those of an extension. */
const STACK_LIMIT = 30;

/** See the head of this file. Nothing in here counts references or makes objects of Python. */
export class Ledger implements RefLedger {
  readonly misuses: Misuse[] = [];
  /** By what crossed, and where it was counted. */
  private readonly crossed = new Map<string, {what: string; from: number; into: number; times: number; born: Site; used: Site}>();
  /** Interpreters by the ids of the allocators they alone have. */
  private readonly owners = new Map<number, number>();
  private readonly records = new Map<PyObject, Record>();
  private readonly tombs = new Map<PyObject, Tombstone>();
  private readonly root: Site = {file: '', line: 0, func: '', caller: null, inner: new Map()};
  /** Places of instructions, by code object; forgotten with it. */
  private readonly places = new Map<PyObject, Map<number, Place>>();
  /** The site of the last event, while its frame and instruction are the current ones. */
  private last: Site = this.root;
  private lastFrame = -1;
  private lastInstruction = -1;
  private lastCode = -1;
  /** Files of extensions that are not our own, as they show in stacks of JS. */
  private extensions: readonly string[] = [];
  private libraries = -1;

  allocated(block: number): void {
    // the header may have the words of the collector and of the type's own in front
    for (let at = block; at <= block + MAX_PRESIZE_WORDS; at += 4) this.tombs.delete(at as PyObject);
  }
  moved(from: number, to: number): void {
    for (let offset = 0; offset <= MAX_PRESIZE_WORDS; offset += 4) {
      const record = this.records.get((from + offset) as PyObject);
      if (record === undefined) continue;
      this.records.delete((from + offset) as PyObject);
      this.records.set((to + offset) as PyObject, record);
      return;
    }
  }
  born(op: PyObject): void {
    this.tombs.delete(op);
    this.owners.set(interp.obmalloc.id, Math.min(interp.id, this.owners.get(interp.obmalloc.id) ?? interp.id));
    this.records.set(op, {born: this.site(), taken: new Map(), given: new Map(), dying: false});
  }
  incref(op: PyObject): boolean {
    const record = this.records.get(op);
    if (record === undefined) return this.isAlive(op);
    this.checkOwner(op, record);
    add(record.taken, this.site());
    return true;
  }
  decref(op: PyObject): boolean {
    const record = this.records.get(op);
    if (record === undefined) return this.isAlive(op);
    this.checkOwner(op, record);
    add(record.given, this.site());
    return true;
  }
  dying(op: PyObject): void {
    const record = this.records.get(op);
    if (record !== undefined) record.dying = true;
    if (Py_TYPE(op) === PyCode_Type) {
      this.places.delete(op);
      this.lastCode = -1;
    }
  }
  revived(op: PyObject): void {
    const record = this.records.get(op);
    if (record !== undefined) record.dying = false;
  }
  dead(op: PyObject): void {
    const record = this.records.get(op);
    // its memory may have a new owner, or its finalizer saved it
    if (record === undefined || !record.dying) return;
    this.records.delete(op);
    const type = H[op + 2];
    this.tombs.set(op, {type: type > 0 ? typeOf(op) : '?', born: record.born, died: this.site(), told: false});
  }

  /** What happened to some objects, the most frequent first; null when it knows none of them. */
  account(objects: Iterable<PyObject>): Account | null {
    const born = new Map<Site, number>(), taken = new Map<Site, number>(), given = new Map<Site, number>();
    for (const op of objects) {
      const record = this.records.get(op);
      if (record === undefined) continue;
      add(born, record.born);
      for (const [site, n] of record.taken) add(taken, site, n);
      for (const [site, n] of record.given) add(given, site, n);
    }
    return born.size === 0 ? null : {born: countsOf(born), taken: countsOf(taken), given: countsOf(given)};
  }

  /** Notices an object of an interpreter's own memory that another one counts: their GILs do not keep them apart. */
  private checkOwner(op: PyObject, record: Record): void {
    const owner = allocatorOf(op);
    if (owner === 0 || owner === interp.obmalloc.id) return;
    const used = this.site(), what = typeOf(op), key = `${what} ${owner} ${interp.id} ${placesOf(used).map(({file, line}) => `${file}:${line}`).join()}`, known = this.crossed.get(key);
    if (known !== undefined) known.times++;
    else if (this.crossed.size < MAX_MISUSES) this.crossed.set(key, {what, from: this.owners.get(owner) ?? -1, into: interp.id, times: 1, born: record.born, used});
  }
  /** What interpreters counted that was not theirs. */
  crossings(): Crossing[] {
    return [...this.crossed.values()].map(({born, used, ...rest}) => ({...rest, born: placesOf(born), used: placesOf(used)}));
  }
  /** False for an object that is dead, and whose memory nobody has taken since; the first such count of each is reported. */
  private isAlive(op: PyObject): boolean {
    const tomb = this.tombs.get(op);
    if (tomb === undefined) return true;
    if (!tomb.told && this.misuses.length < MAX_MISUSES) this.misuses.push({what: tomb.type, born: placesOf(tomb.born), died: placesOf(tomb.died), used: placesOf(this.site())});
    tomb.told = true;
    return false;
  }
  /** Where the program stands. */
  private site(): Site {
    const frame = H[CURRENT_FRAME], extension = this.hasExtensions() ? this.extensionPlace() : null;
    if (extension === null && frame === this.lastFrame && frame !== 0 && H[frame + LAST_INSTRUCTION] === this.lastInstruction && f_executable(frame) === this.lastCode) return this.last;
    let site = this.siteOfFrame(_PyFrame_GetFirstComplete(frame), DEPTH);
    if (extension !== null) return this.within(site, extension);
    if (frame !== 0) {
      this.lastFrame = frame;
      this.lastInstruction = H[frame + LAST_INSTRUCTION];
      this.lastCode = f_executable(frame);
      this.last = site;
    } else site = this.root;
    return site;
  }
  private siteOfFrame(frame: number, depth: number): Site {
    if (frame === 0 || depth === 0) return this.root;
    return this.within(this.siteOfFrame(_PyFrame_GetFirstComplete(f_previous(frame)), depth - 1), this.placeOf(f_executable(frame), H[frame + LAST_INSTRUCTION]));
  }
  private within(caller: Site, place: Place): Site {
    const key = `${place.line}:${place.func}:${place.file}`;
    let site = caller.inner.get(key);
    if (site === undefined) caller.inner.set(key, (site = {...place, caller, inner: new Map()}));
    return site;
  }
  private placeOf(code: PyObject, instruction: number): Place {
    let places = this.places.get(code);
    if (places === undefined) this.places.set(code, (places = new Map()));
    let place = places.get(instruction);
    if (place === undefined) {
      place = {file: PyUnicode_AsJSString(co_filename(code) as PyObject), line: PyCode_Addr2Line(code, instruction * 2), func: PyUnicode_AsJSString(co_qualname(code) as PyObject)};
      places.set(instruction, place);
    }
    return place;
  }
  /** Whether extensions of others are loaded: only then is it worth to look at the stack of JS. */
  private hasExtensions(): boolean {
    const {libraries} = _PyRuntime;
    if (libraries.size !== this.libraries) {
      this.libraries = libraries.size;
      this.extensions = [...libraries.keys()].filter(file => file.endsWith('.so') && !file.includes('lib-dynload')).map(file => encodeURI(file));
    }
    return this.extensions.length !== 0;
  }
  /** The innermost frame of an extension on the stack of JS, above the loop that runs; null when there is none. */
  private extensionPlace(): Place | null {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = STACK_LIMIT;
    const stack = new Error().stack ?? '';
    Error.stackTraceLimit = limit;
    for (const line of stack.split('\n')) {
      if (line.includes('_PyEval_WatchedLoop')) return null;
      const file = this.extensions.find(path => line.includes(path));
      if (file === undefined) continue;
      const match = /^\s*at (?:([^(]*) \()?[^()]*:(\d+):\d+\)?$/.exec(line), name = (match?.[1] ?? '').replace(/ \[as .*\]$/, '');
      // the function that holds the file has two lines of its own in front
      return {file: decodeURI(file), line: Number(match?.[2] ?? 3) - 2, func: name.slice(name.lastIndexOf('.') + 1) || '?'};
    }
    return null;
  }
}

function add(counts: Map<Site, number>, site: Site, n = 1): void {
  counts.set(site, (counts.get(site) ?? 0) + n);
}
function typeOf(op: PyObject): string {
  return slots(Py_TYPE(op))?.tp_name ?? '?';
}
function placesOf(site: Site): Place[] {
  const places: Place[] = [];
  for (let at: Site | null = site; at !== null && at.caller !== null; at = at.caller) places.push({file: at.file, line: at.line, func: at.func});
  return places;
}
function countsOf(counts: Map<Site, number>): Count[] {
  return [...counts].map(([site, count]) => ({count, at: placesOf(site)})).sort((a, b) => b.count - a.count);
}
