/** The steps of the files in `tests/conformance`. */
export type Step =
  | { op: 'createArticle'; headline: string; as: string; links?: string[]; after: string[] }
  | { op: 'createPublication'; title: string; as: string; links?: string[]; after: string[] }
  | {
      op: 'add' | 'remove' | 'set';
      end: EndName;
      owner: string;
      targets: string[];
      added?: string[];
      removed?: string[];
      after: string[];
    }
  | { op: 'clear'; end: EndName; owner: string; removed: string[]; after: string[] }
  | { op: 'create'; end: EndName; owner: string; value: string; as: string; after: string[] }
  | { op: 'update'; ref: string; value: string }
  | { op: 'delete'; ref: string }
  | { op: 'deleteWhere'; type: EndName; where: object; deleted: string[] }
  | QueryStep
  | {
      op: 'state';
      articles: Record<string, string[]>;
      publications: Record<string, string[]>;
      articleOrder: string[];
      publicationOrder: string[];
    }
  | {
      op: 'fail';
      call: Exclude<Step, { op: 'query' | 'state' | 'fail' }>;
      code: string;
      ids?: string[];
    };

/** A type, by its name in the files. */
export type EndName = 'article' | 'publication';

/** A query, and the result that Django returned. */
export interface QueryStep {
  op: 'query';
  type: EndName;
  where: object;
  distinct: boolean;
  orderBy?: object;
  of?: string;
  expect: string[];
  count: number;
}
