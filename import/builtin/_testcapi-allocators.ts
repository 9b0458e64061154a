/** _testcapi and _testinternalcapi: who serves memory, and what the debug hooks find. CPython: Modules/_testcapi/mem.c, Modules/_testinternalcapi.c check_pyobject_*_is_freed() */
import {PyErr_SetString} from '../../objects/errors';
import {PyObject_CallNoArgs} from '../../objects/call';
import {H, U8} from '../../runtime/current';
import {Py_TYPE} from '../../runtime/generated/accessors';
import {PyBaseObject_Type, PyExc_AssertionError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import type {PyMethodDef} from '../../runtime/methoddef';
import {Py_NewRef, slots} from '../../runtime/object';
import * as mem from '../../runtime/obmalloc-allocators';
import {PyEval_RestoreThread, PyEval_SaveThread} from '../../runtime/pystate-gilstate';
import {NULL, type New, type Ptr} from '../../runtime/types';
import {claim, wrong} from './_testinternalcapi-locks';
import {object} from './_testlimitedcapi-table';

const None = (): New => Py_NewRef(_Py_NoneStruct);

interface Domain { readonly domain: number; readonly malloc: (size: number) => Ptr; readonly calloc: (n: number, size: number) => Ptr; readonly realloc: (ptr: Ptr, size: number) => Ptr; readonly free: (ptr: Ptr) => void }
/** Whether an allocator that stands before another one hears what is asked for. */
function setAllocators({domain, malloc, calloc, realloc, free}: Domain): string {
  const before = mem.PyMem_GetAllocator(domain), heard = {ctx: 0, malloc: 0, nelem: 0, elsize: 0, ptr: 0, size: 0, freed: 0};
  const note = (ctx: unknown): void => {
    if (ctx === heard) heard.ctx++;
  };
  mem.PyMem_SetAllocator(domain, {
    ctx: heard,
    malloc: (ctx, size) => {
      note(ctx);
      heard.malloc = size;
      return before.malloc(before.ctx, size);
    },
    calloc: (ctx, nelem, elsize) => {
      note(ctx);
      heard.nelem = nelem;
      heard.elsize = elsize;
      return before.calloc(before.ctx, nelem, elsize);
    },
    realloc: (ctx, ptr, size) => {
      note(ctx);
      heard.ptr = ptr;
      heard.size = size;
      return before.realloc(before.ctx, ptr, size);
    },
    free: (ctx, ptr) => {
      note(ctx);
      heard.freed = ptr;
      before.free(before.ctx, ptr);
    },
  });
  const first = malloc(42), statements: [string, boolean][] = [['malloc', first !== NULL && heard.malloc === 42 && heard.ctx === 1]];
  const second = realloc(first, 200);
  statements.push(['realloc', second !== NULL && heard.ptr === first && heard.size === 200 && heard.ctx === 2]);
  free(second);
  statements.push(['free', heard.freed === second && heard.ctx === 3]);
  const third = calloc(2, 5);
  statements.push(['calloc', third !== NULL && heard.nelem === 2 && heard.elsize === 5 && heard.ctx === 4 && U8.subarray(4 * third, 4 * third + 10).every(byte => byte === 0)]);
  free(third);
  statements.push(['free of calloc', heard.freed === third && heard.ctx === 5]);
  mem.PyMem_SetAllocator(domain, before);
  free(malloc(1));
  statements.push(['the one before', heard.ctx === 5 && mem.PyMem_GetAllocator(domain) === before]);
  return wrong(statements);
}
/** Asks for memory without the GIL. */
const withoutGil = (name: string, malloc: (size: number) => Ptr, free: (ptr: Ptr) => void): PyMethodDef => object(name, '', () => {
  const ts = PyEval_SaveThread();
  free(malloc(10));
  PyEval_RestoreThread(ts);
  return None();
});
/** Whether something is told to be no object. */
const isFreed = (name: string, make: () => Ptr): PyMethodDef => object(name, '', () => {
  const op = make();
  if (op !== NULL) H[op] = 1;
  return mem._PyObject_IsFreed(op) ? None() : PyErr_SetString(PyExc_AssertionError, `${name}: object is not seen as freed`);
});

/** Those of _testcapi. */
export const ALLOCATOR_METHODS: readonly PyMethodDef[] = [
  claim('test_pymem_setrawallocators', () => setAllocators({domain: mem.PYMEM_DOMAIN_RAW, malloc: mem.PyMem_RawMalloc, calloc: mem.PyMem_RawCalloc, realloc: mem.PyMem_RawRealloc, free: mem.PyMem_RawFree})),
  claim('test_pymem_setallocators', () => setAllocators({domain: mem.PYMEM_DOMAIN_MEM, malloc: mem.PyMem_Malloc, calloc: mem.PyMem_Calloc, realloc: mem.PyMem_Realloc, free: mem.PyMem_Free})),
  claim('test_pyobject_setallocators', () => setAllocators({domain: mem.PYMEM_DOMAIN_OBJ, malloc: mem.PyObject_Malloc, calloc: mem.PyObject_Calloc, realloc: mem.PyObject_Realloc, free: mem.PyObject_Free})),
  object('pymem_buffer_overflow', '', () => {
    const buffer = mem.PyMem_Malloc(16);
    U8[4 * buffer + 16] = 0x78;
    mem.PyMem_Free(buffer);
    return None();
  }),
  object('pymem_api_misuse', '', () => {
    mem.PyMem_RawFree(mem.PyMem_Malloc(16));
    return None();
  }),
  withoutGil('pymem_malloc_without_gil', mem.PyMem_Malloc, mem.PyMem_Free), withoutGil('pyobject_malloc_without_gil', mem.PyObject_Malloc, mem.PyObject_Free),
];
/** Those of _testinternalcapi. */
export const FREED_METHODS: readonly PyMethodDef[] = [
  isFreed('check_pyobject_null_is_freed', () => NULL), isFreed('check_pyobject_uninitialized_is_freed', () => mem.PyObject_Malloc(16)), isFreed('check_pyobject_forbidden_bytes_is_freed', () => mem.PyObject_Malloc(8)),
  isFreed('check_pyobject_freed_is_freed', () => {
    const op = PyObject_CallNoArgs(PyBaseObject_Type);
    // the only reference goes with it
    if (op !== NULL) slots(Py_TYPE(op)).tp_dealloc!(op);
    return op;
  }),
];
