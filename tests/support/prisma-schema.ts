import { getDMMF } from '@prisma/get-dmmf';
import { SchemaError } from '../../src/generator/problems.js';
import { type ReadModel, readModel } from '../../src/generator/read-model.js';

const datasource = 'datasource db {\n  provider = "postgresql"\n}\n';

/** Reads a Prisma schema as `prisma generate` does; `text` may leave the datasource out. */
export function readPrismaSchema(text: string): ReadModel {
  const schema = text.includes('datasource ') ? text : `${datasource}${text}`;
  const document = getDMMF({ datamodel: schema });
  if (!('datamodel' in document)) throw document.error;
  const [, provider = ''] = /^\s*provider\s*=\s*"(\w+)"/m.exec(schema) ?? [];
  return readModel({ datamodel: document.datamodel, text: schema, provider });
}

/** The lines of the error for a Prisma schema; none if it can be read. */
export function schemaProblems(text: string): readonly string[] {
  try {
    readPrismaSchema(text);
  } catch (error) {
    if (error instanceof SchemaError) return error.lines;
    throw error;
  }
  return [];
}
