/** The origin of an absolute request target (https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2), and the rest. */
const absolute = /^https?:\/\/([^/?#]*)(.*)$/i;

/** The request target in origin form: `/graphql?x` for `http://example.org/graphql?x`. Any other target is returned as it is. */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const [, , rest] = absolute.exec(target) ?? [];
  if (rest === undefined) return target;
  return rest.startsWith('/') ? rest : `/${rest}`;
}

/** The host that a request names: that of an absolute request target, which replaces the `Host` header, or the header's. */
export function hostOf(target: string, header: string | undefined): string {
  if (target.startsWith('/')) return header ?? '';
  return absolute.exec(target)?.[1] ?? header ?? '';
}

/** A request target without its query. */
export function pathOf(target: string): string {
  const end = target.indexOf('?');
  return end < 0 ? target : target.slice(0, end);
}
