/**
 * Reads command line and environment into a PyConfig. CPython: Python/initconfig.c, Python/preconfig.c, Python/getopt.c
 *
 * Python's options are not those of any option library (they end at -c and -m, cluster, and have their own texts), hence our own.
 */
import {type PyConfig, type ConfigStatus} from './config';
import {PY_VERSION_TEXT, Py_GetVersion} from './version';
import {USAGE_ENVIRONMENT, USAGE_OPTIONS, USAGE_XOPTIONS} from './usage';

const SHORT_OPTS = 'bBc:dEhiIJm:OPqRsStuvVW:xX:?';
const LONG_OPTS: Readonly<Record<string, {argument: boolean; code: string}>> = {
  'check-hash-based-pycs': {argument: true, code: 'check-hash-based-pycs'},
  'help-all': {argument: false, code: 'help-all'},
  'help-env': {argument: false, code: 'help-env'},
  'help-xoptions': {argument: false, code: 'help-xoptions'},
};

/** Where the configuration's texts go and what it is read from. */
export interface ConfigSource {
  readonly argv: readonly string[];
  readonly environ: Readonly<Record<string, string>>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Whether this is a free-threaded build. */
  readonly gilDisabled?: boolean;
  /** Whether the C library knows a locale; without this it knows them all. */
  readonly localeExists?: (name: string) => boolean;
  /** Sets LC_CTYPE in the environment of the process. */
  readonly coerceLocale?: (name: string) => void;
}

/** Walks over the options as Python's getopt does. CPython: Python/getopt.c _PyOS_GetOpt() */
class OptionReader {
  index = 1;
  argument = '';
  private rest = '';
  constructor(private readonly argv: readonly string[], private readonly complain: (text: string) => void) {}

  /** The next option's letter or long name; '_' for one that is wrong (already reported); null at the end. */
  next(): string | null {
    if (this.rest === '') {
      if (this.index >= this.argv.length) return null;
      const word = this.argv[this.index];
      if (word.length < 2 || word[0] !== '-') return null;
      this.index++;
      if (word === '--') return null;
      if (word === '--help') return 'h';
      if (word === '--version') return 'V';
      this.rest = word.slice(1);
    }
    const option = this.rest[0];
    this.rest = this.rest.slice(1);
    if (option === '-') return this.longOption();
    if (option === 'J') return this.wrong('-J is reserved for Jython');
    const at = option === ':' ? -1 : SHORT_OPTS.indexOf(option);
    if (at < 0) return this.wrong(`Unknown option: -${option}`);
    if (SHORT_OPTS[at + 1] !== ':') return option;
    if (this.rest !== '') {
      this.argument = this.rest;
      this.rest = '';
    } else if (this.index >= this.argv.length) return this.wrong(`Argument expected for the -${option} option`);
    else this.argument = this.argv[this.index++];
    return option;
  }
  private longOption(): string | null {
    const name = this.rest;
    this.rest = '';
    if (name === '') {
      this.complain('expected long option\n');
      return null;
    }
    const long = LONG_OPTS[name];
    if (long === undefined) return this.wrong(`unknown option ${this.argv[this.index - 1]}`);
    if (!long.argument) return long.code;
    if (this.index >= this.argv.length) return this.wrong(`Argument expected for the ${this.argv[this.index - 1]} options`);
    this.argument = this.argv[this.index++];
    return long.code;
  }
  private wrong(text: string): '_' {
    this.complain(`${text}\n`);
    return '_';
  }
}

const EXIT = (code: number): ConfigStatus => ({kind: 'exit', code});
/** `func` is the C function that CPython names, if any. */
const ERROR = (func: string, message: string): ConfigStatus => (func === '' ? {kind: 'error', message} : {kind: 'error', message, func});
const OK: ConfigStatus = {kind: 'ok'};

