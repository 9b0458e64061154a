#!/usr/bin/env bash
# npm run check: everything that must hold before a commit. Runs every step, then fails if one of them failed.
set -u
cd "$(dirname "$0")/.."
failed=()
step() {
  local name=$1
  shift
  echo "== $name"
  "$@" || failed+=("$name")
}
regen_clean() {
  [ -f scripts/regen.ts ] || return 0
  npx ts-node -T scripts/regen.ts || return 1
  git diff --exit-code --stat -- '*/generated/*' || { echo 'generated files differ: run npm run regen and commit'; return 1; }
}
step tsc npx tsc -p .
step eslint npx eslint --cache --cache-location build/.eslintcache .
step format npx eslint -c eslint.format.config.js --cache --cache-location build/.eslintcache-format .
step layers npx ts-node -T scripts/check-layers.ts
step globals npx ts-node -T scripts/check-globals.ts
if [ -f scripts/check-ownership.ts ]; then
  step ownership npx ts-node -T scripts/check-ownership.ts
fi
step regen regen_clean
step jest npx jest --silent=false
if [ ${#failed[@]} -ne 0 ]; then
  echo "check failed: ${failed[*]}"
  exit 1
fi
echo 'check passed'
