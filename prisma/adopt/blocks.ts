/** A block of a Prisma schema: `model Course { … }`. */
export interface Block {
  /** `model`, `enum`, `generator`, `datasource` … */
  readonly keyword: string;
  readonly name: string;
  /** The block with the comments right above it. */
  readonly text: string;
  /** The text of its `///` comments. */
  readonly comment: string;
  /** The numbers of its first and last line, from 0, its comments included. */
  readonly lines: readonly [number, number];
}

/** Finds the blocks of a Prisma schema. */
export function blocksOf(schema: string): Block[] {
  const lines = schema.split(/\r?\n/);
  const blocks: Block[] = [];
  let commentFrom = 0;
  let opened: { keyword: string; name: string; from: number; comment: string } | undefined;
  for (const [at, line] of lines.entries()) {
    if (opened) {
      // In Prisma, the closing brace of a block has a line of its own.
      if (!/^\s*\}/.test(line)) continue;
      const { from, ...block } = opened;
      blocks.push({ ...block, text: lines.slice(from, at + 1).join('\n'), lines: [from, at] });
      opened = undefined;
      commentFrom = at + 1;
    } else {
      const [, keyword, name] = /^\s*(\w+)\s+(\w+)\s*\{/.exec(line) ?? [];
      if (keyword !== undefined && name !== undefined) {
        const above = lines.slice(commentFrom, at);
        const comment = above.flatMap((each) => /^\s*\/\/\/(.*)/.exec(each)?.[1] ?? []).join('\n');
        opened = { keyword, name, from: commentFrom, comment };
      } else if (!/^\s*\/\//.test(line)) {
        commentFrom = at + 1;
      }
    }
  }
  return blocks;
}
