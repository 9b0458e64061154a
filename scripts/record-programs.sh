#!/usr/bin/env bash
# Records what real CPython 3.13.5 prints for programs of tests/badinput, tests/commands: record-programs.sh FOLDER [PROGRAM...]; needs CPYTHON.
set -eu
cd "$(dirname "$0")/../tests/$1"
shift
for program in ${*:-*.py}; do
  case $program in child.py) continue ;; esac
  err=$(mktemp)
  code=0
  env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 PYTHONHASHSEED=0 "$CPYTHON" -S "$program" >"$program.exp" 2>"$err" || code=$?
  sed -i "s|$PWD/||g" "$program.exp" "$err"
  if [ -s "$err" ]; then { echo '--- stderr'; cat "$err"; } >>"$program.exp"; fi
  echo "--- exit $code" >>"$program.exp"
  rm -f "$err"
done
