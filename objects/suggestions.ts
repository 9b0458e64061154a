/** "Did you mean": the nearest name. CPython: Python/suggestions.c */
const MAX_CANDIDATE_ITEMS = 750, MAX_STRING_SIZE = 40, MOVE_COST = 2, CASE_COST = 1;

function substitutionCost(a: string, b: string): number {
  if (a === b) return 0;
  return a.toLowerCase() === b.toLowerCase() && a.length === 1 && /[A-Za-z]/.test(a) ? CASE_COST : MOVE_COST;
}
/** Weighted edit distance, or more than `max` when it is greater. CPython: levenshtein_distance() */
export function levenshteinDistance(a: string, b: string, max: number): number {
  if (a === b) return 0;
  let start = 0, aEnd = a.length, bEnd = b.length;
  while (start < aEnd && start < bEnd && a[start] === b[start]) start++;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  a = a.slice(start, aEnd);
  b = b.slice(start, bEnd);
  if (a.length === 0 || b.length === 0) return (a.length + b.length) * MOVE_COST;
  if (a.length > MAX_STRING_SIZE || b.length > MAX_STRING_SIZE) return max + 1;
  if (b.length < a.length) [a, b] = [b, a];
  if ((b.length - a.length) * MOVE_COST > max) return max + 1;
  const row = Array.from({length: a.length}, (_, i) => (i + 1) * MOVE_COST);
  let result = 0;
  for (let j = 0; j < b.length; j++) {
    let distance = (result = j * MOVE_COST), least = Infinity;
    for (let i = 0; i < a.length; i++) {
      const substitute = distance + substitutionCost(b[j], a[i]);
      distance = row[i];
      result = Math.min(substitute, Math.min(result, distance) + MOVE_COST);
      row[i] = result;
      if (result < least) least = result;
    }
    if (least > max) return max + 1;
  }
  return result;
}
/** The candidate most like a name, null when none is near enough. CPython: _Py_CalculateSuggestions() */
export function calculateSuggestion(candidates: readonly string[], name: string): string | null {
  if (candidates.length >= MAX_CANDIDATE_ITEMS) return null;
  let best: string | null = null, bestDistance = Infinity;
  for (const item of candidates) {
    if (item === name) continue;
    const max = Math.min(Math.floor((name.length + item.length + 3) * MOVE_COST / 6), bestDistance - 1);
    const distance = levenshteinDistance(name, item, max);
    if (distance > max || distance >= bestDistance) continue;
    best = item;
    bestDistance = distance;
  }
  return best;
}
