import type { ColumnType } from "kysely";
export type Generated<T> = T extends ColumnType<infer S, infer I, infer U>
  ? ColumnType<S, I | undefined, U>
  : ColumnType<T, T | undefined, T>;
export type Timestamp = ColumnType<Date, Date | string, Date | string>;

export type Article = {
    id: Generated<number>;
    /**
     * The line above the article.
     */
    headline: string;
};
export type ArticleToPublication = {
    A: number;
    B: number;
};
export type Publication = {
    id: Generated<number>;
    /**
     * The name of the publication.
     */
    title: string;
};
export type DB = {
    _ArticleToPublication: ArticleToPublication;
    Article: Article;
    Publication: Publication;
};
