/** The environment the process started with. */
import {_PyRuntime} from '../current';
import type {Host} from './host';

/** All variables of a host as text; bytes that are not UTF-8 are lone surrogates (surrogateescape). */
export function environmentOf(host: Host): Record<string, string> {
  const result: Record<string, string> = {};
  for (const entry of host.environ()) {
    const text = decodeEscaped(entry),
      equals = text.indexOf('=', 1);
    if (equals > 0) result[text.slice(0, equals)] = text.slice(equals + 1);
  }
  return result;
}
/** One variable of the current runtime's host, or null. */
export function environmentVariable(name: string): string | null {
  return environmentOf(_PyRuntime.host)[name] ?? null;
}
function decodeEscaped(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte < 128 ? byte : 0xdc00 + byte);
    return text;
  }
}
