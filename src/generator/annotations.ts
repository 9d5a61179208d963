import type { Problems } from './problems.js';

/** What a `///` comment says: a description, and annotations in lines of their own. */
export interface Annotations {
  /** The comment without its annotations, word for word. */
  readonly description?: string;
  readonly omit: boolean;
  readonly readonly: boolean;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' };
  readonly many?: string;
  readonly singular?: string;
  readonly end?: string;
}

export type AnnotationName = 'orderBy' | 'many' | 'singular' | 'omit' | 'readonly' | 'end';

/** Each annotation's argument, and the place that it belongs to. */
const annotations: Readonly<
  Record<
    AnnotationName,
    { readonly argument: RegExp; readonly form: string; readonly place: string }
  >
> = {
  orderBy: {
    argument: /^([A-Za-z]\w*)(?:\s+(asc|desc))?$/,
    form: '@orderBy field` or `@orderBy field desc',
    place: 'above a model with an API of its own',
  },
  many: {
    argument: /^([A-Za-z]\w*)$/,
    form: '@many people',
    place: 'above a model with an API of its own',
  },
  singular: {
    argument: /^([A-Za-z]\w*)$/,
    form: '@singular person',
    place: 'above a field that lists rows of a model',
  },
  omit: {
    argument: /^$/,
    form: '@omit',
    place: 'above a model, or above a field other than the key',
  },
  readonly: {
    argument: /^$/,
    form: '@readonly',
    place: 'above a model, a column or a to-one relation',
  },
  end: {
    argument: /^([A-Za-z]\w*)$/,
    form: '@end courses',
    place: 'above a field that lists the links of a many-to-many relation',
  },
};

const names = Object.keys(annotations).map((name) => `@${name}`);

/** Reads the comment of `place`, where the annotations `allowed` may stand, and adds what is wrong to `problems`. */
export function readAnnotations(
  comment: string | undefined,
  place: string,
  allowed: readonly AnnotationName[],
  problems: Problems,
): Annotations {
  const text: string[] = [];
  const found = new Map<AnnotationName, RegExpExecArray>();
  for (const line of (comment ?? '').split('\n')) {
    const [, name, rest = ''] = /^\s*@([A-Za-z][\w.]*)(.*)$/.exec(line) ?? [];
    if (name === undefined) {
      text.push(line);
      continue;
    }
    if (!isAnnotation(name)) {
      problems.add(
        place,
        `@${name} is not an annotation`,
        `the annotations are ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
      );
      continue;
    }
    const { argument, form, place: belongs } = annotations[name];
    const match = argument.exec(rest.trim());
    if (!allowed.includes(name)) {
      problems.add(place, `@${name} does not belong here`, `it stands ${belongs}`);
    } else if (!match) {
      problems.add(place, `\`@${name}${rest}\` cannot be read`, `write \`${form}\``);
    } else if (found.has(name)) {
      problems.add(place, `@${name} stands here twice`, 'keep one');
    } else {
      found.set(name, match);
    }
  }
  const description = text.join('\n').trim();
  const [, field, direction] = found.get('orderBy') ?? [];
  const word = (name: AnnotationName) => found.get(name)?.[1];
  return {
    ...(description && { description }),
    omit: found.has('omit'),
    readonly: found.has('readonly'),
    ...(field && { orderBy: { field, direction: direction === 'desc' ? 'DESC' : 'ASC' } }),
    ...pick('many', word('many')),
    ...pick('singular', word('singular')),
    ...pick('end', word('end')),
  };
}

function isAnnotation(name: string): name is AnnotationName {
  return Object.hasOwn(annotations, name);
}

function pick<Name extends string>(
  name: Name,
  value: string | undefined,
): { [N in Name]?: string } {
  // TypeScript widens a computed key to an index signature.
  return value === undefined ? {} : ({ [name]: value } as { [N in Name]: string });
}
