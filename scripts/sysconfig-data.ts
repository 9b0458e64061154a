/**
 * The build-time configuration that sysconfig reads: what CPython's configure and Makefile would have recorded, had this
 * runtime been built by them. One module for each kind of build.
 */

/** The kinds of build that a runtime can be started as, by their abiflags. */
export const BUILDS = ['', 'd', 't', 'td'] as const;
export type Build = (typeof BUILDS)[number];

/** The GNU name of this machine, as configure's MULTIARCH has it. */
export function multiarch(): string {
  const machines: Record<string, string> = {x64: 'x86_64', arm64: 'aarch64'};
  return (machines[process.arch] ?? process.arch) + '-linux-gnu';
}

/** The module sysconfig looks for. CPython: Lib/sysconfig/__init__.py _get_sysconfigdata_name() */
export function sysconfigDataName(build: Build): string {
  return '_sysconfigdata_' + build + '_linux_' + multiarch();
}

function variables(build: Build): Record<string, string | number> {
  const debug = build.includes('d') ? 1 : 0;
  const noGil = build.includes('t') ? 1 : 0;
  const version = '3.13';
  const ldversion = version + build;
  const soabi = 'cpython-313' + build + '-' + multiarch();
  const args = [debug ? "'--with-pydebug'" : '', noGil ? "'--disable-gil'" : ''].filter((arg) => arg !== '').join(' ');
  return {
    ABIFLAGS: build,
    ABI_THREAD: noGil ? 't' : '',
    AR: 'ar',
    ARFLAGS: 'rcs',
    BINDIR: '/usr/local/bin',
    BINLIBDEST: '/usr/local/lib/python' + version,
    BUILD_GNU_TYPE: multiarch(),
    CC: 'gcc',
    CCSHARED: '-fPIC',
    CFLAGS: debug ? '-g -Og -Wall' : '-DNDEBUG -g -O3 -Wall',
    CONFIG_ARGS: args,
    CXX: 'g++',
    EXE: '',
    EXT_SUFFIX: '.' + soabi + '.so',
    HAVE_GETENTROPY: 1,
    HOST_GNU_TYPE: multiarch(),
    INCLDIRSTOMAKE: '',
    INCLUDEDIR: '/usr/local/include',
    INCLUDEPY: '/usr/local/include/python' + ldversion,
    INSTALL_SCHEME: '',
    LDFLAGS: '',
    LDSHARED: 'gcc -shared',
    LDVERSION: ldversion,
    LIBDEST: '/usr/local/lib/python' + version,
    LIBDIR: '/usr/local/lib',
    LIBM: '-lm',
    LIBPL: '/usr/local/lib/python' + version + '/config-' + ldversion + '-' + multiarch(),
    LIBS: '-ldl -lm',
    MACHDEP: 'linux',
    MACHDESTLIB: '/usr/local/lib/python' + version,
    MULTIARCH: multiarch(),
    OPT: debug ? '-g -Og -Wall' : '-DNDEBUG -g -O3 -Wall',
    PLATLIBDIR: 'lib',
    PY_CFLAGS: debug ? '-g -Og -Wall' : '-DNDEBUG -g -O3 -Wall',
    PY_CORE_CFLAGS: '',
    PY_CORE_LDFLAGS: '',
    PY_LDFLAGS: '',
    PYTHONFRAMEWORK: '',
    PYTHONFRAMEWORKPREFIX: '',
    Py_DEBUG: debug,
    Py_ENABLE_SHARED: 0,
    Py_GIL_DISABLED: noGil,
    Py_REF_DEBUG: debug,
    Py_TRACE_REFS: 0,
    SHELL: '/bin/sh -e',
    SHLIB_SUFFIX: '.so',
    SIZEOF_DOUBLE: 8,
    SIZEOF_INT: 4,
    SIZEOF_LONG: 8,
    SIZEOF_LONG_LONG: 8,
    SIZEOF_OFF_T: 8,
    SIZEOF_PID_T: 4,
    SIZEOF_SIZE_T: 8,
    SIZEOF_TIME_T: 8,
    SIZEOF_VOID_P: 8,
    SIZEOF_WCHAR_T: 4,
    SO: '.' + soabi + '.so',
    SOABI: soabi,
    STATIC_LIBPYTHON: 1,
    TZPATH: '/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo',
    VERSION: version,
    VPATH: '',
    WITH_DECIMAL_CONTEXTVAR: 1,
    WITH_DOC_STRINGS: 1,
    WITH_DTRACE: 0,
    WITH_FREELISTS: 1,
    WITH_MIMALLOC: 1,
    WITH_PYMALLOC: 1,
    WITH_VALGRIND: 0,
    exec_prefix: '/usr/local',
    prefix: '/usr/local',
  };
}

/** The module's source. */
export function sysconfigData(build: Build): string {
  const lines = Object.entries(variables(build)).map(([name, value]) => {
    const literal = typeof value === 'number' ? String(value) : "'" + value.replace(/\\/g, '\\\\').replace(/'/g, "\\'") + "'";
    return " '" + name + "': " + literal + ',';
  });
  return '# Written by scripts/build-stdlib.ts.\nbuild_time_vars = {\n' + lines.join('\n') + '\n}\n';
}
