import { type DocumentNode, type GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';
import { overLimit } from './over-limit.js';

/**
 * The maximum nesting of brackets of any kind, and of selections including fragments. The parser, the validation rules and the
 * executor are recursive, and overflow the stack at about 2,000.
 */
export const maximumNesting = 500;

/** The maximum length of a name. Aliases are repeated for each row, and in the path of each error. */
const maximumName = 256;

const opening: ReadonlySet<TokenKind> = new Set([
  TokenKind.BRACE_L,
  TokenKind.BRACKET_L,
  TokenKind.PAREN_L,
]);
const closing: ReadonlySet<TokenKind> = new Set([
  TokenKind.BRACE_R,
  TokenKind.BRACKET_R,
  TokenKind.PAREN_R,
]);

/**
 * Parses a document. Throws COST_LIMIT_EXCEEDED, before it is parsed, if it has more than `maximumTokens` tokens, a name is too
 * long or its brackets are nested too deep, and graphql-js's syntax errors.
 */
export function boundedParse(text: string, maximumTokens: number): DocumentNode {
  const source = new Source(text);
  // The text is lexed twice, because the parser has no limit of depth and creates its own lexer. Parsed documents are cached.
  const lexer = new Lexer(source);
  let tokens = 0;
  let depth = 0;
  for (let token = lexer.advance(); token.kind !== TokenKind.EOF; token = lexer.advance()) {
    const { kind, start, end } = token;
    if (kind === TokenKind.NAME && end - start > maximumName)
      throw overLimit(
        `The document has a name of ${end - start} characters, and the limit is ${maximumName}`,
      );
    tokens += 1;
    if (tokens > maximumTokens)
      throw overLimit(`The document has more than ${maximumTokens} tokens, the limit`);
    if (opening.has(kind)) depth += 1;
    if (closing.has(kind)) depth -= 1;
    if (depth > maximumNesting) throw nestedTooDeep();
  }
  return parse(source);
}

/** The error for a document that would overflow the stack. */
export function nestedTooDeep(): GraphQLError {
  return overLimit(`The document is nested more than ${maximumNesting} levels deep, the limit`);
}
