/** The help texts of the command line. Options and variables are CPython's; the wording is ours. CPython: Python/initconfig.c */

const line = (name: string, text: string): string => `${name.padEnd(name.length > 15 ? name.length : 15)}: ${text}\n`;

/** Help of -h. */
export function USAGE_OPTIONS(program: string): string {
  return `usage: ${program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nOptions (and the environment variables that do the same):\n` + [
    ['-b', 'warn when bytes are compared with or turned into str; -bb makes it an error'],
    ['-B', 'write no .pyc files; PYTHONDONTWRITEBYTECODE=x'],
    ['-c cmd', 'run the program given as text (ends the options)'],
    ['-d', 'parser debugging output, in debug builds; PYTHONDEBUG=x'],
    ['-E', 'ignore all PYTHON* environment variables'],
    ['-h', 'print this and exit (also -? or --help)'],
    ['-i', 'go on interactively after the program; PYTHONINSPECT=x'],
    ['-I', 'isolated mode: -E, -P and -s'],
    ['-m mod', 'run a library module as the program (ends the options)'],
    ['-O', 'leave out asserts and code under __debug__; PYTHONOPTIMIZE=x'],
    ['-OO', 'as -O, and leave out docstrings'],
    ['-P', 'put no possibly unsafe directory in front of sys.path; PYTHONSAFEPATH'],
    ['-q', 'no version and copyright lines when interactive'],
    ['-s', 'leave the user site directory out of sys.path; PYTHONNOUSERSITE=x'],
    ['-S', 'do not import site at start'],
    ['-u', 'stdout and stderr unbuffered; PYTHONUNBUFFERED=x'],
    ['-v', 'report imports, more often more; PYTHONVERBOSE=x'],
    ['-V', 'print the version and exit (also --version); twice: more of it'],
    ['-W arg', 'warning filter, action:message:category:module:lineno; PYTHONWARNINGS=arg'],
    ['-x', 'skip the first line of the source'],
    ['-X opt', 'an option of this implementation, see --help-xoptions'],
    ['--check-hash-based-pycs always|default|never', 'when hash-based .pyc files are checked'],
    ['--help-env', 'print the environment variables and exit'],
    ['--help-xoptions', 'print the -X options and exit'],
    ['--help-all', 'print all of the help and exit'],
  ].map(([name, text]) => line(name, text)).join('') + '\nArguments:\n' + [
    ['file', 'program read from a file'],
    ['-', 'program read from stdin (the default; interactive when it is a terminal)'],
    ['arg ...', 'arguments for the program, in sys.argv[1:]'],
  ].map(([name, text]) => line(name, text)).join('');
}

export const USAGE_XOPTIONS = 'Options of this implementation:\n' + [
  ['-X cpu_count=N', 'what os.cpu_count() says; "default" for the real one; PYTHON_CPU_COUNT'],
  ['-X dev', 'development mode; PYTHONDEVMODE'],
  ['-X faulthandler', 'print the traceback on fatal errors; PYTHONFAULTHANDLER'],
  ['-X frozen_modules=[on|off]', 'use the frozen modules; PYTHON_FROZEN_MODULES'],
  ['-X gil=[0|1]', 'in a free-threaded build: without or with the GIL; PYTHON_GIL'],
  ['-X importtime', 'show how long each import takes; PYTHONPROFILEIMPORTTIME'],
  ['-X int_max_str_digits=N', 'limit of digits between int and str, 0 for none; PYTHONINTMAXSTRDIGITS'],
  ['-X no_debug_ranges', 'no column positions in code objects; PYTHONNODEBUGRANGES'],
  ['-X pycache_prefix=PATH', 'put .pyc files into a tree of their own; PYTHONPYCACHEPREFIX'],
  ['-X showrefcount', 'print reference and block totals at the end and after each interactive statement (debug build)'],
  ['-X tracemalloc[=N]', 'trace memory, N frames deep; PYTHONTRACEMALLOC=N'],
  ['-X utf8[=0|1]', 'UTF-8 mode; PYTHONUTF8'],
  ['-X warn_default_encoding', 'warn where encoding=None is used; PYTHONWARNDEFAULTENCODING'],
].map(([name, text]) => line(name, text)).join('');

export const USAGE_ENVIRONMENT = 'Environment variables that change behaviour:\n' + [
  ['PYTHONSTARTUP', 'file run when an interactive session starts'],
  ['PYTHONPATH', "directories in front of sys.path, separated by ':'"],
  ['PYTHONHOME', 'prefix of the library, <prefix>/lib/pythonX.X'],
  ['PYTHONPLATLIBDIR', 'overrides sys.platlibdir'],
  ['PYTHONIOENCODING', 'encoding[:errors] of the standard streams'],
  ['PYTHONHASHSEED', "seed of str and bytes hashes: 'random' or 0 to 4294967295"],
  ['PYTHONBREAKPOINT', 'the debugger breakpoint() calls; 0 for none'],
  ['PYTHON_COLORS', '1 for coloured output, 0 for plain'],
  ['PYTHON_HISTORY', 'file that keeps the history of interactive input'],
].map(([name, text]) => line(name, text)).join('');
