/** Who sends a request. */
export interface User {
  readonly name: string;
  readonly editor: boolean;
}

/** The context of a request. */
export interface Context {
  readonly user: User | undefined;
}

/** A stand-in for real authentication: `Authorization: Bearer ada`. */
export function contextOf(request: Request): Context {
  const name = request.headers.get('authorization')?.replace(/^Bearer /, '');
  return { user: name ? { name, editor: name === 'ada' } : undefined };
}
