import type { InputRef } from '@pothos/core';
import type { Filter } from '../filters/filter-scope.js';
import type { Link } from '../model/link.js';
import {
  hasLinkColumns,
  type LinkedEnd,
  type ListRelation,
  listsOf,
  type Table,
} from '../model/tables.js';
import { fieldNames, typeNames } from '../naming.js';
import { countColumn } from '../sql/related-counts.js';
import type { Builder, InputFields } from './builder.js';
import { ColumnFilterInputs, idFilter } from './column-filter-inputs.js';
import type { ValueTypes } from './value-types.js';

/** The inputs for filters of a schema. Each is added when it is first used. */
export class FilterInputs {
  readonly #builder: Builder;
  readonly #columns: ColumnFilterInputs;
  readonly #id: InputRef<Filter>;
  readonly #links = new Map<Link, InputRef<Filter>>();
  readonly #nodes = new Map<string, InputRef<Filter>>();
  readonly #lists = new Map<string, InputRef<Filter>>();
  readonly #toOnes = new Map<string, InputRef<Filter>>();

  constructor(builder: Builder, values: ValueTypes) {
    this.#builder = builder;
    this.#columns = new ColumnFilterInputs(builder, values);
    this.#id = idFilter(builder);
  }

  /** The input `…Filter` of a table, with a field for each of its columns and relations. */
  ofTable(table: Table): InputRef<Filter> {
    const known = this.#nodes.get(table.name);
    if (known) return known;
    const filter = this.#builder.inputRef<Filter>(typeNames.filter(table.name));
    // Before its fields are made, because relations are circular.
    this.#nodes.set(table.name, filter);
    return filter.implement({
      description: `Conditions on ${table.many}, which must all hold for the same row. An empty object matches every row; an explicit null is an error.`,
      fields: (t) => ({ ...combinations(t, filter), ...this.#rowFields(t, table) }),
    });
  }

  /** The input `…Filter` of an end whose links have columns: that of the target's table, with conditions on the link. */
  ofEnd({ owner, field, target, link }: LinkedEnd): InputRef<Filter> {
    const filter = this.#builder.inputRef<Filter>(
      typeNames.filter(typeNames.end(owner.name, field)),
    );
    return filter.implement({
      description: `Conditions on the ${field} of one ${owner.one}, and on its links to them, which must all hold for the same link. An empty object matches every one; an explicit null is an error.`,
      fields: (t) => ({
        ...combinations(t, filter),
        [fieldNames.link]: t.field({
          type: this.#ofLink(link),
          description: `Conditions on the ${link.one}.`,
        }),
        ...this.#rowFields(t, target),
      }),
    });
  }

  /** The input `…Filter` of links, with a field for each of their columns. */
  #ofLink(link: Link): InputRef<Filter> {
    const known = this.#links.get(link);
    if (known) return known;
    const filter = this.#builder.inputRef<Filter>(typeNames.filter(link.name));
    this.#links.set(link, filter);
    return filter.implement({
      description: `Conditions on a link, one ${link.one}, which must all hold. An empty object matches every link; an explicit null is an error.`,
      fields: (t) => ({
        ...combinations(t, filter),
        ...this.#columns.fieldsOf(t, link.fields),
      }),
    });
  }

  #rowFields(t: InputFields, table: Table) {
    return {
      id: t.field({ type: this.#id, description: 'A condition on the ID.' }),
      ...this.#columns.fieldsOf(t, table.fields),
      ...this.#listFields(t, table),
      ...this.#toOneFields(t, table),
    };
  }

  #listFields(t: InputFields, table: Table) {
    return Object.fromEntries(
      listsOf(table).map((relation) => [
        relation.field,
        t.field({
          type: this.#ofList(relation),
          description: `Conditions on the ${relation.field} of the ${table.one}.`,
        }),
      ]),
    );
  }

  #toOneFields(t: InputFields, { foreignKeyRelations, one }: Table) {
    return Object.fromEntries(
      [...foreignKeyRelations.values()].flatMap((relation) => {
        if (relation.side === 'list') return [];
        const { field, target, nullable } = relation;
        const type = this.#ofToOne(target, nullable);
        const description = `Conditions on the ${field} of the ${one}.`;
        return [[field, t.field({ type, description })]];
      }),
    );
  }

  /** The input `…ToOneFilter` of a table, for to-one fields. */
  #ofToOne(target: Table, nullable: boolean): InputRef<Filter> {
    const name = typeNames.toOneFilter(target.name, nullable);
    const known = this.#toOnes.get(name);
    if (known) return known;
    const type = this.ofTable(target);
    const { one } = target;
    const added = this.#builder.inputRef<Filter>(name).implement({
      description: `Conditions on the related ${one}, which must all hold.`,
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
    this.#toOnes.set(name, added);
    return added;
  }

  /** The input `…ListFilter` of a relation: that of the target's table, or of the end if its links have columns. */
  #ofList(relation: ListRelation): InputRef<Filter> {
    const { target, field } = relation;
    const end = hasLinkColumns(relation) ? relation : undefined;
    const name = end ? typeNames.end(end.owner.name, field) : target.name;
    const known = this.#lists.get(name);
    if (known) return known;
    const type = this.ofTable(target);
    const count = this.#columns.of(countColumn);
    const added = this.#builder.inputRef<Filter>(typeNames.listFilter(name)).implement({
      description: end
        ? `Conditions on the ${field} of the ${end.owner.one}, which must all hold. With \`link\`, only links that match it count for the others; \`link\` alone is as with \`some: {}\`.`
        : `Conditions on the related ${target.many}, which must all hold.`,
      fields: (t) => ({
        ...(end && {
          [fieldNames.link]: t.field({
            type: this.#ofLink(end.link),
            description: 'Only links that match this count.',
          }),
        }),
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
        ...(count && {
          [fieldNames.count]: t.field({
            type: count,
            description: `A condition on their number${end ? ': with `link`, on the number of links that match it' : ''}.`,
          }),
        }),
      }),
    });
    this.#lists.set(name, added);
    return added;
  }
}

/** The fields that combine filters of one type. */
function combinations(t: InputFields, filter: InputRef<Filter>) {
  return {
    AND: t.field({
      type: [filter],
      description: 'All of these hold. An empty list matches every row.',
    }),
    OR: t.field({
      type: [filter],
      description: 'At least one of these holds. An empty list matches no row.',
    }),
    NOT: t.field({ type: filter, description: 'This does not hold.' }),
  };
}
