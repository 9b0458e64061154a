'use strict';

const tseslint = require('typescript-eslint');

/**
 * Case is provenance: what exists in CPython keeps its C spelling, everything else is camelCase, PascalCase (types) or
 * UPPER_CASE (constants). This is the one exemption for C names: Py-prefixed, snake_case, underscore-prefixed, macros,
 * and the `<Node>_kind` constants of the AST.
 */
const C_NAME =
  '^(_*Py[A-Za-z0-9_]*|_*[A-Za-z][A-Za-z0-9]*(_+[A-Za-z0-9]+)+_*|_+[A-Za-z0-9_]*|[a-z][a-z0-9]*_|[A-Z][A-Z0-9_]*|[A-Z][A-Za-z]*_kind|Py_[A-Za-z0-9_]+|[a-z]+(func|proc|call)|destructor|inquiry|posixstate|UnraisableHookArgsType)$';
const exceptC = {regex: C_NAME, match: false};

module.exports = tseslint.config(
  {ignores: ['build/**', 'node_modules/**', '**/generated/**']},
  {
    files: ['runtime/**/*.ts', 'objects/**/*.ts', 'vm/**/*.ts', 'import/**/*.ts', 'scripts/**/*.ts', 'tests/**/*.ts'],
    languageOptions: {parser: tseslint.parser},
    plugins: {'@typescript-eslint': tseslint.plugin},
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        {selector: 'default', format: ['camelCase'], filter: exceptC},
        {
          selector: ['variable', 'parameter', 'classProperty', 'memberLike'],
          format: ['camelCase', 'PascalCase', 'UPPER_CASE'],
          filter: exceptC,
        },
        {selector: ['objectLiteralProperty', 'objectLiteralMethod', 'typeProperty', 'import'], format: null},
        {selector: 'enumMember', format: ['camelCase', 'PascalCase', 'UPPER_CASE'], filter: exceptC},
        {selector: 'interface', format: ['PascalCase'], filter: exceptC, custom: {regex: '^I[A-Z][a-z]', match: false}},
        {selector: 'typeLike', format: ['PascalCase'], filter: exceptC},
      ],
      '@typescript-eslint/consistent-type-imports': ['error', {disallowTypeAnnotations: false, fixStyle: 'inline-type-imports'}],
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none'}],
      'no-var': 'error',
      'prefer-const': ['error', {destructuring: 'all'}],
      eqeqeq: 'error',
      'no-debugger': 'error',
      'no-fallthrough': 'error',
      'no-unreachable': 'error',
      'no-self-assign': 'error',
      'no-dupe-keys': 'error',
      'no-duplicate-case': 'error',
      'no-throw-literal': 'error',
    },
  },
  {
    files: ['runtime/**/*.ts', 'objects/**/*.ts', 'vm/**/*.ts', 'import/**/*.ts'],
    rules: {'@typescript-eslint/no-explicit-any': 'error'},
  },
);
