/**
 * The module _locale: the locales C, POSIX and C.UTF-8, which every C library has; others are refused as a system without them does.
 * CPython: Modules/_localemodule.c
 */
import {PyDict_New, PyDict_SetItemString} from '../../objects/dictobject';
import {PyErr_NewException, PyErr_Occurred, PyErr_SetString, typeName} from '../../objects/errors';
import {PyList_New} from '../../objects/listobject';
import {PyLong_AsInt, PyLong_FromNumber} from '../../objects/longobject';
import {PyModuleDef, PyModuleDef_Init, PyModule_AddIntConstant, PyModule_AddObjectRef, PyModule_GetState, Py_MOD_GIL_NOT_USED, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED, Py_mod_exec, Py_mod_gil, Py_mod_multiple_interpreters} from '../../objects/moduleobject';
import {PyUnicode_FromString, unicode_compare} from '../../objects/unicodeobject';
import {_PyRuntime} from '../../runtime/current';
import {PyUnicode_Check} from '../../runtime/generated/accessors';
import {PyExc_Exception, PyExc_TypeError, PyExc_ValueError, _Py_NoneStruct} from '../../runtime/generated/static-addresses';
import {method} from '../../runtime/methoddef';
import {Py_DECREF, Py_NewRef, Py_XDECREF} from '../../runtime/object';
import {NULL, type New, type PyObject} from '../../runtime/types';
import {_PyUnicode_AsUTF8NoNUL} from '../../objects/unicode-encoded';

type Optional = PyObject | NULL;
class LocaleState {
  Error: Optional = NULL;
}
/** What the C library keeps for the process. */
interface ProcessLocale {
  /** Name of the locale of each category; entry LC_ALL is unused. */
  readonly names: string[];
  domain: string;
  readonly directories: Map<string, string>;
  readonly codesets: Map<string, string>;
}

const LC_ALL = 6;
/** Environment variables of the categories, by number; glibc's order, in which a mixed LC_ALL is written. */
const CATEGORIES = ['LC_CTYPE', 'LC_NUMERIC', 'LC_TIME', 'LC_COLLATE', 'LC_MONETARY', 'LC_MESSAGES', 'LC_ALL', 'LC_PAPER', 'LC_NAME', 'LC_ADDRESS', 'LC_TELEPHONE', 'LC_MEASUREMENT', 'LC_IDENTIFICATION'];

function environment(name: string): string {
  for (const entry of _PyRuntime.host.environ()) {
    let at = 0;
    while (at < name.length && entry[at] === name.charCodeAt(at)) at++;
    if (at === name.length && entry[at] === 61) return new TextDecoder().decode(entry.subarray(at + 1));
  }
  return '';
}
/** The name under which a locale is known, or null when there is no such locale. */
function knownLocale(name: string): string | null {
  if (name === 'C' || name === 'POSIX') return 'C';
  return /^C\.([a-z0-9_-]*)$/i.test(name) && name.slice(2).replace(/[-_]/g, '').toLowerCase() === 'utf8' ? name : null;
}
/** The locale a category has by the environment, or null. CPython: glibc's setlocale(category, "") */
function defaultLocale(category: number): string | null {
  return knownLocale(environment('LC_ALL') || environment(CATEGORIES[category]) || environment('LANG') || 'C');
}
/** The process's locale; at start everything is C but LC_CTYPE, which the interpreter takes from the environment. CPython: Python/pylifecycle.c _Py_CoerceLegacyLocale() */
function processLocale(): ProcessLocale {
  let state = _PyRuntime.moduleGlobals.get('_locale') as ProcessLocale | undefined;
  if (state === undefined) {
    const names = CATEGORIES.map(() => 'C');
    names[0] = defaultLocale(0) ?? 'C';
    if (names[0] === 'C' && environment('LC_ALL') === '' && environment('PYTHONCOERCECLOCALE') !== '0') names[0] = 'C.UTF-8';
    state = {names, domain: 'messages', directories: new Map(), codesets: new Map()};
    _PyRuntime.moduleGlobals.set('_locale', state);
  }
  return state;
}
const isUTF8 = (): boolean => processLocale().names[0] !== 'C';
function queryLocale(category: number): string {
  const {names} = processLocale();
  if (category !== LC_ALL) return names[category];
  const parts = CATEGORIES.map((name, i) => `${name}=${names[i]}`).filter((_, i) => i !== LC_ALL);
  return names.every((name, i) => i === LC_ALL || name === names[0]) ? names[0] : parts.join(';');
}
/** Sets a category; false when a locale does not exist, and nothing is changed then. CPython: setlocale() of the C library */
function setLocale(category: number, locale: string): boolean {
  const {names} = processLocale();
  const chosen: (string | null)[] = [];
  if (category === LC_ALL && locale.includes(';')) {
    const given = new Map<string, string>();
    for (const part of locale.split(';')) {
      const equals = part.indexOf('=');
      if (equals < 0 || !CATEGORIES.includes(part.slice(0, equals)) || part.startsWith('LC_ALL=')) return false;
      given.set(part.slice(0, equals), part.slice(equals + 1));
    }
    for (let i = 0; i < CATEGORIES.length; i++) chosen[i] = i === LC_ALL ? 'C' : knownLocale(given.get(CATEGORIES[i]) ?? '\0');
  } else for (let i = 0; i < CATEGORIES.length; i++) if (i === category || category === LC_ALL) chosen[i] = i === LC_ALL ? 'C' : locale === '' ? defaultLocale(i) : knownLocale(locale);
  if (chosen.includes(null)) return false;
  chosen.forEach((name, i) => { names[i] = name as string; });
  return true;
}

