/** A list of parameters as PostgreSQL writes an array (https://www.postgresql.org/docs/current/arrays.html#ARRAYS-IO). */
export function listLiteral(items: readonly unknown[]): string {
  const quoted = items.map((item) => {
    const text = Buffer.isBuffer(item) ? `\\x${item.toString('hex')}` : String(item);
    return `"${text.replace(/["\\]/g, '\\$&')}"`;
  });
  return `{${quoted.join(',')}}`;
}
