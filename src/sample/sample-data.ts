import type { Database } from '../engine/database.js';

/** The rows of the many-to-many example in Django's documentation. Both have the keys 1 to 4, in this order. */
const djangoExample = {
  publications: ['The Python Journal', 'Science News', 'Science Weekly', 'Highlights for Children'],
  articles: [
    'Django lets you build Web apps easily',
    'NASA uses Python',
    'NASA finds intelligent life on Earth',
    'Oxygen-free diet works wonders',
  ],
};

const places = [
  'Antarctica',
  'Brazil',
  'Chile',
  'Denmark',
  'Egypt',
  'Finland',
  'Ghana',
  'Hungary',
  'Iceland',
  'Japan',
  'Kenya',
];
const findings = [
  'A new bridge for',
  'Bees return to',
  'Chess champion from',
  'Deep snow in',
  'Elections in',
  'Floods recede in',
];
const kinds = ['Gazette', 'Herald'];
/** An article without a publication: the operation in GraphiQL's last tab deletes such articles. */
const unpublished = 'A letter that nobody has printed';

/** 26 publications and 71 articles: more than a page of each. */
const publications = [
  ...djangoExample.publications,
  ...kinds.flatMap((kind) => places.map((place) => `${place} ${kind}`)),
];
const news = findings.flatMap((finding) => places.map((place) => `${finding} ${place}`));
const articles = [...djangoExample.articles, ...news, unpublished];

/** The links as pairs of keys. */
function* links(): Generator<{ A: number; B: number }> {
  // The links of Django's example before it removes some.
  yield* [
    { A: 1, B: 1 },
    { A: 2, B: 1 },
    { A: 2, B: 2 },
    { A: 2, B: 3 },
    { A: 2, B: 4 },
    { A: 3, B: 2 },
    { A: 4, B: 2 },
  ];
  for (
    let A = djangoExample.articles.length + 1;
    A <= djangoExample.articles.length + news.length;
    A++
  ) {
    // Each article is in the two newspapers of its place, in one of another place, and some in the two science magazines.
    const place = (A - djangoExample.articles.length - 1) % places.length;
    const first = djangoExample.publications.length + 1;
    yield { A, B: first + place };
    yield { A, B: first + places.length + place };
    yield {
      A,
      B:
        first +
        ((place * 5 + A) % places.length === place
          ? (place + 1) % places.length
          : (place * 5 + A) % places.length),
    };
    if (A % 2 === 0) yield { A, B: 2 };
    if (A % 3 === 0) yield { A, B: 3 };
  }
  // One article is in nearly all publications.
  for (let B = djangoExample.publications.length + 1; B <= publications.length; B++)
    yield { A: 3, B };
}

/**
 * Adds the sample data unless the database has or had an article or a publication: deleted sample data is not added again.
 * Returns whether it was added.
 */
export async function addSampleData(database: Database): Promise<boolean> {
  return database.transaction(async (transaction) => {
    const [found] = await transaction.run<{ used: boolean }>({
      text: `SELECT pg_sequence_last_value('"Article_id_seq"') IS NOT NULL OR pg_sequence_last_value('"Publication_id_seq"') IS NOT NULL AS used`,
      values: [],
    });
    if (found?.used) return false;
    await transaction.run({
      text: 'INSERT INTO "Publication" (title) SELECT unnest($1::text[])',
      values: [publications],
    });
    await transaction.run({
      text: 'INSERT INTO "Article" (headline) SELECT unnest($1::text[])',
      values: [articles],
    });
    const pairs = [...links()];
    await transaction.run({
      text: 'INSERT INTO "_ArticleToPublication" ("A", "B") SELECT * FROM unnest($1::int[], $2::int[]) ON CONFLICT DO NOTHING',
      values: [pairs.map(({ A }) => A), pairs.map(({ B }) => B)],
    });
    return true;
  });
}