function localeError(module: PyObject, message: string): NULL {
  return PyErr_SetString(PyModule_GetState<LocaleState>(module)!.Error as PyObject, message);
}
/** The text of a str argument without NULs; null for None where that is allowed; undefined with an exception. */
function textArg(fname: string, position: number | null, arg: PyObject, noneAllowed: boolean): string | null | undefined {
  if (noneAllowed && arg === _Py_NoneStruct) return null;
  if (!PyUnicode_Check(arg)) {
    PyErr_SetString(PyExc_TypeError, `${fname}() argument${position === null ? '' : ` ${position}`} must be str${noneAllowed ? ' or None' : ''}, not ${arg === _Py_NoneStruct ? 'None' : typeName(arg)}`);
    return undefined;
  }
  return _PyUnicode_AsUTF8NoNUL(arg);
}
function setlocale(module: PyObject, categoryArg: PyObject, localeArg: Optional): New | NULL {
  const category = PyLong_AsInt(categoryArg);
  if (category === -1 && PyErr_Occurred() !== NULL) return NULL;
  const locale = localeArg === NULL ? null : textArg('setlocale', 2, localeArg, true), valid = category >= 0 && category < CATEGORIES.length;
  if (locale === undefined) return NULL;
  if (locale === null) return valid ? PyUnicode_FromString(queryLocale(category)) : localeError(module, 'locale query failed');
  return valid && setLocale(category, locale) ? PyUnicode_FromString(queryLocale(category)) : localeError(module, 'unsupported locale setting');
}

/** What localeconv() says in all these locales, in CPython's order; null stands for an empty list. */
const CONVENTIONS: readonly (readonly [string, string | number | null])[] = [
  ['int_curr_symbol', ''], ['currency_symbol', ''], ['mon_decimal_point', ''], ['mon_thousands_sep', ''], ['mon_grouping', null], ['positive_sign', ''], ['negative_sign', ''],
  ['int_frac_digits', 127], ['frac_digits', 127], ['p_cs_precedes', 127], ['p_sep_by_space', 127], ['n_cs_precedes', 127], ['n_sep_by_space', 127], ['p_sign_posn', 127], ['n_sign_posn', 127],
  ['decimal_point', '.'], ['thousands_sep', ''], ['grouping', null],
];
function localeconv(): New | NULL {
  const result = PyDict_New();
  if (result === NULL) return NULL;
  for (const [name, value] of CONVENTIONS) {
    const item = value === null ? PyList_New(0) : typeof value === 'string' ? PyUnicode_FromString(value) : PyLong_FromNumber(value);
    const status = item === NULL ? -1 : PyDict_SetItemString(result, name, item);
    Py_XDECREF(item);
    if (status < 0) {
      Py_DECREF(result);
      return NULL;
    }
  }
  return result;
}