/** Reads the whole configuration. `argv[0]` is the program. CPython: Python/initconfig.c PyConfig_Read() */
export function readConfig(config: PyConfig, source: ConfigSource): ConfigStatus {
  config.orig_argv = [...source.argv];
  config.program_name = source.argv[0] ?? 'python3';
  const commandLineWarnings: string[] = [];
  const status = readOptions(config, source, commandLineWarnings);
  if (status.kind !== 'ok') return status;
  const environ = new Environment(config, source.environ, source.gilDisabled === true, isLocaleC(source));
  coerceLocale(environ, source);
  return readEnvironment(config, environ, commandLineWarnings);
}

/** CPython: config_parse_cmdline() and precmdline_parse_cmdline() */
function readOptions(config: PyConfig, source: ConfigSource, warnings: string[]): ConfigStatus {
  const program = config.program_name, reader = new OptionReader(source.argv, source.stderr);
  const usage = (): ConfigStatus => {
    source.stderr(`usage: ${program} [option] ... [-c cmd | -m mod | file | -] [arg] ...\nTry \`python -h' for more information.\n`);
    return EXIT(2);
  };
  const help = (text: string): ConfigStatus => {
    source.stdout(text);
    return EXIT(0);
  };
  let versions = 0;
  for (let option = reader.next(); option !== null; option = reader.next()) {
    if (option === 'c') { config.run_command = `${reader.argument}\n`; break; }
    if (option === 'm') { config.run_module = reader.argument; break; }
    switch (option) {
      case 'check-hash-based-pycs':
        if (!['always', 'never', 'default'].includes(reader.argument)) {
          source.stderr("--check-hash-based-pycs must be one of 'default', 'always', or 'never'\n");
          return usage();
        }
        config.check_hash_pycs_mode = reader.argument;
        break;
      case 'help-all': return help(USAGE_OPTIONS(program) + USAGE_ENVIRONMENT + USAGE_XOPTIONS);
      case 'help-env': return help(USAGE_ENVIRONMENT);
      case 'help-xoptions': return help(USAGE_XOPTIONS);
      case 'b': config.bytes_warning++; break;
      case 'd': config.parser_debug = 1; break;
      case 'i': config.inspect = config.interactive = 1; break;
      case 'E': config.use_environment = 0; break;
      case 'I': config.isolated++; break;
      case 'X': config.xoptions.push(reader.argument); break;
      case 'O': config.optimization_level++; break;
      case 'P': config.safe_path = 1; break;
      case 'B': config.write_bytecode = 0; break;
      case 's': config.user_site_directory = 0; break;
      case 'S': config.site_import = 0; break;
      case 't': break;
      case 'u': config.buffered_stdio = 0; break;
      case 'v': config.verbose++; break;
      case 'x': config.skip_source_first_line = 1; break;
      case 'h': case '?': return help(USAGE_OPTIONS(program));
      case 'V': versions++; break;
      case 'W': warnings.push(reader.argument); break;
      case 'q': config.quiet = 1; break;
      case 'R': config.use_hash_seed = 0; break;
      default: return usage();
    }
  }
  if (versions > 0) return help(`Python ${versions > 1 ? Py_GetVersion() : PY_VERSION_TEXT}\n`);
  let first = reader.index;
  if (config.run_command === null && config.run_module === null && first < source.argv.length && source.argv[first] !== '-') config.run_filename = source.argv[first];
  if (config.run_command !== null || config.run_module !== null) first--;
  // sys.argv: what follows, with -c or -m in place of the program
  config.argv = source.argv.slice(first);
  if (config.argv.length === 0) config.argv = [''];
  if (config.run_command !== null) config.argv[0] = '-c';
  else if (config.run_module !== null) config.argv[0] = '-m';
  if (config.isolated > 0) {
    config.isolated = 1;
    config.use_environment = 0;
    config.user_site_directory = 0;
    config.safe_path = 1;
  }
  return OK;
}

