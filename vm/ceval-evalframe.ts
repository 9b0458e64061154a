/** Who evaluates frames. CPython: Python/pystate.c _PyInterpreterState_SetEvalFrameFunc(), PEP 523 */
import {H, interp} from '../runtime/current';
import {TICKS} from '../runtime/generated/static-addresses';
import {RARE_EVENT_INTERP_INC, TRACED_EVAL_FRAME, type PyInterpreterState, type _PyFrameEvalFunction} from '../runtime/pystate';
import {_PyEval_EvalFrameDefault} from './ceval';

const evalFrameDefault: _PyFrameEvalFunction = (_tstate, frame, throwflag) => _PyEval_EvalFrameDefault(frame, throwflag);

/** The function that evaluates an interpreter's frames. CPython: _PyInterpreterState_GetEvalFrameFunc() */
export function _PyInterpreterState_GetEvalFrameFunc(of: PyInterpreterState): _PyFrameEvalFunction {
  return of.eval_frame ?? evalFrameDefault;
}
/**
 * Has every frame that an interpreter begins evaluated by a function, which mostly ends with `_PyEval_EvalFrameDefault(frame, throwflag)`;
 * what _PyInterpreterState_GetEvalFrameFunc() gave before sets it back. While it is another one, Python calls nest on the host's stack and
 * frames run in the traced loop, which takes no specialised instructions then. CPython: _PyInterpreterState_SetEvalFrameFunc()
 */
export function _PyInterpreterState_SetEvalFrameFunc(of: PyInterpreterState, eval_frame: _PyFrameEvalFunction): void {
  const wanted = eval_frame === evalFrameDefault ? null : eval_frame;
  if (wanted === of.eval_frame) return;
  RARE_EVENT_INTERP_INC(interp, 'set_eval_frame_func');
  of.eval_frame = wanted;
  of.tracedLoop = of.eval_frame === null ? of.tracedLoop & ~TRACED_EVAL_FRAME : of.tracedLoop | TRACED_EVAL_FRAME;
  // the loop that runs looks which one is to go on
  if (of === interp) H[TICKS] = -1;
}
