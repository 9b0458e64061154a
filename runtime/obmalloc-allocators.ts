/**
 * Memory for C code: the three domains, who serves them, and the debug hooks. Addresses are those of the heap's words. These functions are
 * what extensions call; DIVERGES: the runtime's own objects come from pymalloc (obmalloc.ts) whatever serves the domains, since most of
 * them are made in places that allocators of JS could not serve. CPython: Objects/obmalloc.c
 */
import {PYMEM_CLEANBYTE, PYMEM_DEADBYTE} from './obmalloc-filled';
import {H, U8, _PyRuntime, interp, tstate} from './current';
import * as pymalloc from './obmalloc';
import {NULL, type Ptr} from './types';
import {_PyMem_DumpAndFail, type DebugBlock} from './obmalloc-debug';
import {Py_FatalError} from './fatal-error';

/** CPython: PyMemAllocatorDomain */
export const PYMEM_DOMAIN_RAW = 0, PYMEM_DOMAIN_MEM = 1, PYMEM_DOMAIN_OBJ = 2;

/** Serves one domain; every function gets `ctx` first. Requests for nothing get an address of their own; 0 says that memory is out. CPython: PyMemAllocatorEx */
export interface PyMemAllocatorEx {
  readonly ctx: unknown;
  readonly malloc: (ctx: unknown, size: number) => Ptr;
  readonly calloc: (ctx: unknown, nelem: number, elsize: number) => Ptr;
  readonly realloc: (ctx: unknown, ptr: Ptr, new_size: number) => Ptr;
  readonly free: (ctx: unknown, ptr: Ptr) => void;
}

function cleared(block: Ptr, nbytes: number): Ptr {
  if (block !== NULL) U8.fill(0, 4 * block, 4 * block + nbytes);
  return block;
}
/** Raw blocks know their room: CPython's are the C library's. */
function rawRealloc(ptr: Ptr, size: number): Ptr {
  if (ptr === NULL) return pymalloc.PyMem_RawMalloc(size);
  const room = pymalloc.blockBytes(ptr);
  if (size <= room) return ptr;
  const fresh = pymalloc.PyMem_RawMalloc(size);
  if (fresh === NULL) return NULL;
  H.copyWithin(fresh, ptr, ptr + (room >> 2));
  pymalloc.PyMem_RawFree(ptr);
  return fresh;
}
const raw = (): PyMemAllocatorEx => ({
  ctx: null, malloc: (_ctx, size) => pymalloc.PyMem_RawMalloc(size), calloc: (_ctx, n, size) => cleared(pymalloc.PyMem_RawMalloc(n * size), n * size), realloc: (_ctx, ptr, size) => rawRealloc(ptr, size),
  free: (_ctx, ptr) => pymalloc.PyMem_RawFree(ptr),
});
const object = (): PyMemAllocatorEx => ({
  ctx: null, malloc: (_ctx, size) => pymalloc.PyObject_Malloc(size), calloc: (_ctx, n, size) => cleared(pymalloc.PyObject_Malloc(n * size), n * size), realloc: (_ctx, ptr, size) => pymalloc.PyObject_Realloc(ptr, size),
  free: (_ctx, ptr) => pymalloc.PyObject_Free(ptr),
});

// ---- the debug hooks ----

const SST = 8, DEAD = PYMEM_DEADBYTE, CLEAN = PYMEM_CLEANBYTE, FORBIDDEN = 0xfd;
const IDS = ['r', 'm', 'o'];

/** What is around a block: its size, big-endian, the letter of its domain and forbidden bytes in front; as many behind. */
class DebugAllocator implements PyMemAllocatorEx {
  readonly ctx = null;
  constructor(readonly id: string, readonly under: PyMemAllocatorEx) {}
  /** Memory of objects and of PyMem_*() belongs to who holds the GIL. */
  private checkThread(func: string): void {
    if (this.id !== 'r' && !tstate.attached) Py_FatalError(func, 'Python memory allocator called without holding the GIL', false);
  }
  private make(nbytes: number, clear: boolean): Ptr {
    const block = this.under.malloc(this.under.ctx, nbytes + 3 * SST);
    if (block === NULL) return NULL;
    const at = 4 * block, data = at + 2 * SST;
    new DataView(U8.buffer).setBigUint64(at, BigInt(nbytes));
    U8[at + SST] = this.id.charCodeAt(0);
    U8.fill(FORBIDDEN, at + SST + 1, data);
    U8.fill(clear ? 0 : CLEAN, data, data + nbytes);
    U8.fill(FORBIDDEN, data + nbytes, data + nbytes + SST);
    return data >> 2;
  }
  /** A fatal error for a block that is another domain's, or beside which something was written. CPython: _PyMem_DebugCheckAddress() */
  private check(func: string, p: Ptr): number {
    const data = 4 * p, id = U8[data - SST], nbytes = Number(new DataView(U8.buffer).getBigUint64(data - 2 * SST));
    const block: DebugBlock = {data, nbytes, id: String.fromCharCode(id), forbidden: FORBIDDEN, pad: SST};
    if (id !== this.id.charCodeAt(0)) return _PyMem_DumpAndFail(func, `bad ID: Allocated using API '${block.id}', verified using API '${this.id}'`, block);
    for (let i = 1; i < SST; i++) if (U8[data - i] !== FORBIDDEN) return _PyMem_DumpAndFail(func, 'bad leading pad byte', block);
    for (let i = 0; i < SST; i++) if (U8[data + nbytes + i] !== FORBIDDEN) return _PyMem_DumpAndFail(func, 'bad trailing pad byte', block);
    return nbytes;
  }
  readonly malloc = (_ctx: unknown, size: number): Ptr => {
    this.checkThread('_PyMem_DebugMalloc');
    return this.make(size, false);
  };
  readonly calloc = (_ctx: unknown, nelem: number, elsize: number): Ptr => {
    this.checkThread('_PyMem_DebugCalloc');
    return this.make(nelem * elsize, true);
  };
  readonly realloc = (_ctx: unknown, p: Ptr, size: number): Ptr => {
    this.checkThread('_PyMem_DebugRealloc');
    if (p === NULL) return this.make(size, false);
    const old = this.check('_PyMem_DebugRawRealloc', p), fresh = this.make(size, false);
    if (fresh === NULL) return NULL;
    U8.copyWithin(4 * fresh, 4 * p, 4 * p + Math.min(old, size));
    this.release(p, old);
    return fresh;
  };
  readonly free = (_ctx: unknown, p: Ptr): void => {
    this.checkThread('_PyMem_DebugFree');
    if (p !== NULL) this.release(p, this.check('_PyMem_DebugRawFree', p));
  };
  private release(p: Ptr, nbytes: number): void {
    const at = 4 * p - 2 * SST;
    U8.fill(DEAD, at, at + nbytes + 3 * SST);
    this.under.free(this.under.ctx, at >> 2);
  }
}
/** Whether an address was filled by the debug hooks, or is none at all. CPython: _PyMem_IsPtrFreed() */
export function _PyMem_IsPtrFreed(ptr: Ptr): boolean {
  const byte = ptr & 255;
  return ptr === NULL || ((byte === DEAD || byte === CLEAN || byte === FORBIDDEN) && (ptr >>> 0) === (byte * 0x01010101) >>> 0);
}
/** Whether the memory of an object was freed, or never filled: its type tells. CPython: Objects/object.c _PyObject_IsFreed() */
export function _PyObject_IsFreed(op: Ptr): boolean {
  return _PyMem_IsPtrFreed(op) || _PyMem_IsPtrFreed(H[op + 2]);
}

