/** The plugins for GraphQL Yoga that depend on no setting of this server: `bothends/yoga`. */
export type { RateLimit } from './client-rates.js';
export type { CostContext, CostReport } from './cost-limit.js';
export { useCostLimit } from './cost-limit.js';
export type { DocumentCache } from './document-cache.js';
export { documentCache } from './document-cache.js';
export type { DocumentLimits } from './document-limits.js';
export { defaultLimits, useDocumentLimits } from './document-limits.js';
export { useHiddenSchema } from './hidden-schema.js';
export type { LogError } from './mask-errors.js';
export { useMaskErrors } from './mask-errors.js';
export { useRateLimit } from './rate-limit.js';
export { useSeparateMutations } from './use-separate-mutations.js';