const numbered = (prefix: string, first: number, texts: string): [string, number, string][] => texts.split(' ').map((text, i) => [`${prefix}_${i + 1}`, first + i, text]);
/** What nl_langinfo() knows: name, number and text, the same in all these locales. */
const LANGINFO: readonly (readonly [string, number, string])[] = [
  ...numbered('DAY', 131079, 'Sunday Monday Tuesday Wednesday Thursday Friday Saturday'), ...numbered('ABDAY', 131072, 'Sun Mon Tue Wed Thu Fri Sat'),
  ...numbered('MON', 131098, 'January February March April May June July August September October November December'),
  ...numbered('ABMON', 131086, 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'),
  ['RADIXCHAR', 65536, '.'], ['THOUSEP', 65537, ''], ['CRNCYSTR', 262159, '-'], ['D_T_FMT', 131112, '%a %b %e %H:%M:%S %Y'], ['D_FMT', 131113, '%m/%d/%y'], ['T_FMT', 131114, '%H:%M:%S'],
  ['AM_STR', 131110, 'AM'], ['PM_STR', 131111, 'PM'], ['CODESET', 14, ''], ['T_FMT_AMPM', 131115, '%I:%M:%S %p'], ['ERA', 131116, ''], ['ERA_D_FMT', 131118, ''], ['ERA_D_T_FMT', 131120, ''],
  ['ERA_T_FMT', 131121, ''], ['ALT_DIGITS', 131119, ''], ['YESEXPR', 327680, '^[yY]'], ['NOEXPR', 327681, '^[nN]'], ['_DATE_FMT', 131180, '%a %b %e %H:%M:%S %Z %Y'],
];
const CODESET = 14;
const codeset = (): string => (isUTF8() ? 'UTF-8' : 'ANSI_X3.4-1968');
function nl_langinfo(_module: PyObject, key: PyObject): New | NULL {
  const item = PyLong_AsInt(key);
  if (item === -1 && PyErr_Occurred() !== NULL) return NULL;
  const entry = LANGINFO.find(([, number]) => number === item);
  if (entry === undefined) return PyErr_SetString(PyExc_ValueError, 'unsupported langinfo constant');
  return PyUnicode_FromString(item === CODESET ? codeset() : entry[2]);
}
function strcoll(_module: PyObject, os1: PyObject, os2: PyObject): New | NULL {
  if (textArg('strcoll', 1, os1, false) === undefined || textArg('strcoll', 2, os2, false) === undefined) return NULL;
  return PyLong_FromNumber(Math.sign(unicode_compare(os1, os2)));
}
function strxfrm(_module: PyObject, string: PyObject): New | NULL {
  return textArg('strxfrm', null, string, false) === undefined ? NULL : Py_NewRef(string);
}

// The interface of libintl. There are no catalogues to be found for these locales, so a message is its own translation.

function translate(fname: string, domain: Optional, msg: PyObject, category: Optional): New | NULL {
  if (domain !== NULL && textArg(fname, 1, domain, true) === undefined) return NULL;
  if (textArg(fname, domain === NULL ? null : 2, msg, false) === undefined) return NULL;
  if (category !== NULL && PyLong_AsInt(category) === -1 && PyErr_Occurred() !== NULL) return NULL;
  return Py_NewRef(msg);
}
function textdomain(_module: PyObject, domainArg: PyObject): New | NULL {
  const domain = textArg('textdomain', null, domainArg, true), state = processLocale();
  if (domain === undefined) return NULL;
  if (domain !== null) state.domain = domain === '' ? 'messages' : domain;
  return PyUnicode_FromString(state.domain);
}
function bindtextdomain(module: PyObject, domainArg: PyObject, dirArg: PyObject): New | NULL {
  const domain = textArg('bindtextdomain', 1, domainArg, false);
  if (domain === undefined) return NULL;
  if (domain === '') return localeError(module, 'domain must be a non-empty string');
  const {directories} = processLocale();
  if (dirArg !== _Py_NoneStruct) {
    const dir = textArg('bindtextdomain', 2, dirArg, false);
    if (typeof dir !== 'string') return NULL;
    directories.set(domain as string, dir);
  }
  return PyUnicode_FromString(directories.get(domain as string) ?? '/usr/share/locale');
}
function bind_textdomain_codeset(_module: PyObject, domainArg: PyObject, codesetArg: PyObject): New | NULL {
  const domain = textArg('bind_textdomain_codeset', 1, domainArg, false), name = domain === undefined ? undefined : textArg('bind_textdomain_codeset', 2, codesetArg, true);
  if (name === undefined) return NULL;
  const {codesets} = processLocale();
  if (name !== null) codesets.set(domain as string, name);
  const bound = codesets.get(domain as string);
  return bound === undefined ? Py_NewRef(_Py_NoneStruct) : PyUnicode_FromString(bound);
}

function locale_exec(module: PyObject): number {
  for (let i = 0; i <= LC_ALL; i++) if (PyModule_AddIntConstant(module, CATEGORIES[i], i) < 0) return -1;
  if (PyModule_AddIntConstant(module, 'CHAR_MAX', 127) < 0) return -1;
  for (const [name, number] of LANGINFO) if (PyModule_AddIntConstant(module, name, number) < 0) return -1;
  const state = PyModule_GetState<LocaleState>(module)!;
  state.Error = PyErr_NewException('locale.Error', PyExc_Exception, NULL);
  return state.Error === NULL ? -1 : PyModule_AddObjectRef(module, 'Error', state.Error);
}
const localemodule = new PyModuleDef('_locale', {
  m_doc: 'The locale of the process.', m_size: 8, newState: () => new LocaleState(),
  m_methods: [
    method('setlocale', '($module, category, locale=<unrepresentable>, /)', (module, category, locale) => setlocale(module, category as PyObject, locale), 'Sets a category of the locale, or says which one it has.'),
    method('localeconv', '($module, /)', localeconv, 'How numbers and amounts of money are written.'),
    method('strcoll', '($module, os1, os2, /)', (module, a, b) => strcoll(module, a as PyObject, b as PyObject), 'Compares two strings as the locale orders them.'),
    method('strxfrm', '($module, string, /)', (module, string) => strxfrm(module, string as PyObject), 'A string that sorts as the given one does in the locale.'),
    method('nl_langinfo', '($module, key, /)', (module, key) => nl_langinfo(module, key as PyObject), 'A piece of text of the locale.'),
    method('gettext', '($module, msg, /)', (_module, msg) => translate('gettext', NULL, msg as PyObject, NULL), 'The translation of a message.'),
    method('dgettext', '($module, domain, msg, /)', (_module, domain, msg) => translate('dgettext', domain, msg as PyObject, NULL), 'The translation of a message of a domain.'),
    method('dcgettext', '($module, domain, msg, category, /)', (_module, domain, msg, category) => translate('dcgettext', domain, msg as PyObject, category), 'The translation of a message of a domain for a category.'),
    method('textdomain', '($module, domain, /)', (module, domain) => textdomain(module, domain as PyObject), 'Sets the domain of gettext(), or says which it is.'),
    method('bindtextdomain', '($module, domain, dir, /)', (module, domain, dir) => bindtextdomain(module, domain as PyObject, dir as PyObject), 'Says where the catalogues of a domain are.'),
    method('bind_textdomain_codeset', '($module, domain, codeset, /)', (module, domain, name) => bind_textdomain_codeset(module, domain as PyObject, name as PyObject), 'Says in which encoding messages of a domain come.'),
    method('getencoding', '($module, /)', () => PyUnicode_FromString(codeset()), 'The encoding of the locale.'),
  ],
  m_slots: [[Py_mod_exec, locale_exec], [Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED], [Py_mod_gil, Py_MOD_GIL_NOT_USED]],
  m_traverse: (module, visit) => {
    const state = PyModule_GetState<LocaleState>(module);
    return state === null || state.Error === NULL ? 0 : visit(state.Error);
  },
  m_clear: module => {
    const state = PyModule_GetState<LocaleState>(module), error = state?.Error ?? NULL;
    if (state !== null) state.Error = NULL;
    Py_XDECREF(error);
    return 0;
  },
});
/** The init function of _locale. CPython: PyInit__locale() */
export function PyInit__locale(): PyModuleDef {
  return PyModuleDef_Init(localemodule);
}