// ---- the domains ----

/** Who serves each domain in the runtime; made when it is first asked for, with the debug hooks where PYTHONMALLOC asks for them. */
function allocators(): PyMemAllocatorEx[] {
  if (_PyRuntime.allocators !== null) return _PyRuntime.allocators as PyMemAllocatorEx[];
  const {allocator} = interp.config, malloc = allocator.startsWith('malloc'), table = [raw(), malloc ? raw() : object(), malloc ? raw() : object()];
  _PyRuntime.allocators = table;
  if (/debug$/.test(allocator) || (allocator === 'default' && _PyRuntime.build.pydebug)) PyMem_SetupDebugHooks();
  return table;
}
/** Who serves a domain now. CPython: PyMem_GetAllocator() */
export function PyMem_GetAllocator(domain: number): PyMemAllocatorEx {
  return allocators()[domain];
}
/** Has a domain served by somebody else, who mostly asks the one before. CPython: PyMem_SetAllocator() */
export function PyMem_SetAllocator(domain: number, allocator: PyMemAllocatorEx): void {
  allocators()[domain] = allocator;
}
/** Puts the debug hooks around all three, unless they are there: they fill memory, and find what was written beside a block. CPython: PyMem_SetupDebugHooks() */
export function PyMem_SetupDebugHooks(): void {
  const table = allocators();
  for (let domain = 0; domain < 3; domain++) if (!(table[domain] instanceof DebugAllocator)) table[domain] = new DebugAllocator(IDS[domain], table[domain]);
}
/** More than a Py_ssize_t holds is asked for by nobody in earnest. */
const tooMuch = (size: number): boolean => size > Number.MAX_SAFE_INTEGER || size < 0;
const malloc = (domain: number) => (size: number): Ptr => {
  const a = allocators()[domain];
  return tooMuch(size) ? NULL : a.malloc(a.ctx, size);
};
const calloc = (domain: number) => (nelem: number, elsize: number): Ptr => {
  const a = allocators()[domain];
  return tooMuch(nelem * elsize) ? NULL : a.calloc(a.ctx, nelem, elsize);
};
const realloc = (domain: number) => (ptr: Ptr, new_size: number): Ptr => {
  const a = allocators()[domain];
  return tooMuch(new_size) ? NULL : a.realloc(a.ctx, ptr, new_size);
};
const free = (domain: number) => (ptr: Ptr): void => {
  const a = allocators()[domain];
  a.free(a.ctx, ptr);
};
/** Memory that needs no GIL: 0 when it is out, contents undefined, an address of its own for no bytes. */
export const PyMem_RawMalloc = malloc(PYMEM_DOMAIN_RAW), PyMem_RawCalloc = calloc(PYMEM_DOMAIN_RAW), PyMem_RawRealloc = realloc(PYMEM_DOMAIN_RAW), PyMem_RawFree = free(PYMEM_DOMAIN_RAW);
/** Memory of C code that holds the GIL. */
export const PyMem_Malloc = malloc(PYMEM_DOMAIN_MEM), PyMem_Calloc = calloc(PYMEM_DOMAIN_MEM), PyMem_Realloc = realloc(PYMEM_DOMAIN_MEM), PyMem_Free = free(PYMEM_DOMAIN_MEM);
/** Memory of objects. */
export const PyObject_Malloc = malloc(PYMEM_DOMAIN_OBJ), PyObject_Calloc = calloc(PYMEM_DOMAIN_OBJ), PyObject_Realloc = realloc(PYMEM_DOMAIN_OBJ), PyObject_Free = free(PYMEM_DOMAIN_OBJ);
