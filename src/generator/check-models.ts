import { omitIt } from './problems.js';
import type { Source } from './source.js';

/** Adds a problem for each model that the API cannot have. */
export function checkModels({ models, problems }: Source, views: ReadonlySet<string>): void {
  for (const { name, kept, schema } of models.values()) {
    if (!kept) continue;
    if (views.has(name)) {
      problems.add(name, 'a view has no key to identify its rows', omitIt);
    } else if (schema !== null) {
      problems.add(
        name,
        `\`@@schema("${schema}")\` is not supported, as all tables are in one schema`,
        omitIt,
      );
    }
  }
}
