import type { ExecutionResult } from 'graphql';
import { type FetchAPI, processRegularResult } from 'graphql-yoga';
import { type Answer, refusal } from './answer.js';
import { type MediaType, mediaTypes } from './media-type.js';

/** The answer to a client that accepts neither of the media types there are. */
export const notAcceptable: Answer = refusal(
  406,
  'The answer is JSON, and the accept header does not allow it.',
  {
    accept: mediaTypes.join(', '),
  },
);

/**
 * The answer that tells a result
 * (https://graphql.github.io/graphql-over-http/draft/#sec-Processing-the-response). Where there are errors, Yoga looks at what they say
 * of the status and of headers.
 */
export async function resultAnswer(
  result: ExecutionResult,
  mediaType: MediaType,
  fetchAPI: FetchAPI,
): Promise<Answer> {
  if (!result.errors) {
    return {
      status: 200,
      headers: { 'content-type': `${mediaType}; charset=utf-8` },
      body: JSON.stringify(result),
    };
  }
  const response = processRegularResult(result, fetchAPI, mediaType);
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    headers[name.toLowerCase()] = value;
  });
  // Yoga takes what could not be executed at all, as its variables are not of their types, for a result.
  const isRefused =
    response.status === 200 &&
    mediaType === 'application/graphql-response+json' &&
    !('data' in result);
  return { status: isRefused ? 400 : response.status, headers, body: await response.text() };
}
