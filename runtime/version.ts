/** Which Python this is. CPython: Include/patchlevel.h, Python/getversion.c */
export const PY_MAJOR_VERSION = 3;
export const PY_MINOR_VERSION = 13;
export const PY_MICRO_VERSION = 5;
export const PY_RELEASE_LEVEL = 'final';
export const PY_VERSION_TEXT = '3.13.5';
export const PY_VERSION_HEX = 0x030d05f0;
export const PYTHON_API_VERSION = 1013;
/** Magic number of .pyc files. CPython: Include/internal/pycore_magic_number.h */
export const PYC_MAGIC = 3571;

/** sys.version, and what `-VV` prints. */
export function Py_GetVersion(): string {
  return `${PY_VERSION_TEXT} (main, Jun 25 2025, 18:55:22) [GCC 14.2.0]`;
}
