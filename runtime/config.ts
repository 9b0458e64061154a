/** PyConfig: everything that is decided before the first interpreter starts. CPython: Include/cpython/initconfig.h, Doc/c-api/init_config.rst */

export class PyConfig {
  isolated = 0;
  use_environment = 1;
  dev_mode = 0;
  /** What PYTHONMALLOC asks for; CPython has it in its PyPreConfig. DIVERGES: there is one allocator, and it only answers to the name. */
  allocator = 'default';
  install_signal_handlers = 1;
  /** -1 until the environment was read; 0 means a random secret. */
  use_hash_seed = -1;
  hash_seed = 0;
  faulthandler = 0;
  tracemalloc = 0;
  perf_profiling = 0;
  import_time = 0;
  code_debug_ranges = 1;
  show_ref_count = 0;
  dump_refs = 0;
  malloc_stats = 0;
  filesystem_encoding = 'utf-8';
  filesystem_errors = 'surrogateescape';
  pycache_prefix: string | null = null;
  parse_argv = 1;
  orig_argv: string[] = [];
  argv: string[] = [];
  xoptions: string[] = [];
  warnoptions: string[] = [];
  site_import = 1;
  bytes_warning = 0;
  warn_default_encoding = 0;
  inspect = 0;
  interactive = 0;
  optimization_level = 0;
  parser_debug = 0;
  write_bytecode = 1;
  verbose = 0;
  quiet = 0;
  user_site_directory = 1;
  configure_c_stdio = 1;
  buffered_stdio = 1;
  stdio_encoding = 'utf-8';
  stdio_errors = 'strict';
  check_hash_pycs_mode = 'default';
  /** -1: as the library asks for. */
  use_frozen_modules = -1;
  safe_path = 0;
  int_max_str_digits = 4300;
  cpu_count = -1;
  /** Free-threaded builds: -1 default, 0 and 1 as -X gil asks. */
  enable_gil = -1;
  pathconfig_warnings = 1;
  program_name = 'python3';
  pythonpath_env: string | null = null;
  home: string | null = null;
  platlibdir = 'lib';
  sys_path_0: string | null = null;
  module_search_paths_set = 0;
  module_search_paths: string[] = [];
  stdlib_dir: string | null = null;
  executable = '';
  base_executable = '';
  prefix = '';
  base_prefix = '';
  exec_prefix = '';
  base_exec_prefix = '';
  skip_source_first_line = 0;
  run_command: string | null = null;
  run_module: string | null = null;
  run_filename: string | null = null;
  run_presite: string | null = null;
  utf8_mode = 0;
  _install_importlib = 1;
  _init_main = 1;
  _is_python_build = 0;
}

/** What reading the configuration came to: ready, or the program ends here with an exit code, or cannot start. */
export type ConfigStatus = {kind: 'ok'} | {kind: 'exit'; code: number} | {kind: 'error'; message: string; func?: string};
