import { createServer } from 'node:http';
import {
  defaultLimits,
  documentCache,
  useCostLimit,
  useDocumentLimits,
  useSeparateMutations,
} from 'bothends/yoga';
import { createYoga } from 'graphql-yoga';
import { builder } from './builder.js';
import './comments.js';
import { contextOf } from './context.js';

const documents = documentCache();
const yoga = createYoga({
  schema: builder.toSchema(),
  context: ({ request }) => contextOf(request),
  ...documents.options,
  plugins: [
    // Optional: limits for clients that you don't know.
    useDocumentLimits(defaultLimits, documents),
    useCostLimit(30_000),
    // Optional: of several mutations in one operation, one that fails leaves the payloads of the others.
    useSeparateMutations(),
  ],
});

const server = createServer(yoga);
server.listen(Number(process.env.PORT ?? 4000), () => {
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : address;
  console.info(`http://localhost:${port}${yoga.graphqlEndpoint}`);
});