/** The locale of characters that the environment asks for, before anything is coerced. */
function localeOf(values: Readonly<Record<string, string>>): string {
  return values.LC_ALL || values.LC_CTYPE || values.LANG || '';
}
/** Whether that is the C locale, which is also what the C library falls back to. */
function isLocaleC(source: ConfigSource): boolean {
  const name = localeOf(source.environ);
  return name === '' || name === 'C' || name === 'POSIX' || source.localeExists?.(name) === false;
}
const COERCED = 'C.UTF-8';
/** PEP 538: in the C locale LC_CTYPE becomes C.UTF-8, unless LC_ALL rules it or PYTHONCOERCECLOCALE is 0. CPython: _Py_CoerceLegacyLocale() */
function coerceLocale(environ: Environment, source: ConfigSource): void {
  const wanted = environ.get('PYTHONCOERCECLOCALE');
  if (!environ.localeIsC || wanted === '0' || (source.environ.LC_ALL ?? '') !== '' || source.coerceLocale === undefined) return;
  source.coerceLocale(COERCED);
  if (wanted === 'warn') source.stderr(`Python detected LC_CTYPE=C: LC_CTYPE coerced to ${COERCED} (set another locale or PYTHONCOERCECLOCALE=0 to disable this locale coercion behavior).\n`);
}

/** PYTHON* variables, unless -E or -I hides them. An empty one counts as unset. */
class Environment {
  constructor(private readonly config: PyConfig, private readonly values: Readonly<Record<string, string>>, readonly gilDisabled: boolean, readonly localeIsC: boolean) {}
  get(name: string): string | null {
    if (this.config.use_environment === 0) return null;
    const value = this.values[name];
    return value === undefined || value === '' ? null : value;
  }
  /** The locale that decides how strict the standard streams are. */
  locale(): string {
    return this.localeIsC ? 'C' : localeOf(this.values);
  }
  /** A variable that is a number or just set: its value, at least 1. CPython: _Py_get_env_flag() */
  flag(name: string): number {
    const value = this.get(name);
    if (value === null) return 0;
    const number = /^[+-]?\d+$/.test(value.trim()) ? Number(value) : 1;
    return number < 0 ? 1 : number;
  }
}

/** An -X option's text after `name` (with the `=`), or null. CPython: config_get_xoption() */
function xoption(config: PyConfig, name: string): string | null {
  for (const option of config.xoptions) if (option === name || option.startsWith(`${name}=`)) return option.slice(name.length);
  return null;
}

function readEnvironment(config: PyConfig, environ: Environment, commandLineWarnings: readonly string[]): ConfigStatus {
  const max = (now: number, name: string): number => Math.max(now, environ.flag(name));
  if (environ.flag('PYTHONDEBUG') !== 0) config.parser_debug = 1;
  config.verbose = max(config.verbose, 'PYTHONVERBOSE');
  config.optimization_level = max(config.optimization_level, 'PYTHONOPTIMIZE');
  if (environ.flag('PYTHONINSPECT') !== 0) config.inspect = 1;
  if (environ.flag('PYTHONDONTWRITEBYTECODE') !== 0) config.write_bytecode = 0;
  if (environ.flag('PYTHONNOUSERSITE') !== 0) config.user_site_directory = 0;
  if (environ.flag('PYTHONUNBUFFERED') !== 0) config.buffered_stdio = 0;
  if (environ.get('PYTHONSAFEPATH') !== null) config.safe_path = 1;
  config.home = environ.get('PYTHONHOME');
  config.pythonpath_env = environ.get('PYTHONPATH');
  config.platlibdir = environ.get('PYTHONPLATLIBDIR') ?? 'lib';

  if (xoption(config, 'dev') !== null || environ.get('PYTHONDEVMODE') !== null) config.dev_mode = 1;
  if (xoption(config, 'showrefcount') !== null) config.show_ref_count = 1;
  if (xoption(config, 'importtime') !== null || environ.get('PYTHONPROFILEIMPORTTIME') !== null) config.import_time = 1;
  if (xoption(config, 'no_debug_ranges') !== null || environ.get('PYTHONNODEBUGRANGES') !== null) config.code_debug_ranges = 0;
  if (xoption(config, 'warn_default_encoding') !== null || environ.get('PYTHONWARNDEFAULTENCODING') !== null) config.warn_default_encoding = 1;
  if (xoption(config, 'faulthandler') !== null || environ.get('PYTHONFAULTHANDLER') !== null || config.dev_mode !== 0) config.faulthandler = 1;
  if (xoption(config, 'perf') !== null || environ.get('PYTHONPERFSUPPORT') === '1') config.perf_profiling = 1;

  // UTF-8 mode belongs to CPython's PyPreConfig, which is read before all else
  const steps = [readAllocator, readUtf8Mode, readHashSeed, readFrozenModules, readTracemalloc, readMaxStrDigits, readCpuCount, readStdio, readGil];
  for (const step of steps) {
    const status = step(config, environ);
    if (status.kind !== 'ok') return status;
  }
  const prefix = xoption(config, 'pycache_prefix');
  if (prefix !== null) config.pycache_prefix = prefix.length > 1 ? prefix.slice(1) : null;
  else config.pycache_prefix = environ.get('PYTHONPYCACHEPREFIX');
  readWarnings(config, environ, commandLineWarnings);
  return OK;
}

