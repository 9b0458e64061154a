/** Slots for types whose instances are a few counted references: made once for each type, from the word offsets of those fields. */
import {H} from '../runtime/current';
import {PyObject_GC_UnTrack} from '../runtime/gc';
import {Py_DECREF, slots} from '../runtime/object';
import {NULL, type PyObject} from '../runtime/types';
import type {destructor, inquiry, traverseproc} from '../runtime/typeslots';

/** tp_traverse of a static type. */
export function traverseFields(...words: readonly number[]): traverseproc {
  return (op, visit) => {
    for (let i = 0; i < words.length; i++) {
      const value = H[op + words[i]] as PyObject;
      if (value !== NULL) {
        const result = visit(value);
        if (result !== 0) return result;
      }
    }
    return 0;
  };
}
/** tp_traverse of a heap type: its instances hold it. */
export function traverseHeapFields(...words: readonly number[]): traverseproc {
  const fields = traverseFields(...words);
  return (op, visit) => {
    const result = visit(H[op + 2] as PyObject);
    return result !== 0 ? result : fields(op, visit);
  };
}
/** tp_clear. */
export function clearFields(...words: readonly number[]): inquiry {
  return op => {
    for (let i = 0; i < words.length; i++) {
      const at = op + words[i], value = H[at] as PyObject;
      if (value === NULL) continue;
      H[at] = NULL;
      Py_DECREF(value);
    }
    return 0;
  };
}
/** tp_dealloc of a heap type. escapes */
export function deallocHeapFields(...words: readonly number[]): destructor {
  const clear = clearFields(...words);
  return op => {
    const type = H[op + 2] as PyObject;
    PyObject_GC_UnTrack(op);
    clear(op);
    slots(type).tp_free!(op);
    Py_DECREF(type);
  };
}
