/** Instructions that report to tools before or after they do what the plain ones do. CPython: Python/bytecodes.c */
import {COLD, inst} from './bytecodes-dsl';
import {instrumented_call, instrumented_call_function_ex, instrumented_call_kw, instrumented_end_for, instrumented_end_send, instrumented_for_iter, instrumented_instruction, instrumented_jump, instrumented_pop_jump, instrumented_resume, instrumented_return, instrumented_yield} from './instrumented';

inst('INSTRUMENTED_RESUME', '( -- )', COLD, () => { STATUS(instrumented_resume(frame, stack_pointer, next_instr, oparg)); });
inst('INSTRUMENTED_END_FOR', '(receiver, value -- receiver)', COLD, () => { STATUS(instrumented_end_for(frame, stack_pointer, next_instr)); });
inst('INSTRUMENTED_END_SEND', '(receiver, value -- value)', COLD, () => { STATUS(instrumented_end_send(frame, stack_pointer, next_instr)); });
inst('INSTRUMENTED_RETURN_VALUE', '(retval -- )', COLD, () => { STATUS(instrumented_return(frame, STACK_ITEM(stack_pointer, -1), stack_pointer - 2, next_instr, false)); });
inst('INSTRUMENTED_RETURN_CONST', '( -- )', COLD, () => { STATUS(instrumented_return(frame, GETCONST(oparg), stack_pointer, next_instr, true)); });
inst('INSTRUMENTED_YIELD_VALUE', '(retval -- unused)', COLD, () => { STATUS(instrumented_yield(frame, stack_pointer, next_instr, oparg)); });
inst('INSTRUMENTED_FOR_ITER', '(unused/1 -- )', COLD, () => { STATUS(instrumented_for_iter(frame, stack_pointer, next_instr, oparg)); });
inst('INSTRUMENTED_CALL', '(unused/3 -- )', COLD, () => { STATUS(instrumented_call(frame, stack_pointer, next_instr, oparg)); });
inst('INSTRUMENTED_CALL_KW', '( -- )', COLD, () => { STATUS(instrumented_call_kw(frame, stack_pointer, next_instr, oparg)); });
inst('INSTRUMENTED_CALL_FUNCTION_EX', '( -- )', COLD, () => { STATUS(instrumented_call_function_ex(frame, stack_pointer, next_instr, oparg)); });
inst('INSTRUMENTED_INSTRUCTION', '( -- )', COLD, () => { STATUS(instrumented_instruction(frame, stack_pointer, next_instr)); });
// the loops have it: it needs the instruction that ran before
inst('INSTRUMENTED_LINE', '( -- )', COLD, () => { throw new Error('INSTRUMENTED_LINE is the loop\'s'); });
inst('INSTRUMENTED_JUMP_FORWARD', '( -- )', COLD, () => { STATUS(instrumented_jump(frame, stack_pointer, next_instr, next_instr + oparg, false)); });
inst('INSTRUMENTED_JUMP_BACKWARD', '(unused/1 -- )', COLD, () => { STATUS(instrumented_jump(frame, stack_pointer, next_instr, next_instr - oparg, true)); });
inst('INSTRUMENTED_POP_JUMP_IF_TRUE', '(unused/1 -- )', COLD, () => { STATUS(instrumented_pop_jump(frame, stack_pointer, next_instr, oparg, 0)); });
inst('INSTRUMENTED_POP_JUMP_IF_FALSE', '(unused/1 -- )', COLD, () => { STATUS(instrumented_pop_jump(frame, stack_pointer, next_instr, oparg, 1)); });
inst('INSTRUMENTED_POP_JUMP_IF_NONE', '(unused/1 -- )', COLD, () => { STATUS(instrumented_pop_jump(frame, stack_pointer, next_instr, oparg, 2)); });
inst('INSTRUMENTED_POP_JUMP_IF_NOT_NONE', '(unused/1 -- )', COLD, () => { STATUS(instrumented_pop_jump(frame, stack_pointer, next_instr, oparg, 3)); });
