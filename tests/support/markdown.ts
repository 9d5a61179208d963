/** A fenced code block of a Markdown page. */
export interface CodeBlock {
  /** What stands behind the opening fence: `graphql`, or a language and more words. */
  readonly info: string;
  readonly text: string;
  /** The path in an HTML comment in the line before the block: the file that the block is a copy of. */
  readonly source: string | undefined;
}

/** The code blocks of a page, from top to bottom. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks = markdown.matchAll(/(?:^<!-- (\S+) -->\n)?^```([^\n]*)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, source, info = '', text = '']) => ({ info, text, source }));
}

/** What links of a page lead to, but for those to other sites. */
export function localLinks(markdown: string): string[] {
  const links = withoutCode(markdown).matchAll(/\]\(([^)\s]+)\)/g);
  return [...links].map(([, target = '']) => target).filter((target) => !/^\w+:/.test(target));
}

/** The anchors that GitHub gives the headings of a page. */
export function anchors(markdown: string): string[] {
  const headings = withoutCode(markdown).matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );
}

function withoutCode(markdown: string): string {
  return markdown.replace(/^```[^\n]*\n[\s\S]*?^```$/gm, '');
}
