import type { InputFieldMap, InputRef } from '@pothos/core';
import type { Link } from '../model/link.js';
import type { LinkedEnd } from '../model/tables.js';
import { fieldNames, typeNames } from '../naming.js';
import type { Builder, InputFields } from './builder.js';
import { type Input, inputsOf, isRequired, valueInputs } from './value-inputs.js';
import type { ValueTypes } from './value-types.js';

/** Whether the input of a new link has required columns. */
export const needsValues = (link: Link | undefined): boolean =>
  link !== undefined && inputsOf(link).some(isRequired);

/** The inputs for columns of links of a schema, each added when it is first needed. */
export class LinkColumnInputs {
  readonly #builder: Builder;
  readonly #values: ValueTypes;
  readonly #columns = new Map<Link, InputRef<Input>>();
  readonly #singles = new Map<LinkedEnd, InputRef<Input>>();

  constructor(builder: Builder, values: ValueTypes) {
    this.#builder = builder;
    this.#values = values;
  }

  /** The input `EnrolmentInput`: the columns of new links. Undefined where none of them is an input. */
  ofLink(link: Link): InputRef<Input> | undefined {
    const columns = inputsOf(link);
    if (columns.length === 0) return undefined;
    const known = this.#columns.get(link);
    if (known) return known;
    const added = this.#add(
      typeNames.input(link.name),
      `The columns of a new ${link.one}. ${link.description}`,
      (t) => valueInputs(t, columns, link.one, this.#values, isRequired),
    );
    this.#columns.set(link, added);
    return added;
  }

  /** The input `UserCourseLinkInput`: a target with the columns of its new link. */
  ofSingle(end: LinkedEnd): InputRef<Input> {
    const known = this.#singles.get(end);
    if (known) return known;
    const { owner, field, singular, link } = end;
    const name = typeNames.linkInput(owner.name, singular);
    const added = this.#add(
      name,
      `One of the ${field} to link to the ${owner.one}, with the columns of the new ${link.one}. An omitted column has its value in \`link\`, or its default.`,
      (t) => ({
        [fieldNames.id(singular)]: t.id({
          required: true,
          description: `The ID of the ${singular}.`,
        }),
        ...valueInputs(t, inputsOf(link), link.one, this.#values, () => false),
      }),
    );
    this.#singles.set(end, added);
    return added;
  }

  #add(
    name: string,
    description: string,
    fields: (t: InputFields) => InputFieldMap,
  ): InputRef<Input> {
    // The fields are known only at run time, so TypeScript cannot infer the shape.
    return this.#builder.inputType(name, { description, fields }) as unknown as InputRef<Input>;
  }
}
