/**
 * All names in the schema that are composed of other names. `type` is a GraphQL type's name (`Article`), `one` and `many` are its
 * `one` and `many` (`article`, `articles`), `field` is a relation's list field and `singular` one of what it lists.
 */

/** Capitalizes a name that becomes a part of another one: `publications` in `addArticlePublications`. */
export function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** `publishedOn` becomes `PUBLISHED_ON`: a field as a value of an enum. */
function constantCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The GraphQL types that belong to a node type, to an end whose links have columns (`UserCourses`), or to a mutation. */
export const typeNames = {
  /** `UserCourses`: the start of the names of an end's types, if its links have columns. */
  end: (owner: string, field: string) => `${owner}${capitalized(field)}`,
  edge: (type: string) => `${type}Edge`,
  connection: (type: string) => `${type}Connection`,
  filter: (type: string) => `${type}Filter`,
  /** `StringFilter`, `NullableStringFilter` */
  columnFilter: (scalar: string, nullable: boolean) =>
    `${nullable ? 'Nullable' : ''}${scalar}Filter`,
  listFilter: (type: string) => `${type}ListFilter`,
  order: (type: string) => `${type}Order`,
  orderField: (type: string) => `${type}OrderField`,
  /** `AddArticlePublicationsInput`; `EnrolmentInput` for the columns of links. */
  input: (mutation: string) => `${capitalized(mutation)}Input`,
  /** `UserCourseLinkInput`: a target with the columns of its link. */
  linkInput: (owner: string, singular: string) => `${owner}${capitalized(singular)}LinkInput`,
  /** `TagByInput`: a row by a unique column. */
  byInput: (type: string) => `${type}ByInput`,
  /** `NewTagInput`: the row that is created if there is none. */
  newRowInput: (type: string) => `New${type}Input`,
  /** `ArticlePublicationPairInput`: two rows to link or unlink. */
  pairInput: (owner: string, singular: string) => `${owner}${capitalized(singular)}PairInput`,
  /** `UserCourseNewLinkInput`: two rows to link, with the columns of their link. */
  newLinkInput: (owner: string, singular: string) => `${owner}${capitalized(singular)}NewLinkInput`,
  /** `LinkArticlesPublicationsChange`: the change of one owner's links. */
  change: (mutation: string) => `${capitalized(mutation)}Change`,
  /** `ArticlePublicationsChangeInput`: changes of the links of one row. */
  linksChange: (owner: string, field: string) => `${owner}${capitalized(field)}ChangeInput`,
  /** `AddArticlePublicationsPayload`, `ArticleChangedPayload` */
  payload: (mutation: string) => `${capitalized(mutation)}Payload`,
  /** `DepartmentToOneFilter`, `NullableDepartmentToOneFilter` */
  toOneFilter: (type: string, nullable: boolean) =>
    `${nullable ? 'Nullable' : ''}${type}ToOneFilter`,
};

/** The queries for one row of a table. */
export const queryNames = {
  /** `courseBySlug` */
  byUnique: (one: string, field: string) => `${one}By${capitalized(field)}`,
};

/** Values of an enum that names orders. */
export const orderNames = {
  /** `PUBLISHED_ON` */
  ofColumn: (column: string) => constantCase(column),
  /** `LINK_ENROLLED_AT`: by a column of the links. */
  ofLinkColumn: (column: string) => `LINK_${constantCase(column)}`,
  /** `PUBLICATIONS_COUNT`: by the number of rows that a list field has. */
  ofCount: (field: string) => `${constantCase(field)}_COUNT`,
};

/** The mutations of a node type. */
export const mutationNames = {
  create: (type: string) => `create${type}`,
  /** `createArticles` */
  createMany: (many: string) => `create${capitalized(many)}`,
  update: (type: string) => `update${type}`,
  delete: (type: string) => `delete${type}`,
  deleteMany: (many: string) => `delete${capitalized(many)}`,
  /** `addArticlePublications` */
  changeLinks: (verb: 'add' | 'remove' | 'set' | 'clear' | 'move', owner: string, field: string) =>
    `${verb}${owner}${capitalized(field)}`,
  /** `createArticlePublication` */
  createTarget: (owner: string, singular: string) => `create${owner}${capitalized(singular)}`,
  /** `linkArticlesPublications`: changes links of many owners. */
  changePairs: (verb: 'link' | 'unlink', many: string, field: string) =>
    `${verb}${capitalized(many)}${capitalized(field)}`,
  /** `updateUserCourse`: changes the columns of one link. */
  updateLink: (owner: string, singular: string) => `update${owner}${capitalized(singular)}`,
};

/** Subscriptions. */
export const subscriptionNames = {
  /** `articleChanged` */
  ofRow: (one: string) => `${one}Changed`,
  /** `articlesChanged` */
  ofRows: (many: string) => `${many}Changed`,
  /** `articlePublicationsChanged` */
  ofLinks: (one: string, field: string) => `${one}${capitalized(field)}Changed`,
};

/** Fields of inputs and payloads. */
export const fieldNames = {
  /** The columns of the links: in a filter, and in the input of a mutation that creates links. */
  link: 'link',
  /** The number of related rows: in a filter across a relation. */
  count: 'count',
  /** The columns of the links, target by target. */
  links: 'links',
  /** The changes by owner, in the payload of a mutation of many owners' links. */
  changes: 'changes',
  /** The IDs of targets, in the changes of one row's links. */
  add: 'add',
  remove: 'remove',
  /** Targets by unique columns, and the columns of those that are created. */
  addBy: 'addBy',
  create: 'create',
  set: 'set',
  /** `articleId`: the input that names one row. */
  id: (one: string) => `${one}Id`,
  /** `publicationIds`: the input that names rows. */
  ids: (singular: string) => `${singular}Ids`,
  /** `articleEdge`: a new row in its place. */
  edge: (one: string) => `${one}Edge`,
  /** `articleEdges`: new rows in their places. */
  edges: (one: string) => `${one}Edges`,
  /** `addedPublicationEdges` */
  addedEdges: (singular: string) => `added${capitalized(singular)}Edges`,
  /** `addedPublicationCount`: where a mutation changes links of several relations. */
  addedCount: (singular: string) => `added${capitalized(singular)}Count`,
  /** `removedPublicationCount` */
  removedCount: (singular: string) => `removed${capitalized(singular)}Count`,
  /** `movedSongEdges` */
  movedEdges: (singular: string) => `moved${capitalized(singular)}Edges`,
  /** `updatedCourseEdges` */
  updatedEdges: (singular: string) => `updated${capitalized(singular)}Edges`,
  /** `removedPublicationIds` */
  removedIds: (singular: string) => `removed${capitalized(singular)}Ids`,
  /** `deletedArticleId` */
  deletedId: (type: string) => `deleted${type}Id`,
  /** `deletedArticleIds` */
  deletedIds: (type: string) => `deleted${type}Ids`,
};

/** The inputs for a place in a list that has an order of its own. */
export const placeNames = {
  after: 'after',
  before: 'before',
  first: 'first',
  last: 'last',
} as const;
