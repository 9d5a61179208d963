import type { InputRef } from '@pothos/core';
import type { Filter } from '../filters/filter-scope.js';
import type { MatchMode } from '../filters/filter-text.js';
import { typeNames } from '../naming.js';
import type { Builder } from './builder.js';
import type { RelationField } from './node-type.js';

/** The filters on single columns, which all types share. */
export interface ColumnFilters {
  readonly id: InputRef<Filter>;
  readonly text: InputRef<Filter>;
}

/** Adds `IDFilter`, `StringFilter` and `StringMatchMode` to the schema. */
export function columnFilters(builder: Builder): ColumnFilters {
  const mode = builder.enumType('StringMatchMode', {
    description: 'How texts are compared.',
    values: {
      SENSITIVE: { description: '`A` and `a` differ.' },
      INSENSITIVE: {
        description: '`A` and `a` are the same: both sides in lower case, by the rules of Unicode.',
      },
    } satisfies Record<MatchMode, object>,
  });
  const id = builder.inputRef<Filter>('IDFilter').implement({
    description:
      'What the ID must be. All given fields must hold. The ID of a row that does not exist matches nothing.',
    fields: (t) => ({
      equals: t.id({ description: 'It is this one.' }),
      not: t.id({ description: 'It is any but this one.' }),
      in: t.idList({
        description: 'It is one of these; of none, if the list is empty. At most 10,000.',
      }),
      notIn: t.idList({
        description:
          'It is none of these, which holds for all if the list is empty. At most 10,000.',
      }),
    }),
  });
  const text = builder.inputRef<Filter>('StringFilter').implement({
    description:
      'What a text must be. All given fields must hold. `%`, `_` and `\\` are plain characters.',
    fields: (t) => ({
      equals: t.string({ description: 'It is this text.' }),
      not: t.string({ description: 'It is any but this text.' }),
      in: t.stringList({ description: 'It is one of these texts; of none, if the list is empty.' }),
      notIn: t.stringList({
        description: 'It is none of these texts, which holds for all if the list is empty.',
      }),
      startsWith: t.string({ description: 'It begins with this.' }),
      endsWith: t.string({ description: 'It ends with this.' }),
      contains: t.string({ description: 'It has this somewhere.' }),
      lt: t.string({ description: 'It comes before this, by code point.' }),
      lte: t.string({ description: 'It comes before this or is this, by code point.' }),
      gt: t.string({ description: 'It comes after this, by code point.' }),
      gte: t.string({ description: 'It comes after this or is this, by code point.' }),
      mode: t.field({
        type: mode,
        defaultValue: 'SENSITIVE',
        description: 'How all of the fields beside it compare.',
      }),
    }),
  });
  return { id, text };
}

/** Adds `…Filter` of an entity to the schema, with a field for each of `texts` and each of `relations`. */
export function nodeFilter(
  builder: Builder,
  columns: ColumnFilters,
  name: string,
  many: string,
  texts: readonly string[],
  relations: ReadonlyMap<string, RelationField>,
): InputRef<Filter> {
  const filter = builder.inputRef<Filter>(typeNames.filter(name));
  return filter.implement({
    description: `Which ${many} to take. All given fields must hold, for the same row. An empty object takes every one; an explicit null is an error.`,
    fields: (t) => ({
      AND: t.field({
        type: [filter],
        description: 'All of these hold, which is so for an empty list.',
      }),
      OR: t.field({
        type: [filter],
        description: 'At least one of these holds, which no row does for an empty list.',
      }),
      NOT: t.field({ type: filter, description: 'This does not hold.' }),
      id: t.field({ type: columns.id, description: 'What the ID must be.' }),
      ...Object.fromEntries(
        texts.map((field) => [
          field,
          t.field({ type: columns.text, description: `What the ${field} must be.` }),
        ]),
      ),
      ...Object.fromEntries(
        [...relations].map(([field, relation]) => [
          field,
          t.field({ type: relation.filter, description: relation.filterDescription }),
        ]),
      ),
    }),
  });
}
