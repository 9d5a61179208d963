import { type DocumentNode, type GraphQLError, Lexer, parse, Source, TokenKind } from 'graphql';
import { overLimit } from './over-limit.js';

/**
 * How deep brackets of any kind may stand in one another, and selections, through fragments. The parser, the rules of
 * validation and the executor go down by recursion, and overflow the stack at some 2,000.
 */
export const maximumNesting = 500;

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
 * Parses a document of at most `maximumTokens` tokens, whose brackets are not nested too deep. Throws
 * COST_LIMIT_EXCEEDED for another, before it is parsed, and graphql-js's syntax errors.
 */
export function boundedParse(text: string, maximumTokens: number): DocumentNode {
  const source = new Source(text);
  // Read twice then, but only what has not come before. The parser takes no lexer but its own, and has no limit of depth.
  const lexer = new Lexer(source);
  let tokens = 0;
  let depth = 0;
  for (let { kind } = lexer.advance(); kind !== TokenKind.EOF; { kind } = lexer.advance()) {
    tokens += 1;
    if (tokens > maximumTokens)
      throw overLimit(`The document has more than ${maximumTokens} tokens, which are allowed`);
    if (opening.has(kind)) depth += 1;
    if (closing.has(kind)) depth -= 1;
    if (depth > maximumNesting) throw nestedTooDeep();
  }
  return parse(source);
}

/** The error for what would overflow the stack. */
export function nestedTooDeep(): GraphQLError {
  return overLimit(`The document is nested more than ${maximumNesting} deep, which is allowed`);
}
