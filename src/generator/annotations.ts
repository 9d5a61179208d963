import type { Problems } from './problems.js';

/** The content of a `///` comment: a description, and annotations in lines of their own. */
export interface Annotations {
  /** The comment without its annotations. */
  readonly description?: string;
  readonly omit: boolean;
  readonly readonly: boolean;
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' };
  readonly many?: string;
  readonly singular?: string;
  readonly end?: string;
  /** The connection whose order the column holds: its name, or '' where the annotation does not name one. */
  readonly position?: string;
  readonly live: boolean;
  readonly symmetric: boolean;
}

/** The kinds of places with comments: each allows other annotations. */
export type CommentedPlace =
  | 'model'
  | 'model of links'
  | 'key'
  | 'key of links'
  | 'column'
  | 'column of links'
  | 'list of rows'
  | 'list of links'
  | 'to-one'
  | 'to-one of links'
  | 'other side of to-one'
  | 'enum';

interface Annotation {
  /** The text after its name. */
  readonly argument: RegExp;
  /** An example, for the error for another argument. */
  readonly form: string;
  readonly allowed: readonly CommentedPlace[];
  /** The allowed places, for the error at another one. */
  readonly place: string;
}

const nothing = /^$/;
const word = /^([A-Za-z]\w*)$/;

/** Every annotation. */
const annotations = {
  orderBy: {
    argument: /^([A-Za-z]\w*)(?:\s+(asc|desc))?$/,
    form: '@orderBy field` or `@orderBy field desc',
    allowed: ['model'],
    place: 'above a model with an API of its own',
  },
  many: {
    argument: word,
    form: '@many people',
    allowed: ['model'],
    place: 'above a model with an API of its own',
  },
  singular: {
    argument: word,
    form: '@singular person',
    allowed: ['list of rows', 'list of links'],
    place: 'above a field that lists rows of a model',
  },
  omit: {
    argument: nothing,
    form: '@omit',
    allowed: [
      ...([
        'model',
        'model of links',
        'column',
        'column of links',
        'list of rows',
        'list of links',
      ] as const),
      ...(['to-one', 'to-one of links', 'other side of to-one'] as const),
    ],
    place: 'above a model, or above a field other than the key',
  },
  readonly: {
    argument: nothing,
    form: '@readonly',
    allowed: ['model', 'key', 'column', 'column of links', 'to-one'],
    place: 'above a model, a column or a to-one relation',
  },
  end: {
    argument: word,
    form: '@end courses',
    allowed: ['list of links'],
    place: 'above a field that lists the links of a many-to-many relation',
  },
  position: {
    argument: /^([A-Za-z]\w*)?$/,
    form: '@position` or `@position courses',
    allowed: ['column of links'],
    place: 'above a column of the links of a many-to-many relation',
  },
  live: {
    argument: nothing,
    form: '@live',
    allowed: ['model', 'list of rows', 'list of links'],
    place: 'above a model with an API of its own, or above a list of a many-to-many relation',
  },
  symmetric: {
    argument: nothing,
    form: '@symmetric',
    allowed: ['list of rows'],
    place:
      'above a list of a many-to-many relation of a model with itself, without a model of its links',
  },
} as const satisfies Readonly<Record<string, Annotation>>;

type AnnotationName = keyof typeof annotations;

/** The names of all annotations. */
export const annotationNames: readonly string[] = Object.keys(annotations);

const names = annotationNames.map((name) => `@${name}`);

/** Reads the comment of `place`, which is of this kind, and adds its mistakes to `problems`. */
export function readAnnotations(
  comment: string | undefined,
  place: string,
  kind: CommentedPlace,
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
    const { argument, form, allowed }: Annotation = annotations[name];
    const match = argument.exec(rest.trim());
    if (!allowed.includes(kind)) {
      addMisplaced(name, place, problems);
    } else if (!match) {
      problems.add(place, `\`@${name}${rest}\` is not valid`, `write \`${form}\``);
    } else if (found.has(name)) {
      problems.add(place, `@${name} is repeated`, 'keep one');
    } else {
      found.set(name, match);
    }
  }
  const description = text.join('\n').trim();
  const [, field, direction] = found.get('orderBy') ?? [];
  const argumentOf = (name: AnnotationName) => found.get(name)?.[1];
  return {
    ...(description && { description }),
    omit: found.has('omit'),
    readonly: found.has('readonly'),
    live: found.has('live'),
    ...(field && { orderBy: { field, direction: direction === 'desc' ? 'DESC' : 'ASC' } }),
    ...pick('many', argumentOf('many')),
    ...pick('singular', argumentOf('singular')),
    ...pick('end', argumentOf('end')),
    ...(found.has('position') && { position: argumentOf('position') ?? '' }),
    symmetric: found.has('symmetric'),
  };
}

/** Adds that an annotation is not allowed at `place`. */
export function addMisplaced(name: AnnotationName, place: string, problems: Problems): void {
  problems.add(place, `@${name} is not allowed here`, `it belongs ${annotations[name].place}`);
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
