/** What a failed import leaves of importlib's frames in the traceback. CPython: Python/import.c remove_importlib_frames() */
import {PyException_GetTraceback, PyException_SetTraceback} from '../objects/exceptions';
import {PyUnicode_AsJSString} from '../objects/unicodeobject';
import {co_filename, co_name, f_executable, f_frame, set_tb_next, tb_frame, tb_next} from '../runtime/generated/accessors';
import {_Py_NoneStruct} from '../runtime/generated/static-addresses';
import {Py_DECREF, Py_NewRef, Py_XDECREF, Py_XNewRef} from '../runtime/object';
import {NULL, type PyObject} from '../runtime/types';

const IMPORTLIB_FILES = ['<frozen importlib._bootstrap>', '<frozen importlib._bootstrap_external>'];
const REMOVE_FRAMES = '_call_with_frames_removed';

/**
 * Unlinks chunks of importlib frames: every chunk when `always`, else those whose last frame is _call_with_frames_removed. The
 * exception's traceback is changed in place.
 */
export function cutTraceback(raised: PyObject, always: boolean): void {
  const first = PyException_GetTraceback(raised);
  const kept: PyObject[] = [];
  let chunk: PyObject[] = [];
  let changed = false;
  for (let tb: PyObject | NULL = first; tb !== NULL; tb = tb_next(tb)) {
    const code = f_executable(f_frame(tb_frame(tb)));
    const inside = IMPORTLIB_FILES.includes(PyUnicode_AsJSString(co_filename(code)));
    if (!inside) {
      kept.push(...chunk, tb);
      chunk = [];
      continue;
    }
    chunk.push(tb);
    if (always || PyUnicode_AsJSString(co_name(code)) === REMOVE_FRAMES) {
      chunk = [];
      changed = true;
    }
  }
  kept.push(...chunk);
  if (changed) relink(raised, kept);
  Py_XDECREF(first);
}

/** Links the kept tracebacks to one another; each is held until its successor is set. */
function relink(raised: PyObject, kept: readonly PyObject[]): void {
  const held = kept.map(tb => Py_NewRef(tb));
  held.forEach((tb, i) => {
    const next = i + 1 < held.length ? held[i + 1] : NULL, old = tb_next(tb);
    if (old === next) return;
    set_tb_next(tb, Py_XNewRef(next));
    Py_XDECREF(old);
  });
  PyException_SetTraceback(raised, held.length > 0 ? held[0] : _Py_NoneStruct);
  for (const tb of held) Py_DECREF(tb);
}
