import { checkAll } from '../errors.js';
import { checkText } from '../kinds/text.js';
import type { InputFields } from './builder.js';
import type { NodeType } from './node-type.js';

/** The input fields for the texts of `node`, all of them required. */
export function textInputs(t: InputFields, node: NodeType) {
  return Object.fromEntries(
    Object.entries(node.fields).map(([field, { description, maximum }]) => [
      field,
      t.string({
        required: true,
        description: `${description} 1 to ${maximum} characters, kept as they are.`,
      }),
    ]),
  );
}

/** Checks the texts of `node` in a mutation's input and returns them alone. Throws BAD_USER_INPUT for the first that cannot be. */
export function checkTexts(
  node: NodeType,
  input: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const checks = Object.entries(node.fields).map(([field, text]) => [
    field,
    () => checkText(String(input[field]), text, `input.${field}`),
  ]);
  return checkAll<Record<string, string>>(Object.fromEntries(checks));
}
