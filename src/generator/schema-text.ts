import { omitIt, type Problems } from './problems.js';
import type { Source } from './source.js';

/** The views of a schema. Prisma passes them to generators as models. */
export function viewsOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/^\s*view\s+(\w+)/gm)].map(([, name = '']) => name));
}

/** Whether Prisma's client emulates foreign keys, so that the database has none. */
export function emulatesForeignKeys(text: string): boolean {
  return /^\s*relationMode\s*=\s*"prisma"/m.test(text);
}

/** Adds the problems of columns that Prisma does not pass to generators: of an `Unsupported` type, or with `@ignore`. */
export function checkUnseenColumns({ models, problems }: Source, text: string): void {
  let model: string | undefined;
  let comment = '';
  for (const line of text.split(/\r?\n/)) {
    const [, said] = /^\s*\/\/\/(.*)/.exec(line) ?? [];
    const [, opened] = /^\s*(?:model|view)\s+(\w+)\s*\{/.exec(line) ?? [];
    if (said !== undefined) {
      comment += `${said}\n`;
    } else if (opened !== undefined) {
      model = models.get(opened)?.kept ? opened : undefined;
      comment = '';
    } else if (/^\s*\}/.test(line)) {
      model = undefined;
    } else if (!/^\s*(\/\/.*)?$/.test(line)) {
      // Neither an empty line nor a comment of two slashes ends a description.
      if (model !== undefined) checkColumn(problems, model, line, comment);
      comment = '';
    }
  }
}

function checkColumn(problems: Problems, model: string, line: string, above: string): void {
  // Without string literals, which may contain anything that looks like code.
  const [code = '', ...comment] = line.replace(/"(?:[^"\\]|\\.)*"/g, '""').split('//');
  const ignored = /\s@ignore\b/.test(code);
  const omitted = ignored || /^\s*@omit\s*$/m.test(above + comment.join('').replace(/^\//, ''));
  const [, field, type, arity] = /^\s*(\w+)\s+(\w+)(?:\(""\))?(\?|\[\])?(?=\s|$)/.exec(code) ?? [];
  if (field === undefined || (type !== 'Unsupported' && !ignored)) return;
  if (!omitted) {
    const written = /Unsupported\("(?:[^"\\]|\\.)*"\)/.exec(line)?.[0] ?? type;
    problems.add(`${model}.${field}`, `the API has no type for \`${written}\``, omitIt);
  } else if (arity === undefined && !/@(default|updatedAt|relation)\b/.test(code)) {
    problems.add(
      `${model}.${field}`,
      `${ignored ? '@ignore' : '@omit'} is on a required column without a default, so no row could be created`,
      'give it a default, make it optional, or leave the model out with `/// @omit`',
    );
  }
}
