#!/usr/bin/env bash
# Records what rounds of the programs of tests/refleak cost in a debug build of CPython 3.13.5: record-refleak.sh [PROGRAM...]; needs CPYTHON_DEBUG.
# A program whose figures differ between three runs is refused.
set -eu
cd "$(dirname "$0")/../tests/refleak"
for program in ${*:-*.py}; do
  case $program in measure.py) continue ;; esac
  for run in 1 2 3; do
    env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 PYTHONHASHSEED=0 "$CPYTHON_DEBUG" -S -W ignore measure.py "$program" >"$program.$run" 2>&1 || { cat "$program.$run"; exit 1; }
  done
  cmp "$program.1" "$program.2" && cmp "$program.1" "$program.3" || { echo "$program: not the same twice"; rm "$program".[123]; exit 1; }
  mv "$program.1" "$program.exp"
  rm "$program".[23]
done
