import type { InputRef } from '@pothos/core';
import { type End, hasLinkColumns } from '../model/tables.js';
import { fieldNames, typeNames } from '../naming.js';
import type { Builder, InputFields } from './builder.js';
import { type LinkColumnInputs, needsValues } from './link-column-inputs.js';
import { linkColumnsInput } from './link-input.js';
import { type NamedRowInputs, namingColumns } from './named-row-inputs.js';
import type { Input } from './value-inputs.js';

const { add, remove, set, link, links } = fieldNames;

/** The input fields for changes of the links of a row, one for each end of its table. */
export function linkChangeInputs(
  t: InputFields,
  builder: Builder,
  inputs: LinkColumnInputs,
  names: NamedRowInputs,
  ends: readonly End[],
) {
  return Object.fromEntries(
    ends.map((end) => [
      end.field,
      t.field({
        type: changeInput(builder, inputs, names, end),
        description: `Changes of the links of the ${end.owner.one} to ${end.field}. Default: none.`,
      }),
    ]),
  );
}

/** Adds to the schema the input `ArticlePublicationsChangeInput`. */
function changeInput(
  builder: Builder,
  inputs: LinkColumnInputs,
  names: NamedRowInputs,
  end: End,
): InputRef<Input> {
  const { owner, field, singular, link: linkOfEnd } = end;
  const input = builder.inputType(typeNames.linksChange(owner.name, field), {
    description: `Changes of the links of the ${owner.one} to ${field}: \`${add}\` and \`${remove}\`, or \`${set}\`.`,
    fields: (t) => ({
      [add]: t.idList({
        description: `The IDs of ${field} to link. Existing links are kept${linkOfEnd ? ', with their columns' : ''}.`,
      }),
      ...(namingColumns(end.target).length > 0 && names.addByInput(t, end)),
      [remove]: t.idList({
        description: `The IDs of ${field} to unlink. The ${field} themselves are not deleted.`,
      }),
      [set]: t.idList({
        description: `The IDs of all ${field} that are linked afterwards. Links that are kept are not rewritten. Not with \`${add}\` or \`${remove}\`.`,
      }),
      ...(hasLinkColumns(end) && {
        ...linkColumnsInput(t, end, inputs, false),
        [links]: t.field({
          type: [inputs.ofSingle(end)],
          description:
            `More of the ${field} to \`${add}\` or to \`${set}\`, each with the columns of its link. An ID must not be in that list too, or twice here. Without \`${set}\`, they are added. ${needsValues(linkOfEnd) ? `Required for a ${singular} without \`${link}\`.` : ''}`.trim(),
        }),
      }),
    }),
  });
  // The fields are known only at run time, so TypeScript cannot infer the shape.
  return input as unknown as InputRef<Input>;
}
