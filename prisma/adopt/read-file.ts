import { existsSync, readFileSync, statSync } from 'node:fs';
import { type Block, blocksOf } from './blocks.js';
import { checkModels } from './check-models.js';
import { AdoptFailure } from './failure.js';

/** The models and enums of a Prisma schema. */
export interface PrismaModels {
  readonly text: string;
  /** Warnings about them. */
  readonly warnings: readonly string[];
  /** The models that the API is made from, by name. */
  readonly tables: readonly string[];
  /** The models of links. */
  readonly links: readonly string[];
}

/** Reads the models and enums of a Prisma schema. Throws AdoptFailure if no API can be made from them. */
export function readPrismaFile(path: string): PrismaModels {
  if (!existsSync(path)) throw new AdoptFailure(`${path} does not exist`);
  if (!statSync(path).isFile()) throw new AdoptFailure(`${path} is not a file`);
  return readPrismaText(path, readFileSync(path, 'utf8'));
}

/** Reads the models and enums of a schema's text. Messages name it `path`. */
export function readPrismaText(path: string, text: string): PrismaModels {
  const blocks = blocksOf(text);
  const datasource = blocks.find(({ keyword }) => keyword === 'datasource');
  checkProvider(path, datasource);
  const outside = blocks.filter(
    (block) =>
      ['generator', 'datasource'].includes(block.keyword) ||
      (block.keyword === 'view' && isOmitted(block)),
  );
  const lines = text.split(/\r?\n/);
  // Blank instead of removed, so that messages have the file's line numbers.
  for (const {
    lines: [from, to],
  } of outside)
    lines.fill('', from, to + 1);
  const models = lines.join('\n');
  // The generator reports that they are not supported. Without `schemas`, Prisma would require it.
  const settings = datasource?.text.match(/^\s*(schemas|relationMode)\s*=.*$/gm)?.join('\n') ?? '';
  const { model, warnings } = checkModels([
    [path, models],
    ['datasource', `datasource db {\n  provider = "postgresql"\n${settings}\n}\n`],
    ['generator', 'generator client {\n  provider = "x"\n  previewFeatures = ["views"]\n}\n'],
  ]);
  return {
    text: models.replace(/\n{3,}/g, '\n\n').trim(),
    warnings,
    tables: model.tables.map(({ name }) => name),
    // The join table of any other many-to-many relation is named by Prisma.
    links: model.relations.flatMap((relation) =>
      relation.kind === 'many-to-many' && relation.table !== `_${relation.name}`
        ? relation.name
        : [],
    ),
  };
}

const isOmitted = ({ comment }: Block) => /^\s*@omit\s*$/m.test(comment);

function checkProvider(path: string, datasource: Block | undefined): void {
  if (!datasource) return;
  const [, provider] = /^\s*provider\s*=\s*"([^"]*)"/m.exec(datasource.text) ?? [];
  if (provider === undefined || provider === 'postgresql' || provider === 'postgres') return;
  throw new AdoptFailure(`${path} is for \`${provider}\`, and only \`postgresql\` is supported`);
}

/** The schema of a checkout with its generators and datasource, and `models` in place of its own. */
export function withModels(schema: string, models: string): string {
  const kept = blocksOf(schema).filter(({ keyword }) =>
    ['generator', 'datasource'].includes(keyword),
  );
  const [heading] = /^(?:\/\/(?!\/).*\n)*/.exec(schema) ?? [''];
  const parts = [heading.trim(), ...kept.map(({ text }) => text.trim()), models];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
