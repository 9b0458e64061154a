/**
 * The interactive prompt, statement by statement: on a terminal with the host's editor, else by plain lines.
 * CPython: Python/pythonrun.c _PyRun_InteractiveLoopObject(), Modules/main.c pymain_run_startup(), pymain_run_interactive_hook()
 */
import {PyObject_CallNoArgs} from '../objects/call';
import {PyErr_Clear, PyErr_ExceptionMatches, PyErr_GetRaisedException, PyErr_GivenExceptionMatches, PyErr_Occurred, PyErr_Print, PyErr_SetRaisedException} from '../objects/errors';
import {PyErr_SetFromErrnoWithFilename} from '../objects/errors-errno';
import {PyDict_ContainsString} from '../objects/dictobject';
import {PyModule_GetDict} from '../objects/moduleobject';
import {PySys_WriteStderr} from '../objects/traceback-display';
import {PyLong_AsInt} from '../objects/longobject';
import {PyObject_GetAttrString, PyObject_SetAttrString, PyObject_GetOptionalAttr, PyObject_IsTrue, PyObject_Str} from '../objects/object';
import {PyUnicode_AsJSString, PyUnicode_FromString} from '../objects/unicodeobject';
import {_PyRuntime, interp} from '../runtime/current';
import {PyLong_Check, PyUnicode_Check, co_flags} from '../runtime/generated/accessors';
import {ID___module__, ID_ps1, ID_ps2} from '../runtime/generated/ids';
import {PyExc_MemoryError, PyExc_OSError, PyExc_SyntaxError} from '../runtime/generated/static-addresses';
import {hooks} from '../runtime/hooks';
import {environmentVariable} from '../runtime/host/environment';
import {writeText} from '../runtime/host/write-text';
import {Py_DECREF, Py_XDECREF} from '../runtime/object';
import {_PyDebug_PrintTotalRefs, flush_std_files} from '../runtime/pylifecycle-fini';
import {NULL, type New, type PyObject} from '../runtime/types';
import {_PyPegen_run_parser_from_string, tokenizeText} from '../vm/pegen';
import {PyImport_AddModuleRef, PyImport_GetModuleAttr} from './import';
import {isTerminal, readTerminalLine} from './line-input';
import {pymain_exit_err_print, systemExitCode} from './pymain';
import {runFile, runWithSource} from './run-file';
import {PyCF, finishCompile, parseBytes, parserFlagsOf} from './pythonrun';
import {PySys_Audit} from '../objects/sysattr';
import {PySys_SetObject, _PySys_GetAttr} from './builtin/sys';

const EINTR = 4;
/** How many MemoryErrors in a row end the loop. */
const MAX_MEMORY_ERRORS = 16;
/** Words that on a terminal work without parentheses. CPython: Lib/_pyrepl/simple_interact.py REPL_COMMANDS */
const COMMANDS = ['copyright', 'credits', 'exit', 'help', 'license', 'quit'];
const PROMPT_COLOR = '\x1b[1;35m';
const RESET_COLOR = '\x1b[0m';

/** Where lines come from. A line has its newline, unless the input ended without one. Null at the end; 'error' with an exception set. */
interface LineSource { readLine(prompt: string): string | null | 'error' }

/** Plain lines of descriptor 0 with the prompt on stderr. CPython: Parser/myreadline.c PyOS_StdioReadline() */
class PlainLines implements LineSource {
  private readonly chunk = new Uint8Array(4096);
  private rest = new Uint8Array(0);

  readLine(prompt: string): string | null | 'error' {
    if (hooks._PyErr_CheckSignals() < 0) return 'error';
    writeText(2, prompt);
    for (;;) {
      const end = this.rest.indexOf(10);
      if (end >= 0) return this.take(end + 1);
      const n = _PyRuntime.host.read(0, this.chunk, 0, this.chunk.length);
      if (n === -EINTR) {
        if (hooks._PyErr_CheckSignals() < 0) return 'error';
      } else if (n <= 0) {
        return this.rest.length > 0 ? this.take(this.rest.length) : null;
      } else {
        const longer = new Uint8Array(this.rest.length + n);
        longer.set(this.rest);
        longer.set(this.chunk.subarray(0, n), this.rest.length);
        this.rest = longer;
      }
    }
  }
  private take(length: number): string {
    const line = new TextDecoder().decode(this.rest.subarray(0, length));
    this.rest = this.rest.subarray(length);
    return line;
  }
}

