import { GraphQLError } from 'graphql';

/** The codes of a caller's mistakes, in the order in which they are reported where one call makes several. */
const mistakes = ['BAD_USER_INPUT', 'WRONG_TYPE', 'NOT_FOUND'] as const;

/** The code of a caller's mistake: `extensions.code`. */
export type Mistake = (typeof mistakes)[number];

/** Where the mistake is. */
export interface Place {
  /** A path such as `input.publicationIds`. */
  readonly argument: string;
  /** The IDs at fault, as they were sent, each once. */
  readonly ids?: readonly string[];
}

/** An error for the caller to see, with `extensions.code`, `argument` and, where given, `ids`. */
export function mistake(code: Mistake, message: string, { argument, ids }: Place): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code, argument, ...(ids && { ids: [...new Set(ids)] }) },
  });
}

/** A value that is not what its argument may be. */
export function badUserInput(message: string, place: Place): GraphQLError {
  return mistake('BAD_USER_INPUT', message, place);
}

/** Rows that a mutation names and that do not exist. */
export function notFound(place: Place & { readonly ids: readonly string[] }): GraphQLError {
  return mistake('NOT_FOUND', `${place.argument} names what does not exist`, place);
}

/** Collects the mistakes of one call, so that the gravest is reported and not the one met first. */
export class Mistakes {
  readonly #found: GraphQLError[] = [];

  /** Runs a check and returns its result, or keeps the mistake it throws and returns undefined. */
  check<Result>(check: () => Result): Result | undefined {
    try {
      return check();
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      this.#found.push(error);
      return undefined;
    }
  }

  /** Throws the first mistake of the first code in the order above, if there is any. */
  throwFirst(): void {
    for (const code of mistakes) {
      const first = this.#found.find((error) => error.extensions.code === code);
      if (first) throw first;
    }
  }
}

/** Runs every check and returns their results by name. Throws the gravest mistake; of equals, the first as listed. */
export function checkAll<Results extends object>(
  checks: { [Name in keyof Results]: () => Results[Name] },
): Results {
  const found = new Mistakes();
  // Object.entries forgets which check belongs to which name; each result goes back under its own.
  const results = Object.entries(checks).map(([name, check]) => [
    name,
    found.check(check as () => unknown),
  ]);
  found.throwFirst();
  return Object.fromEntries(results) as Results;
}
