/**
 * What a function answers to the loop instead of a new stack pointer (which is positive). Instructions outside the loop and
 * everything that changes frames answer one of these.
 */

/** An exception is set; the stack pointer is in the frame. */
export const STATUS_ERROR = -1;
/** The current frame, its stack pointer and its instr_ptr (the unit to go on with) are to be read again. */
export const STATUS_RELOAD = -2;
/** The loop returns: the result is the first local of the entry frame (0 with an exception set, or when the thread parks). */
export const STATUS_EXIT = -3;
/** The opcode at the same place has changed: run it, with the same argument. */
export const STATUS_SAME = -4;
/** An exception is set that has its traceback entry already. CPython: goto exception_unwind */
export const STATUS_UNWIND = -5;
/** As STATUS_RELOAD, but the loop returns first and is called again: only so does V8 change to optimised code without compiling it once more. */
export const STATUS_REENTER = -8;
/** A poll has left an exception: it belongs to the instruction that polled (instr_ptr), and not to the one to go on with. */
export const STATUS_POLL_ERROR = -9;
/** STATUS_DISPATCH - opcode: run that opcode at the same place. */
export const STATUS_DISPATCH = -1000;
