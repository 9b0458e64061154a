/** Puts the frozen modules of the build into a runtime. The build writes them to one file; see scripts/freeze.ts. */
import {_PyRuntime} from '../runtime/current';
import type {Installation} from '../runtime/getpath';
import type {Host} from '../runtime/host/host';
import {FROZEN_NAMES, isFrozenPackage, type FrozenModule, type FrozenTables} from './frozen';

/** Name of the file under the installation's prefix. */
export const FROZEN_FILE = 'frozen.bin';

/** Reads frozen.bin: a count, then for each entry the lengths of name and code and both. Missing entries are not frozen. */
export function loadFrozenTables(host: Host, installation: Installation): void {
  const modules = new Map<string, FrozenModule>();
  const bytes = host.readFile(`${installation.prefix}/${FROZEN_FILE}`);
  if (typeof bytes !== 'number') {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length), decoder = new TextDecoder();
    const found = new Map<string, Uint8Array>();
    for (let at = 0; at < bytes.length;) {
      const nameLength = view.getUint32(at, true), codeLength = view.getUint32(at + 4, true);
      at += 8;
      const name = decoder.decode(bytes.subarray(at, at + nameLength));
      found.set(name, bytes.subarray(at + nameLength, at + nameLength + codeLength));
      at += nameLength + codeLength;
    }
    for (const name of FROZEN_NAMES) {
      const code = found.get(name);
      if (code !== undefined) modules.set(name, {name, code, is_package: isFrozenPackage(name)});
    }
  }
  const tables: FrozenTables = {modules, custom: null};
  _PyRuntime.frozen = tables;
}
/** The file's bytes for marshalled code by name. */
export function packFrozen(entries: readonly (readonly [string, Uint8Array])[]): Uint8Array {
  const parts: Uint8Array[] = [], encoder = new TextEncoder();
  for (const [name, code] of entries) {
    const text = encoder.encode(name), head = new DataView(new ArrayBuffer(8));
    head.setUint32(0, text.length, true);
    head.setUint32(4, code.length, true);
    parts.push(new Uint8Array(head.buffer), text, code);
  }
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