/** Lines of the editor; plain ones from then on when the terminal turns out to be unusable. */
class EditedLines implements LineSource {
  private plain: PlainLines | null = null;
  constructor(private readonly colored: boolean) {}

  readLine(prompt: string): string | null | 'error' {
    if (this.plain !== null) return this.plain.readLine(prompt);
    flush_std_files();
    const line = readTerminalLine(this.colored ? `${PROMPT_COLOR}${prompt}${RESET_COLOR}` : prompt, true);
    switch (line.kind) {
      case 'line': return line.text + '\n';
      case 'eof': return null;
      case 'error': return 'error';
      case 'unusable':
        this.plain = new PlainLines();
        return this.plain.readLine(prompt);
    }
  }
}

/** One run of the loop. */
class InteractiveLoop {
  /** Flags that `from __future__` has set so far. */
  private futureFlags = 0;
  private readonly filename: string;

  constructor(private readonly source: LineSource, private readonly dict: PyObject, private readonly onTerminal: boolean) {
    this.filename = '<stdin>';
  }

  /** Reads and runs until the input ends or a SystemExit comes; the exit code. CPython: _PyRun_InteractiveLoopObject() */
  run(): number {
    let memoryErrors = 0;
    for (;;) {
      const status = this.one();
      if (status === 'failed') {
        const exit = systemExitCode();
        if (exit !== null) return exit;
        if (PyErr_ExceptionMatches(PyExc_MemoryError)) {
          if (++memoryErrors > MAX_MEMORY_ERRORS) {
            PyErr_Clear();
            return 1;
          }
        } else memoryErrors = 0;
        PyErr_Print();
        // the hook that prints may itself exit
        if (PyErr_Occurred() !== NULL) {
          const code = systemExitCode();
          if (code !== null) return code;
          PyErr_Clear();
        }
        flush_std_files();
      } else memoryErrors = 0;
      if (_PyRuntime.build.pydebug && interp.config.show_ref_count !== 0) _PyDebug_PrintTotalRefs();
      if (status === 'end') {
        writeText(2, '\n');
        return 0;
      }
    }
  }

