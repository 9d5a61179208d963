/** A body without the cost of the operation, for tests of something else. */
export function withoutCost<Body extends object>(body: Body): Body {
  const { extensions, ...rest } = body as { extensions?: { cost?: unknown } };
  const { cost: _, ...others } = extensions ?? {};
  // The same type: `extensions` is optional in every body.
  return (Object.keys(others).length > 0 ? { ...rest, extensions: others } : rest) as Body;
}
