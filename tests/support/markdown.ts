/** A fenced code block of a Markdown page. */
export interface CodeBlock {
  /** The info string behind the opening fence: `graphql`, or a language and more words. */
  readonly info: string;
  readonly text: string;
  /** The file that the block is a copy of, from an HTML comment in the line before it. */
  readonly source: string | undefined;
}

/** The code blocks of a page, from top to bottom. */
export function codeBlocks(markdown: string): CodeBlock[] {
  const blocks = markdown.matchAll(/(?:^<!-- (\S+) -->\n)?^```([^\n]*)\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, source, info = '', text = '']) => ({ info, text, source }));
}

/** The targets of a page's links, except links to other sites. */
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
