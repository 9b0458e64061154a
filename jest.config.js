'use strict';

/** Unit tests only: the comparisons with CPython and the benchmarks have runners of their own. */
module.exports = {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/unit/**/*.test.ts'],
  modulePathIgnorePatterns: ['<rootDir>/build/'],
  // what the build puts in (runtime/watched.ts)
  globals: {VIVARIUM_WATCHED: false},
  transform: {
    '^.+\\.ts$': ['@swc/jest', {jsc: {parser: {syntax: 'typescript'}, target: 'es2022'}, module: {type: 'commonjs'}}],
  },
  // Suites that start whole runtimes need more than the default five seconds on a busy machine.
  testTimeout: 60000,
};
