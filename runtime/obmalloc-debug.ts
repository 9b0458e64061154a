/** What the debug hooks of memory tell of a block before the process ends. CPython: Objects/obmalloc.c _PyObject_DebugDumpAddress() */
import {U8, _PyRuntime} from './current';
import {Py_FatalError} from './fatal-error';
import {writeText} from './host/write-text';

/** A block with its pads: byte address and size of what the user has, and the letter of the domain that made it. */
export interface DebugBlock { readonly data: number; readonly nbytes: number; readonly id: string; readonly forbidden: number; readonly pad: number }

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
/** The lines about the pad bytes at an address, which the name stands for. */
function padLines(block: DebugBlock, at: number, count: number, name: string, offset: (i: number) => string): string {
  const expected = [...Array(count).keys()].every(i => U8[at + i] === block.forbidden);
  let text = `    The ${count} pad bytes at ${name} are ${expected ? 'FORBIDDENBYTE, as expected.' : `not all FORBIDDENBYTE (0x${hex(block.forbidden)}):`}\n`;
  for (let i = 0; !expected && i < count; i++) text += `        at ${offset(i)}: 0x${hex(U8[at + i])}${U8[at + i] === block.forbidden ? '' : ' *** OUCH'}\n`;
  return text;
}
/** Describes a block and ends the process. */
export function _PyMem_DumpAndFail(func: string, message: string, block: DebugBlock): never {
  const {data, nbytes, id, pad} = block, tail = data + nbytes;
  let text = `Debug memory block at address p=0x${data.toString(16)}: API '${id}'\n    ${nbytes} bytes originally requested\n`;
  text += padLines(block, data - pad + 1, pad - 1, `p-${pad - 1}`, i => `p-${pad - 1 - i}`) + padLines(block, tail, pad, `tail=0x${tail.toString(16)}`, i => `tail+${i}`);
  if (nbytes > 0) {
    const bytes = (from: number, to: number): string => Array.from(U8.subarray(from, to), byte => ` ${hex(byte)}`).join('');
    text += `    Data at p:${nbytes <= 16 ? bytes(data, tail) : `${bytes(data, data + 8)} ...${bytes(tail - 8, tail)}`}\n`;
  }
  writeText(2, `${text}\n${_PyRuntime.mallocTracer?.wantsLines !== true ? 'Enable tracemalloc to get the memory block allocation traceback\n\n' : ''}`);
  return Py_FatalError(func, message);
}
