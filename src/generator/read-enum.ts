import type { DMMF } from '@prisma/generator-helper';
import type { EnumModel } from '../engine/model/enum.js';
import { readAnnotations } from './annotations.js';
import type { Problems } from './problems.js';

/** GraphQL reserves these names. */
const reserved = ['true', 'false', 'null'];

/** Reads an enum. */
export function readEnum(declared: DMMF.DatamodelEnum, problems: Problems): EnumModel {
  const { description } = readAnnotations(declared.documentation, declared.name, 'enum', problems);
  return {
    name: declared.name,
    type: declared.dbName ?? declared.name,
    ...(description && { description }),
    values: declared.values.map((value) => {
      const place = `${declared.name}.${value.name}`;
      if (reserved.includes(value.name) || !/^[A-Za-z]\w*$/.test(value.name)) {
        problems.add(
          place,
          'GraphQL allows no enum value of that name',
          `rename it, with \`@map("${value.dbName ?? value.name}")\` for the database`,
        );
      }
      // The comment is missing in Prisma's types.
      const comment = (value as { documentation?: string }).documentation;
      const notes = readAnnotations(comment, place, 'enum', problems);
      return {
        name: value.name,
        value: value.dbName ?? value.name,
        ...(notes.description && { description: notes.description }),
      };
    }),
  };
}
