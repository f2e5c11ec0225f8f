import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';

/**
 * The way of a submission through the program, from the ground up. A folder may import itself and what stands
 * before it here. `judge` and `run` stand side by side and do not know each other.
 */
const layers = {
  spec: [],
  submission: ['spec'],
  intake: ['submission', 'spec'],
  capture: ['spec'],
  network: ['capture', 'submission', 'spec'],
  run: ['network', 'capture', 'submission', 'spec'],
  judge: ['capture', 'submission', 'spec'],
  verify: ['judge', 'run', 'network', 'capture', 'submission', 'spec'],
  draft: ['judge', 'run', 'network', 'capture', 'submission', 'spec'],
  batch: ['intake', 'judge', 'run', 'network', 'capture', 'submission', 'spec'],
  gradebook: ['batch', 'intake', 'judge', 'run', 'network', 'capture', 'submission', 'spec'],
  report: ['verify', 'draft', 'judge', 'capture', 'submission', 'spec'],
  commands: [
    'report',
    'verify',
    'draft',
    'gradebook',
    'batch',
    'intake',
    'judge',
    'run',
    'network',
    'capture',
    'submission',
    'spec',
  ],
};

const zones = Object.entries(layers).map(([folder, below]) => ({
  target: `./harness/${folder}`,
  from: './harness',
  except: [folder, ...below].map((name) => `./${name}`),
  message: `harness/${folder} may import only ${below.map((name) => `harness/${name}`).join(', ') || 'itself'} (docs/architecture.md).`,
}));

export default tseslint.config(
  { ignores: ['dist/**', 'submissions/**', 'assignments/**', 'test/fixtures/**', '**/*.generated.ts'] },
  {
    files: ['**/*.ts', '**/*.tsx', 'harness/report/html/browser/*.js'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    plugins: { 'import-x': importX },
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    settings: {
      'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts', '.tsx', '.js'] })],
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import-x/extensions': ['.ts', '.tsx', '.js'],
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/consistent-type-definitions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'error',
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 45, skipBlankLines: true, skipComments: true }],
      complexity: ['error', 14],
    },
  },
  {
    files: ['test/**/*.ts', '**/*.test.ts'],
    rules: { 'max-lines-per-function': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
);
