import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';

/**
 * What every answer says to browsers: it is data, nothing in it is to run, to be kept, framed or taken for something else.
 * `strict-transport-security` is missing, as it belongs to whoever speaks TLS, a proxy.
 */
export const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} satisfies OutgoingHttpHeaders;

/** The last page seen and its policy: there is one page, of nine million characters. */
let known = { page: '', policy: '' };

/**
 * What the page of GraphiQL may do: run its own script, known by its hash, style itself, and talk to this server.
 * Its editor makes workers of blobs, and its fonts and pictures lie in the page.
 */
export function pagePolicy(page: string): string {
  if (known.page === page) return known.policy;
  const [, script = ''] = /<script>([\s\S]*)<\/script>/.exec(page) ?? [];
  const hash = createHash('sha256').update(script).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  known = { page, policy };
  return policy;
}
