import type * as zlib from 'zlib';
import {ERRNO} from '../errno';
import type {DeflateState} from '../host';

/** What Node's streams are made of: the one call that works at once. */
interface Handle {
  writeSync(flush: number, input: Uint8Array, inputAt: number, inputLength: number, output: Uint8Array, outputAt: number, outputLength: number): void;
  close(): void;
}

/** A stream of Node's with what it is made of: room left in the output and input left over are in the two words. */
type Stream = zlib.Zlib & {_handle: Handle; _writeState: Uint32Array};

const CHUNK = 1 << 16;
/** So much input is kept to make copies from. */
const LOG_LIMIT = 1 << 26;

/** zlib's parameters. */
interface Parameters {
  level: number;
  windowBits: number;
  memoryLevel: number;
  strategy: number;
  dictionary: Uint8Array | null;
}

function open(parameters: Parameters): Stream {
  // loaded when it is first needed: a start-up snapshot cannot hold it
  const {createDeflate: zlibFormat, createDeflateRaw, createGzip} = require('zlib') as typeof zlib;
  const {level, windowBits, memoryLevel, strategy, dictionary} = parameters;
  const options: zlib.ZlibOptions = {level, memLevel: memoryLevel, strategy};
  if (dictionary !== null) {
    options.dictionary = dictionary;
  }
  if (windowBits < 0) {
    return createDeflateRaw({...options, windowBits: -windowBits}) as unknown as Stream;
  }
  return (windowBits > 15 ? createGzip({...options, windowBits: windowBits - 16}) : zlibFormat({...options, windowBits})) as unknown as Stream;
}

/** A compressor on Node's zlib. It cannot be copied, so that a copy is a new one that has been fed the same. */
class NodeDeflate implements DeflateState {
  private log: {data: Uint8Array; flush: number}[] | null = [];
  private logged = 0;

  constructor(
    private readonly parameters: Parameters,
    private readonly stream: Stream,
  ) {}

  write(data: Uint8Array, flush: number): Uint8Array {
    const input = data.slice();
    if (this.log !== null) {
      this.logged += input.length;
      if (this.logged > LOG_LIMIT) {
        this.log = null;
      } else {
        this.log.push({data: input, flush});
      }
    }
    const parts: Uint8Array[] = [];
    let at = 0;
    for (;;) {
      const output = new Uint8Array(CHUNK);
      this.stream._handle.writeSync(flush, input, at, input.length - at, output, 0, CHUNK);
      const [room, left] = this.stream._writeState;
      parts.push(output.subarray(0, CHUNK - room));
      at = input.length - left;
      if (room > 0) {
        break;
      }
    }
    return parts.length === 1 ? parts[0] : Buffer.concat(parts);
  }

  copy(): DeflateState | null {
    if (this.log === null) {
      return null;
    }
    const twin = new NodeDeflate(this.parameters, open(this.parameters));
    for (const {data, flush} of this.log) {
      twin.write(data, flush);
    }
    return twin;
  }
}

/** Begins to compress; -EINVAL for parameters that zlib would refuse. */
export function createDeflate(level: number, windowBits: number, memoryLevel: number, strategy: number, dictionary: Uint8Array | null): DeflateState | number {
  const parameters = {level, windowBits, memoryLevel, strategy, dictionary};
  const size = windowBits < 0 ? -windowBits : windowBits > 15 ? windowBits - 16 : windowBits;
  // a raw stream has no place to say that its window is one of 512 bytes after all
  if (size < 8 || size > 15 || (size === 8 && (windowBits < 0 || windowBits > 15)) || (windowBits > 15 && dictionary !== null)) {
    return -ERRNO.EINVAL;
  }
  try {
    return new NodeDeflate(parameters, open(parameters));
  } catch {
    return -ERRNO.EINVAL;
  }
}
