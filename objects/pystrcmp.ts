/** Comparing C strings without regard to the case of ASCII letters. CPython: Python/pystrcmp.c */
const codeAt = (s: string, i: number): number => {
  const c = i < s.length ? s.charCodeAt(i) : 0;
  return c >= 65 && c <= 90 ? c + 32 : c;
};
/** The difference of the first characters that differ among the first `n`, up to a zero character. CPython: PyOS_mystrnicmp() */
export function PyOS_mystrnicmp(s1: string, s2: string, n: number): number {
  for (let i = 0; i < n; i++) {
    const a = codeAt(s1, i), b = codeAt(s2, i);
    if (a !== b || a === 0) return a - b;
  }
  return 0;
}
/** The same for all characters. CPython: PyOS_mystricmp() */
export function PyOS_mystricmp(s1: string, s2: string): number {
  return PyOS_mystrnicmp(s1, s2, Infinity);
}
