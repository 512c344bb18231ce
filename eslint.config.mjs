import js from '@eslint/js';
import next from '@next/eslint-plugin-next';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importZones } from './scripts/lint/import-zones.mjs';

const everything = ['**/*.{ts,tsx,mts,mjs}'];
const typed = ['**/*.{ts,tsx,mts}'];
const tests = ['tests/**', 'jest.config.mjs', 'playwright.config.ts'];

/** Where `process.env` may be read: the parser, tools that run outside the hub, and what Next itself sets. */
const mayReadEnvironment = ['lib/env.ts', 'scripts/**', '*.config.{mjs,ts}', 'instrumentation.ts', ...tests];

export default defineConfig(
  globalIgnores([
    '.next/**',
    'lib/db/generated/**',
    'coverage/**',
    'test-results/**',
    'playwright-report/**',
    'next-env.d.ts',
  ]),
  { files: everything, ...js.configs.recommended },
  { files: typed, extends: [tseslint.configs.recommendedTypeChecked] },
  {
    files: typed,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-imports': [
        'error',
        { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // Our interfaces are closures, not classes: their methods have no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // An async function that does not wait is how an interface's promise is kept by an implementation in memory.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allow: ['bigint'] },
      ],
    },
  },
  {
    files: everything,
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ alwaysTryTypes: true })] },
    rules: {
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'The environment is read in lib/env.ts only.' },
      ],
      'no-undef': 'off',
      // Input checks name control characters on purpose.
      'no-control-regex': 'off',
      'import-x/no-cycle': ['error', { ignoreExternal: true }],
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones: importZones }],
    },
  },
  {
    // Most of these compile what they read: that is for what people are served.
    files: ['components/**', 'app/**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: ['**/*.tsx', 'components/**', 'app/**'],
    plugins: { 'react-hooks': reactHooks, '@next/next': next },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'warn',
      ...next.configs.recommended.rules,
      ...next.configs['core-web-vitals'].rules,
      // Results are private files behind a session, which an image optimizer could not fetch.
      '@next/next/no-img-element': 'off',
      // A plain link is right where prefetching the start page would only cost.
      '@next/next/no-html-link-for-pages': 'off',
    },
  },
  {
    files: ['app/**', 'components/**', 'lib/**', 'middleware.ts', 'instrumentation.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 70, skipComments: true }], 'max-lines': ['error', 400] },
  },
  { files: mayReadEnvironment, rules: { 'no-restricted-properties': 'off' } },
  { files: ['scripts/**', 'playwright.config.ts', 'tests/**'], rules: { 'no-console': 'off' } },
  {
    files: ['tests/**'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      'max-lines-per-function': 'off',
    },
  },
);
