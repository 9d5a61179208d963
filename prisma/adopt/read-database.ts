import { generatedColumns } from '../../src/postgres/generated-columns.js';
import { type Introspection, introspect } from '../../src/postgres/introspect.js';
import { changeTable } from '../../src/postgres/live/change-table.js';
import { schemaAdvice } from '../../src/postgres/schema-advice.js';
import { blocksOf } from './blocks.js';
import { AdoptFailure } from './failure.js';
import { withoutRemarks, withReadonlyColumns } from './introspected-fields.js';
import { withModelNames } from './model-names.js';

/** Reads the tables of a database as a Prisma schema. Throws AdoptFailure if it cannot be read. */
export async function readDatabase(url: string): Promise<Introspection> {
  try {
    const { schema, warnings } = await introspect(url);
    const generated = await generatedColumns(url);
    return {
      schema: withModelNames(
        withReadonlyColumns(withoutRemarks(withoutChangeTable(schema)), generated),
      ),
      warnings,
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : error;
    throw new AdoptFailure(`the database cannot be read: ${reason}`);
  }
}

/** Removes the table with the changes of live tables, which has no API. Models refer to no column of it. */
function withoutChangeTable(schema: string): string {
  const block = blocksOf(schema).find(({ name }) => name === changeTable);
  if (!block) return schema;
  const [from, to] = block.lines;
  return schema
    .split('\n')
    .filter((_, line) => line < from || line > to)
    .join('\n');
}

/** Warnings about missing indexes and collations of a database, a line each. */
export async function databaseWarnings(url: string): Promise<string[]> {
  const { indexes, collations } = await schemaAdvice(url);
  const lines = indexes.map(
    (statement) => `pages from the second end of a join table have no index: ${statement}`,
  );
  if (collations.length > 0)
    lines.push(
      `not COLLATE "C", so sorted by the database's locale, which is slower and differs between machines: ${collations.join(', ')}`,
    );
  return lines;
}
