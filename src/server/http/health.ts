import type { FastifyInstance } from 'fastify';

/** Adds `/health`, which is 200 while the process runs, and `/ready`, which is 503 if `ready` resolves to false. */
export function addHealth(app: FastifyInstance, ready: () => Promise<boolean>): void {
  const method = ['GET', 'HEAD'];
  app.route({ method, url: '/health', handler: (_, reply) => void reply.send() });
  app.route({
    method,
    url: '/ready',
    handler: async (_, reply) => reply.code((await ready()) ? 200 : 503).send(),
  });
}
