/** The plugins for GraphQL Yoga that depend on no setting of this server: `bothends/yoga`. */
export type { RateLimit } from '../limits/client-rates.js';
export type { CostContext, CostReport } from '../limits/cost-limit.js';
export { useCostLimit } from '../limits/cost-limit.js';
export type { DocumentLimits } from '../limits/document-limits.js';
export { defaultLimits, useDocumentLimits } from '../limits/document-limits.js';
export { useRateLimit } from '../limits/rate-limit.js';
export type { DocumentCache } from './document-cache.js';
export { documentCache } from './document-cache.js';
export { useHiddenSchema } from './hidden-schema.js';
export type { LogError } from './mask-errors.js';
export { useMaskErrors } from './mask-errors.js';
export { useSeparateMutations } from './use-separate-mutations.js';
