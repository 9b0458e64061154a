/** Instructions that enter a frame by themselves, which they must not while somebody else evaluates frames. CPython: Python/bytecodes.c, CHECK_PEP_523 */
import {BINARY_SUBSCR_GETITEM, CALL_BOUND_METHOD_EXACT_ARGS, CALL_BOUND_METHOD_GENERAL, CALL_PY_EXACT_ARGS, CALL_PY_GENERAL, FOR_ITER_GEN, LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN, LOAD_ATTR_PROPERTY, SEND_GEN} from './opcode-ids';
import {_PyOpcode_Deopt} from './opcode-metadata';

/** The generic form of these instructions, all others as they are. (CALL_ALLOC_AND_ENTER_INIT enters its frame all the same, as in CPython.) */
export const NOT_ENTERING: Readonly<Uint8Array> = Uint8Array.from({length: 256}, (_, opcode) => opcode);
for (const opcode of [BINARY_SUBSCR_GETITEM, CALL_BOUND_METHOD_EXACT_ARGS, CALL_BOUND_METHOD_GENERAL, CALL_PY_EXACT_ARGS, CALL_PY_GENERAL, FOR_ITER_GEN, LOAD_ATTR_GETATTRIBUTE_OVERRIDDEN, LOAD_ATTR_PROPERTY, SEND_GEN]) {
  (NOT_ENTERING as Uint8Array)[opcode] = _PyOpcode_Deopt[opcode];
}
