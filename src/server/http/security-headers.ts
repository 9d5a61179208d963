import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

/**
 * The security headers of every response, by helmet: browsers must not execute, frame, store or sniff it. Computed once,
 * because `@fastify/helmet` computes them for each request, which takes longer than a small query.
 * `strict-transport-security` is left to the proxy that terminates TLS.
 */
export const securityHeaders: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  ...headersOf({
    contentSecurityPolicy: policy({}),
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    strictTransportSecurity: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xFrameOptions: { action: 'deny' },
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  }),
};

/**
 * The content security policy of the GraphiQL page: it may run its own script, identified by its hash, use inline styles, and
 * send requests to this server. Its editor creates workers from blobs, and its fonts and images are data URLs.
 */
export function pagePolicy(page: string): string {
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  const contentSecurityPolicy = policy({
    'script-src': [`'sha256-${hash}'`],
    'worker-src': ['blob:'],
    'style-src': ["'unsafe-inline'"],
    'font-src': ['data:'],
    'img-src': ['data:'],
    'connect-src': ["'self'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  });
  return headersOf({ contentSecurityPolicy })['content-security-policy'] ?? '';
}

function policy(directives: Readonly<Record<string, string[]>>) {
  const none = ["'none'"];
  return {
    useDefaults: false,
    directives: { 'default-src': none, ...directives, 'frame-ancestors': none },
  };
}

/** The headers that helmet sets with these options, by their names in lower case. */
function headersOf(options: Parameters<typeof helmet>[0]): Record<string, string> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => {
      headers[name.toLowerCase()] = value.replaceAll(';', '; ');
    },
    removeHeader: () => {},
  };
  // helmet uses nothing else of a request and a response.
  helmet(options)({} as IncomingMessage, response as unknown as ServerResponse, () => {});
  return headers;
}