  /** Reads one statement and runs it. CPython: PyRun_InteractiveOneObjectEx() */
  private one(): 'done' | 'failed' | 'end' {
    const text = this.statement();
    if (text === null) return 'end';
    if (text === 'error') return 'failed';
    if (/^[ \t\f]*(?:#.*)?\n?$/.test(text)) return 'done';
    const count = interp.interactive_src_count, bytes = new TextEncoder().encode(text);
    const parseName = PyUnicode_FromString(this.onTerminal ? `<python-input-${count}>` : this.filename);
    const codeName = PyUnicode_FromString(this.onTerminal ? `<python-input-${count}>` : `${this.filename}-${count}`);
    let result: New | NULL = NULL, parsed = false;
    if (parseName !== NULL && codeName !== NULL) {
      const mod = parseBytes(bytes, true, parseName, PyUnicode_AsJSString(parseName), 'single', this.futureFlags, 13);
      if (mod !== null || this.onTerminal) interp.interactive_src_count++;
      parsed = mod !== null;
      const code = mod === null ? NULL : finishCompile(mod, PyUnicode_AsJSString(codeName), codeName, this.futureFlags, -1);
      if (code !== NULL) {
        this.futureFlags |= co_flags(code) & PyCF.MASK;
        const source = PyUnicode_FromString(text);
        if (source !== NULL) result = runWithSource(code, source, this.onTerminal ? codeName : parseName, this.dict);
        Py_XDECREF(source);
        Py_DECREF(code);
      }
    }
    Py_XDECREF(parseName);
    Py_XDECREF(codeName);
    if (result === NULL) {
      if (parsed) setErrorLine(text);
      return 'failed';
    }
    Py_DECREF(result);
    flush_std_files();
    return 'done';
  }

  /** The text of the next statement, as many lines as it takes; null at the end, 'error' with an exception. */
  private statement(): string | null | 'error' {
    let text = '';
    for (let prompt = promptText(ID_ps1); ; prompt = promptText(ID_ps2)) {
      const line = this.source.readLine(prompt);
      if (line === 'error') return 'error';
      if (line === null) {
        if (text !== '') writeText(2, '\n');
        // on a terminal the end closes a block, but nothing else
        return text !== '' && (!this.onTerminal || this.parses(text, 0) === 'yes') ? text : null;
      }
      text += line;
      if (this.onTerminal && text === line) {
        const word = line.trim();
        if (COMMANDS.includes(word) && PyDict_ContainsString(this.dict, word) === 0) return `${word}()\n`;
      }
      if (this.wantsMore(text) && (this.onTerminal || line !== '\n' || !atStatementEnd(text))) continue;
      // the tokenizer looks for the rest of such a line, and meets the end
      if (!line.endsWith('\n')) writeText(2, promptText(ID_ps2) + '\n');
      return text;
    }
  }

  /** Whether the text is the beginning of a statement that needs more lines. CPython: Lib/codeop.py _maybe_compile() */
  private wantsMore(text: string): boolean {
    if (/^[ \t\f]*(?:#.*)?\n?$/.test(text)) return false;
    const flags = PyCF.DONT_IMPLY_DEDENT | PyCF.ALLOW_INCOMPLETE_INPUT;
    if (this.parses(text.endsWith('\n') ? text.slice(0, -1) : text, flags) === 'yes') return false;
    return this.parses(text, flags) !== 'no';
  }
  private parses(text: string, flags: number): 'yes' | 'no' | 'incomplete' {
    const parsed = _PyPegen_run_parser_from_string(new TextEncoder().encode(text), this.filename, 'single', {...parserFlagsOf(flags | this.futureFlags, true, 13), normalizeName: undefined});
    if (parsed.error !== null) return parsed.error.type === '_IncompleteInputError' ? 'incomplete' : 'no';
    return parsed.mod !== null ? 'yes' : 'no';
  }
}

/** Whether no bracket or string is open at the end of the text. There an empty line ends a statement, complete or not. CPython: Parser/lexer/lexer.c tok_get_normal_mode() */
function atStatementEnd(text: string): boolean {
  return tokenizeText(text, false, {single: true}).error === null;
}
/** The compiler knows no source: gives its SyntaxError the line it is about. CPython: PyRun_InteractiveOneObjectEx() */
function setErrorLine(text: string): void {
  const exc = PyErr_GetRaisedException();
  if (exc === NULL) return;
  if (PyErr_GivenExceptionMatches(exc, PyExc_SyntaxError)) {
    const lineno = PyObject_GetAttrString(exc, 'lineno'), n = lineno === NULL || !PyLong_Check(lineno) ? 0 : PyLong_AsInt(lineno), lines = text.split(/(?<=\n)/);
    Py_XDECREF(lineno);
    const line = n > 0 && n <= lines.length ? PyUnicode_FromString(lines[n - 1]) : NULL;
    if (line !== NULL && PyObject_SetAttrString(exc, 'text', line) < 0) PyErr_Clear();
    Py_XDECREF(line);
    PyErr_Clear();
  }
  PyErr_SetRaisedException(exc);
}
/** str(sys.ps1) or str(sys.ps2); empty when it is missing or fails. escapes */
function promptText(name: PyObject): string {
  const prompt = _PySys_GetAttr(name);
  const text = prompt === NULL ? NULL : PyObject_Str(prompt);
  if (text === NULL) {
    PyErr_Clear();
    return '';
  }
  const result = PyUnicode_AsJSString(text);
  Py_DECREF(text);
  return result;
}
function setPrompt(name: 'ps1' | 'ps2', id: PyObject, prompt: string): void {
  if (_PySys_GetAttr(id) !== NULL) return;
  const text = PyUnicode_FromString(prompt);
  if (text === NULL || PySys_SetObject(name, text) < 0) PyErr_Clear();
  Py_XDECREF(text);
}
/** What _colorize says of the terminal. escapes */
function canColorize(): boolean {
  const ask = PyImport_GetModuleAttr('_colorize', 'can_colorize'), answer = ask === NULL ? NULL : PyObject_CallNoArgs(ask);
  const yes = answer !== NULL && PyObject_IsTrue(answer) > 0;
  Py_XDECREF(ask);
  Py_XDECREF(answer);
  if (answer === NULL) PyErr_Clear();
  return yes;
}

/** Runs the file of PYTHONSTARTUP in __main__; an exit code when the program is to end. CPython: pymain_run_startup() */
function runStartup(): number | null {
  const name = interp.config.use_environment !== 0 ? environmentVariable('PYTHONSTARTUP') : null;
  if (name === null || name === '') return null;
  const path = PyUnicode_FromString(name), allowed = path !== NULL && PySys_Audit('cpython.run_startup', path) >= 0;
  Py_XDECREF(path);
  if (!allowed) return endOf();
  const source = _PyRuntime.host.readFile(name);
  if (typeof source === 'number') {
    PySys_WriteStderr('Could not open PYTHONSTARTUP\n');
    PyErr_SetFromErrnoWithFilename(PyExc_OSError, -source, name);
    return endOf();
  }
  let exit: number | null = null;
  runFile(source, name, false, result => {
    if (result === NULL) exit = endOf();
    else Py_DECREF(result);
    return 0;
  });
  return exit;
}
/** Whether a hook is the one that site sets. */
function isSiteHook(hook: PyObject): boolean {
  const module = PyObject_GetOptionalAttr(hook, ID___module__);
  if (module === NULL) {
    PyErr_Clear();
    return false;
  }
  const name = PyUnicode_Check(module) ? PyUnicode_AsJSString(module) : '';
  Py_DECREF(module);
  return name === 'site';
}
/**
 * Calls sys.__interactivehook__; an exit code when the program is to end. DIVERGES: not the one of site, which would load a line editor
 * written in Python to set up its completion and history; the host's editor has both. CPython: pymain_run_interactive_hook()
 */
function runInteractiveHook(): number | null {
  const hook = PyImport_GetModuleAttr('sys', '__interactivehook__');
  if (hook === NULL) {
    PyErr_Clear();
    return null;
  }
  if (isSiteHook(hook)) {
    Py_DECREF(hook);
    return null;
  }
  const result = PySys_Audit('cpython.run_interactivehook', hook) < 0 ? NULL : PyObject_CallNoArgs(hook);
  Py_DECREF(hook);
  if (result !== NULL) {
    Py_DECREF(result);
    return null;
  }
  writeText(2, 'Failed calling sys.__interactivehook__\n');
  return endOf();
}
/** Prints what is raised; the exit code of a SystemExit, null to go on. */
function endOf(): number | null {
  const exit = systemExitCode();
  if (exit === null) PyErr_Print();
  return exit;
}

/**
 * Runs the prompt; the exit code. `startup` is false after a program (-i), which PYTHONSTARTUP does not concern. escapes.
 * CPython: pymain_run_stdin(), pymain_repl()
 */
export function runInteractive(startup = false): number {
  const exit = (startup ? runStartup() : null) ?? runInteractiveHook();
  if (exit !== null) return exit;
  if (PySys_Audit('cpython.run_stdin') < 0) return pymain_exit_err_print();
  return baseRepl();
}
/** The loop alone. escapes. CPython: Python/sysmodule.c sys__baserepl_impl() */
export function baseRepl(): number {
  setPrompt('ps1', ID_ps1, '>>> ');
  setPrompt('ps2', ID_ps2, '... ');
  const main = PyImport_AddModuleRef('__main__');
  if (main === NULL) return pymain_exit_err_print();
  const edited = isTerminal(), basic = interp.config.use_environment !== 0 && environmentVariable('PYTHON_BASIC_REPL') !== null;
  const source = edited ? new EditedLines(!basic && canColorize()) : new PlainLines();
  const code = new InteractiveLoop(source, PyModule_GetDict(main), edited && !basic).run();
  Py_DECREF(main);
  return code;
}
