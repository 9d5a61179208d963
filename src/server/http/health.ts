import type { FastifyInstance } from 'fastify';

/** Adds `/health`, which answers 200 while the process runs, and `/ready`, which answers 503 if the server cannot do its work. */
export function addHealth(app: FastifyInstance, ready: () => Promise<boolean>): void {
  const method = ['GET', 'HEAD'];
  app.route({ method, url: '/health', handler: (_, reply) => void reply.send() });
  app.route({
    method,
    url: '/ready',
    handler: async (_, reply) => reply.code((await ready()) ? 200 : 503).send(),
  });
}