/** CPython: config_init_hash_seed() */
function readHashSeed(config: PyConfig, environ: Environment): ConfigStatus {
  const value = environ.get('PYTHONHASHSEED');
  if (config.use_hash_seed === 0) return OK;
  config.use_hash_seed = 0;
  if (value === null || value === 'random') return OK;
  const seed = /^\d+$/.test(value) ? Number(value) : -1;
  if (seed < 0 || seed > 4294967295) return ERROR('config_init_hash_seed', 'PYTHONHASHSEED must be "random" or an integer in range [0; 4294967295]');
  config.use_hash_seed = 1;
  config.hash_seed = seed;
  return OK;
}
function readFrozenModules(config: PyConfig, environ: Environment): ConfigStatus {
  const option = xoption(config, 'frozen_modules');
  const value = option !== null ? option.replace(/^=/, '') : environ.get('PYTHON_FROZEN_MODULES');
  if (value === null) return OK;
  if (value === 'on' || (option !== null && value === '')) config.use_frozen_modules = 1;
  else if (value === 'off') config.use_frozen_modules = 0;
  else if (option !== null) return ERROR('', 'bad value for option -X frozen_modules (expected "on" or "off")');
  else return ERROR('', 'bad value for PYTHON_FROZEN_MODULES (expected "on" or "off")');
  return OK;
}
function readTracemalloc(config: PyConfig, environ: Environment): ConfigStatus {
  const read = (text: string): number => (/^\d+$/.test(text) && Number(text) <= 2147483647 ? Number(text) : -1);
  const variable = environ.get('PYTHONTRACEMALLOC'), option = xoption(config, 'tracemalloc');
  if (variable !== null) {
    config.tracemalloc = read(variable);
    if (config.tracemalloc < 0) return ERROR('config_init_tracemalloc', 'PYTHONTRACEMALLOC: invalid number of frames');
  }
  if (option !== null) {
    config.tracemalloc = option === '' ? 1 : read(option.slice(1));
    if (config.tracemalloc < 0) return ERROR('config_init_tracemalloc', '-X tracemalloc=NFRAME: invalid number of frames');
  }
  return OK;
}
function readMaxStrDigits(config: PyConfig, environ: Environment): ConfigStatus {
  const read = (text: string): number => {
    const n = /^[+]?\d+$/.test(text) ? Number(text) : -1;
    return n === 0 || (n >= 640 && n <= 2147483647) ? n : -1;
  };
  const LIMITS = 'must be >= 640 or 0 for unlimited.';
  const variable = environ.get('PYTHONINTMAXSTRDIGITS'), option = xoption(config, 'int_max_str_digits');
  if (variable !== null) {
    config.int_max_str_digits = read(variable);
    if (config.int_max_str_digits < 0) return ERROR('config_init_int_max_str_digits', `PYTHONINTMAXSTRDIGITS: invalid limit; ${LIMITS}`);
  }
  if (option !== null) {
    config.int_max_str_digits = read(option.slice(1));
    if (config.int_max_str_digits < 0) return ERROR('config_init_int_max_str_digits', `-X int_max_str_digits: invalid limit; ${LIMITS}`);
  }
  return OK;
}
function readCpuCount(config: PyConfig, environ: Environment): ConfigStatus {
  const read = (text: string): number => (text === 'default' ? -1 : /^\d+$/.test(text) && Number(text) >= 1 ? Number(text) : 0);
  const variable = environ.get('PYTHON_CPU_COUNT'), option = xoption(config, 'cpu_count');
  if (variable !== null) config.cpu_count = read(variable);
  if (config.cpu_count === 0) return ERROR('config_init_cpu_count', '-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0');
  if (option !== null) config.cpu_count = read(option.slice(1));
  if (config.cpu_count === 0) return ERROR('config_init_cpu_count', '-X cpu_count=n option: n is missing or an invalid number, n must be greater than 0');
  return OK;
}
const ALLOCATORS: readonly string[] = ['default', 'debug', 'malloc', 'malloc_debug', 'pymalloc', 'pymalloc_debug', 'mimalloc', 'mimalloc_debug'];
/** CPython: Python/preconfig.c preconfig_init_allocator() */
function readAllocator(config: PyConfig, environ: Environment): ConfigStatus {
  const name = environ.get('PYTHONMALLOC');
  if (name === null) {
    if (config.dev_mode !== 0) config.allocator = 'debug';
    return OK;
  }
  if (!ALLOCATORS.includes(name)) return ERROR('preconfig_init_allocator', 'PYTHONMALLOC: unknown allocator');
  config.allocator = name;
  return OK;
}
function readUtf8Mode(config: PyConfig, environ: Environment): ConfigStatus {
  const option = xoption(config, 'utf8'), variable = environ.get('PYTHONUTF8');
  if (option !== null) {
    if (option === '' || option === '=1') config.utf8_mode = 1;
    else if (option === '=0') config.utf8_mode = 0;
    else return ERROR('preconfig_init_utf8_mode', 'invalid -X utf8 option value');
  } else if (variable === '1') config.utf8_mode = 1;
  else if (variable === null && environ.localeIsC) config.utf8_mode = 1;
  else if (variable !== null && variable !== '0') return ERROR('preconfig_init_utf8_mode', 'invalid PYTHONUTF8 environment variable value');
  return OK;
}
/** Encodings of the standard streams: UTF-8; surrogateescape in a POSIX locale or UTF-8 mode. CPython: config_init_stdio_encoding() */
function readStdio(config: PyConfig, environ: Environment): ConfigStatus {
  const locale = environ.locale();
  config.stdio_errors = config.utf8_mode !== 0 || ['C', 'POSIX', ''].includes(locale) || /^C\.(utf-?8)$/i.test(locale) ? 'surrogateescape' : 'strict';
  const variable = environ.get('PYTHONIOENCODING');
  if (variable === null) return OK;
  const [encoding, errors] = variable.split(':', 2);
  if (encoding !== '') config.stdio_encoding = encoding;
  if (errors !== undefined && errors !== '') config.stdio_errors = errors;
  else if (encoding !== '') config.stdio_errors = 'strict';
  return OK;
}
function readGil(config: PyConfig, environ: Environment): ConfigStatus {
  const option = xoption(config, 'gil');
  const value = option !== null ? option.replace(/^=/, '') : environ.get('PYTHON_GIL');
  if (value === null) return OK;
  if (value !== '0' && value !== '1') return ERROR('config_read_gil', 'PYTHON_GIL / -X gil must be "0" or "1"');
  if (value === '0' && !environ.gilDisabled) return ERROR('config_read_gil', 'Disabling the GIL is not supported by this build');
  config.enable_gil = Number(value);
  return OK;
}

/** sys.warnoptions: -X dev, the environment, -W, -b, later ones win. CPython: config_init_warnoptions() */
function readWarnings(config: PyConfig, environ: Environment, commandLine: readonly string[]): void {
  const options: string[] = [];
  const add = (text: string): void => { if (!options.includes(text)) options.push(text); };
  if (config.dev_mode !== 0) add('default');
  for (const text of (environ.get('PYTHONWARNINGS') ?? '').split(',')) if (text !== '') add(text);
  for (const text of commandLine) add(text);
  if (config.bytes_warning > 1) add('error::BytesWarning');
  else if (config.bytes_warning === 1) add('default::BytesWarning');
  config.warnoptions = options;
}
