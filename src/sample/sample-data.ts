import type { Database } from '../engine/database.js';

/** Those of the many-to-many example in Django's documentation, whose order gives them the keys 1 to 4 and 1 to 4. */
const story = {
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
/** In no publication, to be found by its absence: GraphiQL's last tab deletes such articles. */
const unpublished = 'A letter that nobody has printed';

/** Enough on both ends to page through: 26 publications, 71 articles, and each relation of the story longer than a page. */
const publications = [
  ...story.publications,
  ...kinds.flatMap((kind) => places.map((place) => `${place} ${kind}`)),
];
const news = findings.flatMap((finding) => places.map((place) => `${finding} ${place}`));
const articles = [...story.articles, ...news, unpublished];

/** The links as pairs of keys. */
function* links(): Generator<{ A: number; B: number }> {
  // The story's own: what it has linked before it starts to take away.
  yield* [
    { A: 1, B: 1 },
    { A: 2, B: 1 },
    { A: 2, B: 2 },
    { A: 2, B: 3 },
    { A: 2, B: 4 },
    { A: 3, B: 2 },
    { A: 4, B: 2 },
  ];
  for (let A = story.articles.length + 1; A <= story.articles.length + news.length; A++) {
    // Each place's two papers carry its news, the two science papers some of it, and two papers abroad.
    const place = (A - story.articles.length - 1) % places.length;
    const first = story.publications.length + 1;
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
  // An article that appears nearly everywhere.
  for (let B = story.publications.length + 1; B <= publications.length; B++) yield { A: 3, B };
}

/**
 * Adds the sample data to a database that never had an article or a publication; what somebody deleted stays deleted.
 * Returns whether it did.
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
