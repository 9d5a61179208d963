import { unnamedBreakingChanges } from './breaking-changes.js';

const problems = await unnamedBreakingChanges('.');
if (problems.length > 0) {
  console.error('CHANGELOG.md must name these breaking changes of schema.graphql in "Unreleased":');
  for (const problem of problems) console.error(`- ${problem}`);
  process.exitCode = 1;
}
