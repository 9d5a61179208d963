/** The files that belong to the sample. A folder includes all files in it. */
export const sampleFiles: readonly string[] = [
  'examples/clients',
  'examples/operations',
  'releases',
  'src/sample/graphiql-tabs.ts',
  'src/sample/sample-data.ts',
  'src/schema/article.ts',
  'src/schema/publication.ts',
  'tests/browser',
  'tests/clients',
  'tests/conformance',
  'tests/conformance.test.ts',
  'tests/contract',
  'tests/docs.test.ts',
  'tests/faults',
  'tests/package',
  'tests/prisma/adopt/adopt.test.ts',
  'tests/sample',
  'tests/schema.test.ts',
  'tests/server/start-as-root.test.ts',
  'tests/server/start-database-url.test.ts',
  'tests/server/start-log.test.ts',
  'tests/server/start-schema.test.ts',
  'tests/server/start-trouble.test.ts',
  'tests/server/start-trusted-documents.test.ts',
  'tests/server/start.test.ts',
  'tests/support/sample-data.ts',
];

/** The imports of the sample's files, by the file that has them. */
export const sampleImports: Readonly<Record<string, readonly string[]>> = {
  'src/schema/index.ts': ["import './article.js';\n", "import './publication.js';\n"],
};

/** `src/sample/index.ts` without a sample. */
export const noSample = `import type { Sample } from './sample.js';

/** Data and GraphiQL tabs that a new database starts with: there are none, and they may be added here. */
export const sample: Sample | undefined = undefined;
`;
