/** The report of sys._debugmallocstats(). CPython: Objects/obmalloc.c _PyObject_DebugMallocStats() */
import {H, interp} from '../../runtime/current';
import {PyTuple_MAXSAVESIZE} from '../../objects/tupleobject';
import {tp_basicsize} from '../../runtime/generated/accessors';
import {DICTKEYS_NUMFREE, DICT_NUMFREE, FLOAT_NUMFREE, LIST_NUMFREE, PyDict_Type, PyFloat_Type, PyList_Type, PyTuple_Type, TUPLE_NUMFREE} from '../../runtime/generated/static-addresses';
import {ARENA_WORDS, NB_SMALL_SIZE_CLASSES, POOL_COUNT, POOL_OVERHEAD, POOL_SZIDX, POOL_WORDS} from '../../runtime/obmalloc';

/** sizeof(PyDictKeysObject) */
const DICT_KEYS_BYTES = 32;
const group = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');
const total = (label: string, value: number): string => `${label.padEnd(35)}=${group(value).padStart(21)}\n`;

/** One line on the blocks that a type keeps for later. CPython: _PyDebugAllocatorStats() */
function freeBlocks(name: string, count: number, size: number): string {
  return total(`${`${count} ${name}s * ${size} bytes each`.padStart(48)} `, count * size);
}
/** The free lists. CPython: Objects/object.c _PyObject_DebugTypeStats() */
export function debugTypeStats(): string {
  let out = freeBlocks('free PyDictObject', H[DICT_NUMFREE], tp_basicsize(PyDict_Type)) + freeBlocks('free PyDictKeysObject', H[DICTKEYS_NUMFREE], DICT_KEYS_BYTES);
  out += freeBlocks('free PyFloatObject', H[FLOAT_NUMFREE], tp_basicsize(PyFloat_Type)) + freeBlocks('free PyListObject', H[LIST_NUMFREE], tp_basicsize(PyList_Type));
  for (let n = 1; n <= PyTuple_MAXSAVESIZE; n++) out += freeBlocks(`free ${n}-sized PyTupleObject`, H[TUPLE_NUMFREE + 2 * (n - 1)], tp_basicsize(PyTuple_Type) + 8 * n);
  return out;
}

/** Pools and blocks of the current allocator by size class, and the arenas behind them. */
export function debugMallocStats(): string {
  const state = interp.obmalloc, pools: number[] = new Array<number>(NB_SMALL_SIZE_CLASSES).fill(0), blocks = pools.slice(), free = pools.slice();
  let arenas = 0, freePools = 0, allocated = 0, available = 0, headers = 0, quantization = 0;
  const poolBytes = POOL_WORDS * 4;
  for (const arena of state.arenas) {
    if (arena.address === 0) continue;
    arenas++;
    freePools += arena.nfreepools;
    for (let pool = arena.address; pool < arena.pool_address; pool += POOL_WORDS) {
      const used = H[pool + POOL_COUNT], szidx = H[pool + POOL_SZIDX];
      if (used === 0) continue;
      const size = (szidx + 1) * 16, capacity = Math.floor((poolBytes - POOL_OVERHEAD) / size);
      pools[szidx]++;
      blocks[szidx] += used;
      free[szidx] += capacity - used;
    }
  }
  let out = `Small block threshold = 512, in ${NB_SMALL_SIZE_CLASSES} size classes.\n\nclass   size   num pools   blocks in use  avail blocks\n-----   ----   ---------   -------------  ------------\n`;
  for (let i = 0; i < NB_SMALL_SIZE_CLASSES; i++) {
    if (pools[i] === 0) continue;
    const size = (i + 1) * 16;
    out += `${String(i).padStart(5)} ${String(size).padStart(6)} ${String(pools[i]).padStart(11)} ${String(blocks[i]).padStart(15)} ${String(free[i]).padStart(13)}\n`;
    allocated += blocks[i] * size;
    available += free[i] * size;
    headers += pools[i] * POOL_OVERHEAD;
    quantization += pools[i] * ((poolBytes - POOL_OVERHEAD) % size);
  }
  out += '\n' + total('# arenas allocated total', state.ntimes_arena_allocated) + total('# arenas reclaimed', state.ntimes_arena_allocated - arenas) + total('# arenas highwater mark', state.narenas_highwater) + total('# arenas allocated current', arenas);
  out += total(`${arenas} arenas * ${ARENA_WORDS * 4} bytes/arena`, arenas * ARENA_WORDS * 4) + '\n';
  out += total('# bytes in allocated blocks', allocated) + total('# bytes in available blocks', available) + total(`${freePools} unused pools * ${poolBytes} bytes`, freePools * poolBytes);
  return out + total('# bytes lost to pool headers', headers) + total('# bytes lost to quantization', quantization);
}
