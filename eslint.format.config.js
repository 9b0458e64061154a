'use strict';

/**
 * How the code is set: blanks, indents, quotes, brackets. Where lines break is the author's choice, which is why no program that breaks lines does this.
 * `npm run check` reports what departs from it, `npm run format` puts it right.
 */
const tseslint = require('typescript-eslint');

module.exports = [
  {ignores: ['build/**', 'node_modules/**', '**/generated/**']},
  {
    files: ['runtime/**/*.ts', 'objects/**/*.ts', 'vm/**/*.ts', 'import/**/*.ts', 'scripts/**/*.ts', 'tests/**/*.ts'],
    languageOptions: {parser: tseslint.parser},
    linterOptions: {reportUnusedDisableDirectives: 'off'},
    rules: {
      'array-bracket-spacing': 'error',
      'arrow-spacing': 'error',
      'block-spacing': 'error',
      'brace-style': ['error', '1tbs', {allowSingleLine: true}],
      'comma-spacing': 'error',
      'comma-style': 'error',
      'computed-property-spacing': 'error',
      'eol-last': 'error',
      indent: ['error', 2, {SwitchCase: 1}],
      'key-spacing': ['error', {mode: 'minimum'}],
      'keyword-spacing': 'error',
      'linebreak-style': 'error',
      'no-multiple-empty-lines': ['error', {max: 1, maxBOF: 0, maxEOF: 0}],
      'no-tabs': 'error',
      'no-trailing-spaces': 'error',
      'no-whitespace-before-property': 'error',
      'object-curly-spacing': ['error', 'never'],
      'padded-blocks': ['error', 'never'],
      quotes: ['error', 'single', {avoidEscape: true, allowTemplateLiterals: true}],
      'rest-spread-spacing': 'error',
      semi: 'error',
      'semi-spacing': 'error',
      'space-before-blocks': 'error',
      'space-in-parens': 'error',
      'space-infix-ops': 'error',
      'space-unary-ops': 'error',
      'spaced-comment': ['error', 'always', {markers: ['/']}],
      'switch-colon-spacing': 'error',
      'template-curly-spacing': 'error',
    },
  },
];
