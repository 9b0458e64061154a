/** How a bug of ours is told: no stack of JS, unless it is asked for. */

/** Variable of the environment that has internal errors printed with their stack. */
export const TRACEBACK_VARIABLE = 'VIVARIUM_TRACEBACK';
/** What the user reads of an internal error; `text` is the name and message of what was thrown. */
export function internalErrorText(text: string): string {
  return `Fatal internal error: ${text}\nThis is a bug of Vivarium, not of the program. Please report it, with the program and what it prints with ${TRACEBACK_VARIABLE}=1 in the environment.`;
}
