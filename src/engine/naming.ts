/** A name as part of another: `publications` in `addArticlePublications`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
