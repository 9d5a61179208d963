/** A statement with a line for each clause. */
export const formatted = (statement: string) =>
  `${statement.replace(/ (?=(FROM|LEFT JOIN|WHERE|ORDER BY|UNION ALL|INSERT|DELETE|ON CONFLICT)\b)/g, '\n  ')};`;
