import { getDMMF } from '@prisma/get-dmmf';
import { SchemaError } from '../../src/generator/problems.js';
import { type PrismaSchema, type ReadModel, readModel } from '../../src/generator/read-model.js';
import { AdoptFailure } from './failure.js';

/**
 * Reads a Prisma schema in several files, each a path and a text, as `prisma generate` does. Throws AdoptFailure with a line for
 * each problem.
 */
export function checkModels(files: readonly (readonly [string, string])[]): ReadModel {
  const document = getDMMF({ datamodel: files.map(([path, text]) => [path, text]) });
  if (!('datamodel' in document)) throw new AdoptFailure(linesOf(document.error).join('\n'));
  const text = files.map(([, each]) => each).join('\n');
  const read = readOrFail({ datamodel: document.datamodel, text, provider: 'postgresql' });
  if (read.model.tables.length === 0)
    throw new AdoptFailure('it has no model for the API: add one');
  return read;
}

function readOrFail(schema: PrismaSchema): ReadModel {
  try {
    return readModel(schema);
  } catch (error) {
    throw error instanceof SchemaError ? new AdoptFailure(error.message) : error;
  }
}

/** The lines of a message of Prisma's validation, each with its place: `schema.prisma:5: Type "Foo" is …`. */
function linesOf(error: unknown): string[] {
  const raw = error instanceof Error ? error.message : String(error);
  const message = messageOf(raw).replaceAll(
    new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g'),
    '',
  );
  const found = [...message.matchAll(/^error: (.*)\n\s*-->\s*(\S+:\d+)/gm)];
  if (found.length === 0) return [message.split('\n')[0] ?? message];
  return found.map(([, what, place]) => `${place}: ${what?.replace(/^Error validating: /, '')}`);
}

/** The message of an error that Prisma's WebAssembly throws, which is JSON. */
function messageOf(raw: string): string {
  try {
    const { message } = JSON.parse(raw) as { message?: unknown };
    return typeof message === 'string' ? message : raw;
  } catch {
    return raw;
  }
}
