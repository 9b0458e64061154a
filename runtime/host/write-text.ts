/** Writing a whole text to a descriptor: for messages that no stream of Python carries. */
import {_PyRuntime} from '../current';

/** Writes text as UTF-8, all of it; an error ends the attempt quietly, as there is nobody to tell. */
export function writeText(fd: number, text: string): void {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length;) {
    const n = _PyRuntime.host.write(fd, bytes, at, bytes.length - at);
    if (n <= 0) return;
    at += n;
  }
}
