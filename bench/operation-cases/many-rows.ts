import {
  globalId,
  type MutationCall,
  mutations,
  type OperationCase,
  times,
} from './operation-case.js';
import { course, tag } from './schemas.js';

const article = (index: number) => globalId('Article', 1 + (index % 50_000));
const publication = (index: number) => globalId('Publication', 1 + (index % 1_000));

/** New articles, each with the first publications. */
const newArticles = (rows: number, links: number, payload: string): MutationCall => ({
  name: 'createArticles',
  input: {
    articles: times(rows, () => ({ headline: 'new', publicationIds: times(links, publication) })),
  },
  payload,
});
const newPublications = (rows: number, links: number, payload: string): MutationCall => ({
  name: 'createPublications',
  input: {
    publications: times(rows, () => ({ title: 'new', articleIds: times(links, article) })),
  },
  payload,
});
const deleteNew = [
  {
    name: 'deleteArticles',
    input: { where: { headline: { equals: 'new' } } },
    payload: 'deletedCount',
  },
];
const deleteNewPublications = [
  {
    name: 'deletePublications',
    input: { where: { title: { equals: 'new' } } },
    payload: 'deletedCount',
  },
];
const pairs = (size: number, of = 0) =>
  times(size, (index) => ({
    publicationId: globalId('Publication', 501 + (index % 500)),
    articleId: article(index * 7 + of),
  }));

/** Mutations that change many rows. Those that create rows delete them in the same request. */
export const manyRowsCases: readonly OperationCase[] = [
  {
    group: 'many rows',
    name: 'create rows, then delete them',
    unit: 'rows',
    largest: 1_000,
    make: (size) =>
      mutations([newArticles(size, 0, 'articles { id } articleEdges { cursor }'), ...deleteNew]),
  },
  {
    group: 'many rows',
    name: 'n × create a row, then delete them',
    unit: 'mutations',
    largest: 1_000,
    make: (size) =>
      mutations([...times(size, () => newArticles(1, 1, 'articles { id }')), ...deleteNew]),
  },
  {
    group: 'many rows',
    name: 'create 1,000 rows with n links each, then delete them',
    unit: 'links',
    largest: 100,
    make: (size) => mutations([newArticles(1_000, size, '__typename'), ...deleteNew]),
  },
  {
    group: 'many rows',
    name: 'create rows with 1,000 links each, then delete them',
    unit: 'rows',
    largest: 1_000,
    make: (size) => mutations([newArticles(size, 1_000, '__typename'), ...deleteNew]),
  },
  {
    group: 'many rows',
    name: 'create 3 rows with n links each, then delete them',
    unit: 'links',
    largest: 10_000,
    make: (size) => mutations([newPublications(3, size, '__typename'), ...deleteNewPublications]),
  },
  {
    group: 'many rows',
    name: 'create rows with 10 links each and pages of them, then delete them',
    unit: 'rows',
    largest: 1_000,
    make: (size) =>
      mutations([
        newArticles(size, 10, 'articles { publications(first: 2) { nodes { id } } }'),
        ...deleteNew,
      ]),
  },
  {
    group: 'many rows',
    name: 'n × link 1,000 pairs, and unlink them',
    unit: 'mutations',
    largest: 50,
    make: (size) =>
      mutations(
        times(size, (index) => ({
          name: index % 2 === 0 ? 'linkPublicationsArticles' : 'unlinkPublicationsArticles',
          input: { links: pairs(1_000) },
          payload: '__typename',
        })),
      ),
  },
  {
    group: 'many rows',
    name: 'n × link 1 pair, and unlink it',
    unit: 'mutations',
    largest: 1_000,
    make: (size) =>
      mutations(
        times(size, (index) => ({
          name: index % 2 === 0 ? 'linkPublicationsArticles' : 'unlinkPublicationsArticles',
          input: { links: pairs(1) },
          payload: '__typename',
        })),
      ),
  },
  ...(['create', 'find'] as const).flatMap((what): OperationCase[] => [
    {
      group: 'addBy',
      name: `add, ${what}`,
      unit: 'rows',
      schema: 'learning',
      largest: 10_000,
      make: (size) =>
        mutations([
          {
            name: 'addCourseTags',
            input: { courseId: course(1), addBy: namedTags(what, size) },
            payload: 'addedTagEdges { cursor node { id } }',
          },
          ...deleteTags,
        ]),
    },
    {
      group: 'addBy',
      name: `update, ${what}`,
      unit: 'rows',
      schema: 'learning',
      largest: 10_000,
      make: (size) =>
        mutations([
          {
            name: 'updateCourse',
            input: { id: course(1), tags: { addBy: namedTags(what, size) } },
            payload: '__typename',
          },
          ...deleteTags,
        ]),
    },
  ]),
  {
    group: 'addBy',
    name: 'add, create rows with a foreign key',
    unit: 'rows',
    schema: 'learning',
    largest: 10_000,
    make: (size) =>
      mutations([
        {
          name: 'addTagCourses',
          input: { tagId: tag(1), addBy: namedCourses(size) },
          payload: '__typename',
        },
        {
          name: 'deleteCourses',
          input: { where: { slug: { startsWith: 'new ' } } },
          payload: 'deletedCount',
        },
      ]),
  },
  {
    group: 'addBy',
    name: 'n × add by name',
    unit: 'mutations',
    schema: 'learning',
    largest: 1_000,
    make: (size) =>
      mutations(
        times(size, (index) => ({
          name: 'addCourseTags',
          input: {
            courseId: course(1),
            addBy: [{ name: `tag ${String(1 + index).padStart(6, '0')}` }],
          },
          payload: '__typename',
        })),
      ),
  },
];

const namedTags = (what: 'create' | 'find', size: number) =>
  times(size, (index) =>
    what === 'create'
      ? { name: `new ${index}`, create: { weight: 1 } }
      : { name: `tag ${String(1 + index).padStart(6, '0')}` },
  );
const namedCourses = (size: number) =>
  times(size, (index) => ({
    slug: `new ${index}`,
    create: { title: 'new', departmentId: globalId('Department', 1) },
  }));
const deleteTags = [
  {
    name: 'deleteTags',
    input: { where: { name: { startsWith: 'new ' } } },
    payload: 'deletedCount',
  },
];
