#!/usr/bin/env bash
# Records what real CPython 3.13.5 prints for each program of tests/basics, or of the folder of tests named by FOLDER; needs CPYTHON.
set -eu
cd "$(dirname "$0")/../tests/${FOLDER:-basics}"
for program in ${*:-*.py}; do
  err=$(mktemp)
  code=0
  env -i PATH=/usr/bin:/bin HOME=/tmp LANG=C.UTF-8 PYTHONHASHSEED=0 "$CPYTHON" -S "$program" >"$program.exp" 2>"$err" || code=$?
  sed -i "s|$PWD/||g" "$err"
  if [ -s "$err" ]; then { echo '--- stderr'; cat "$err"; } >>"$program.exp"; fi
  echo "--- exit $code" >>"$program.exp"
  rm -f "$err"
done
