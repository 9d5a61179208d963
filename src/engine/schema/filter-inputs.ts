import type { InputRef } from '@pothos/core';
import type { Filter } from '../filters/filter-scope.js';
import { kindOf } from '../kinds/kinds.js';
import type { ColumnModel } from '../model/column.js';
import { listsOf, type Table } from '../model/tables.js';
import { typeNames } from '../naming.js';
import type { Builder, InputFields } from './builder.js';
import type { ValueTypes } from './value-types.js';

/** The inputs for filters of a schema, each added the first time that it is needed. */
export class FilterInputs {
  readonly #builder: Builder;
  readonly #values: ValueTypes;
  readonly #id: InputRef<Filter>;
  readonly #columns = new Map<string, InputRef<Filter>>();
  readonly #nodes = new Map<string, InputRef<Filter>>();
  readonly #lists = new Map<string, InputRef<Filter>>();
  readonly #references = new Map<string, InputRef<Filter>>();

  constructor(builder: Builder, values: ValueTypes) {
    this.#builder = builder;
    this.#values = values;
    this.#id = idFilter(builder);
  }

  /** The input `…Filter` of a table, with a field for each of its columns and relations. */
  ofTable(table: Table): InputRef<Filter> {
    const { name, many } = table;
    const known = this.#nodes.get(name);
    if (known) return known;
    const filter = this.#builder.inputRef<Filter>(typeNames.filter(name));
    // Before its fields are made: relations lead back here.
    this.#nodes.set(name, filter);
    return filter.implement({
      description: `Conditions on ${many}, which must all hold for the same row. An empty object matches every row; an explicit null is an error.`,
      fields: (t) => ({
        AND: t.field({
          type: [filter],
          description: 'All of these hold. An empty list matches every row.',
        }),
        OR: t.field({
          type: [filter],
          description: 'At least one of these holds. An empty list matches no row.',
        }),
        NOT: t.field({ type: filter, description: 'This does not hold.' }),
        id: t.field({ type: this.#id, description: 'A condition on the ID.' }),
        ...this.#columnFields(t, table),
        ...this.#listFields(t, table),
        ...this.#referenceFields(t, table),
      }),
    });
  }

  #columnFields(t: InputFields, { fields }: Table) {
    return Object.fromEntries(
      [...fields].flatMap(([name, column]) => {
        const type = this.#ofColumn(column);
        return type ? [[name, t.field({ type, description: `A condition on the ${name}.` })]] : [];
      }),
    );
  }

  #listFields(t: InputFields, table: Table) {
    return Object.fromEntries(
      listsOf(table).map(({ field, target }) => [
        field,
        t.field({
          type: this.#ofList(target),
          description: `Conditions on the ${field} of the ${table.one}.`,
        }),
      ]),
    );
  }

  #referenceFields(t: InputFields, { references, one }: Table) {
    return Object.fromEntries(
      [...references.values()].flatMap((reference) => {
        if (reference.side === 'list') return [];
        const { field, target, nullable } = reference;
        const type = this.#ofReference(target, nullable);
        const description = `Conditions on the ${field} of the ${one}.`;
        return [[field, t.field({ type, description })]];
      }),
    );
  }

  /** The input for filters on a column; undefined where there are none. */
  #ofColumn(column: ColumnModel): InputRef<Filter> | undefined {
    const kind = kindOf(column).filter;
    if (!kind) return undefined;
    const name = typeNames.columnFilter(kind.name(column), column.nullable);
    const known = this.#columns.get(name);
    if (known) return known;
    const type = this.#values.ofElement(column);
    const added = this.#builder.inputRef<Filter>(name).implement({
      description: kind.description,
      fields: (t) => ({
        ...Object.fromEntries(
          Object.entries(kind.operators).map(([operator, { takes, description }]) => [
            operator,
            takes === 'list'
              ? t.field({ type: [type], description })
              : t.field({ type, description }),
          ]),
        ),
        ...(column.nullable && {
          isNull: t.boolean({ description: 'Whether the value is null.' }),
        }),
        ...Object.fromEntries(
          Object.entries(kind.options ?? {}).map(([option, settings]) => [
            option,
            t.field({
              type: this.#values.ofOption(settings),
              defaultValue: settings.default,
              description: settings.description,
            }),
          ]),
        ),
      }),
    });
    this.#columns.set(name, added);
    return added;
  }

  /** The input `…ToOneFilter` of a table, for the fields that lead to one of its rows. */
  #ofReference(target: Table, nullable: boolean): InputRef<Filter> {
    const name = typeNames.toOneFilter(target.name, nullable);
    const known = this.#references.get(name);
    if (known) return known;
    const type = this.ofTable(target);
    const { one } = target;
    const added = this.#builder.inputRef<Filter>(name).implement({
      description: `Conditions on the related ${one}. All given fields must hold.`,
      fields: (t) => ({
        is: t.field({
          type,
          description: nullable
            ? `There is one and it matches. \`is: {}\` is "has one".`
            : 'It matches.',
        }),
        ...(nullable && { isNull: t.boolean({ description: `Whether there is none.` }) }),
      }),
    });
    this.#references.set(name, added);
    return added;
  }

  /** The input `…ListFilter` of a table, for the relations that lead to it. */
  #ofList(target: Table): InputRef<Filter> {
    const { name, many } = target;
    const known = this.#lists.get(name);
    if (known) return known;
    const type = this.ofTable(target);
    const added = this.#builder.inputRef<Filter>(typeNames.listFilter(name)).implement({
      description: `Conditions on the related ${many}, which must all hold.`,
      fields: (t) => ({
        some: t.field({
          type,
          description: 'At least one of them matches. `some: {}` matches rows that have any.',
        }),
        every: t.field({
          type,
          description: 'All of them match. This holds for rows that have none.',
        }),
        none: t.field({
          type,
          description: 'None of them matches. `none: {}` matches rows that have none.',
        }),
      }),
    });
    this.#lists.set(name, added);
    return added;
  }
}

function idFilter(builder: Builder): InputRef<Filter> {
  return builder.inputRef<Filter>('IDFilter').implement({
    description:
      'Conditions on an ID, which must all hold. The ID of a row that does not exist matches no row.',
    fields: (t) => ({
      equals: t.id({ description: 'Equal to this ID.' }),
      not: t.id({ description: 'Not equal to this ID.' }),
      in: t.idList({
        description: 'One of these IDs, at most 10,000. An empty list matches no row.',
      }),
      notIn: t.idList({
        description: 'None of these IDs, at most 10,000. An empty list matches every row.',
      }),
    }),
  });
}
