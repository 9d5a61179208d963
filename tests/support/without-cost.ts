/** A body without what the operation cost, for a test of something else. */
export function withoutCost<Body extends object>(body: Body): Body {
  const { extensions, ...rest } = body as { extensions?: { cost?: unknown } };
  const { cost: _, ...others } = extensions ?? {};
  // The same type: nothing is missing but what every body may be without.
  return (Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest) as Body;
}
