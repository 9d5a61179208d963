-- pages by a column that an index serves: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE true
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."_link.int", "_page"."_link.shade", "_page"."_link.anyText", "_page"."_link.anyUuid", "_page"."_link.anySmallint", "_page"."_link.anyBigint"::text AS "_link.anyBigint", "_page"."_link.anyFloat"::text AS "_link.anyFloat", trim_scale("_page"."_link.anyDecimal")::text AS "_link.anyDecimal", "_page"."_link.anyBoolean", ("_page"."_link.anyTimestamptz" AT TIME ZONE 'UTC')::text AS "_link.anyTimestamptz", "_page"."_link.anyDate"::text AS "_link.anyDate", "_page"."_link.anyShade", coalesce(to_json("_page"."_link.words"), '[]') AS "_link.words", "_page"."_link.extra", translate(encode("_page"."_link.bytes", 'base64'), E'\n', '') AS "_link.bytes", "_page"."_link.createdAt"::text AS "_link.createdAt", "_page"."_link.updatedAt"::text AS "_link.updatedAt"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM unnest($1::uuid[]) AS parent(key)
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name", "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"
  FROM (SELECT *
  FROM "follow_links" AS link
  WHERE "link"."who" = parent.key
  ORDER BY "link"."since" DESC, "link"."whom" DESC LIMIT 3) AS link JOIN "people" AS node ON "link"."whom" = "node"."person_id")) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_link.anyTimestamptz" DESC, "_page"."id" DESC;

-- pages by another column, and their counts: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE true
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ SELECT "_page"."_parent", "_page"."_totalCount", "_page"."id", "_page"."name", "_page"."_link.int", "_page"."_link.shade", "_page"."_link.anyText", "_page"."_link.anyUuid", "_page"."_link.anySmallint", "_page"."_link.anyBigint"::text AS "_link.anyBigint", "_page"."_link.anyFloat"::text AS "_link.anyFloat", trim_scale("_page"."_link.anyDecimal")::text AS "_link.anyDecimal", "_page"."_link.anyBoolean", ("_page"."_link.anyTimestamptz" AT TIME ZONE 'UTC')::text AS "_link.anyTimestamptz", "_page"."_link.anyDate"::text AS "_link.anyDate", "_page"."_link.anyShade", coalesce(to_json("_page"."_link.words"), '[]') AS "_link.words", "_page"."_link.extra", translate(encode("_page"."_link.bytes", 'base64'), E'\n', '') AS "_link.bytes", "_page"."_link.createdAt"::text AS "_link.createdAt", "_page"."_link.updatedAt"::text AS "_link.updatedAt"
  FROM ( SELECT parent.key AS "_parent", "parent"."_totalCount", item.*
  FROM (SELECT parent.*, (SELECT count(*)::int
  FROM "follow_links" AS link
  WHERE "link"."who" = parent.key) AS "_totalCount"
  FROM unnest($1::uuid[]) AS parent(key) OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name", "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"
  FROM (SELECT *
  FROM (SELECT *
  FROM "follow_links" AS link
  WHERE "link"."who" = parent.key OFFSET 0) AS link
  WHERE true
  ORDER BY "link"."anyDate", "link"."whom" LIMIT 3) AS link JOIN "people" AS node ON "link"."whom" = "node"."person_id")) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_link.anyDate", "_page"."id";

-- pages by a field of the rows: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE true
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ WITH parent AS MATERIALIZED (SELECT parent.key
  FROM unnest($1::uuid[]) AS parent(key)), nearest AS MATERIALIZED ( SELECT "node"."person_id" AS "id", "node"."called" AS "name", ARRAY(SELECT "link"."whom" AS key
  FROM "follow_links" AS link
  WHERE "link"."who" = "node"."person_id" LIMIT 101) AS _parents
  FROM "people" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "follow_links" AS link
  WHERE "link"."whom" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few)
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 150 ), found AS ( SELECT *
  FROM ( SELECT unnest(node._parents) AS "_parent", "node"."id", "node"."name"
  FROM nearest AS node
  WHERE cardinality(node._parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."name"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."whom" AS key
  FROM "follow_links" AS link
  WHERE "link"."who" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node._parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "name" COLLATE "C", "id") AS _place
  FROM found) AS found
  WHERE _place <= 3 ) SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."_link.int", "_page"."_link.shade", "_page"."_link.anyText", "_page"."_link.anyUuid", "_page"."_link.anySmallint", "_page"."_link.anyBigint"::text AS "_link.anyBigint", "_page"."_link.anyFloat"::text AS "_link.anyFloat", trim_scale("_page"."_link.anyDecimal")::text AS "_link.anyDecimal", "_page"."_link.anyBoolean", ("_page"."_link.anyTimestamptz" AT TIME ZONE 'UTC')::text AS "_link.anyTimestamptz", "_page"."_link.anyDate"::text AS "_link.anyDate", "_page"."_link.anyShade", coalesce(to_json("_page"."_link.words"), '[]') AS "_link.words", "_page"."_link.extra", translate(encode("_page"."_link.bytes", 'base64'), E'\n', '') AS "_link.bytes", "_page"."_link.createdAt"::text AS "_link.createdAt", "_page"."_link.updatedAt"::text AS "_link.updatedAt"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM ( SELECT parent.*, NOT EXISTS (SELECT
  FROM "follow_links" AS link
  WHERE "link"."whom" = parent.key OFFSET 1000) AS few, 3 - coalesce(had.count, 0) AS missing
  FROM parent
  LEFT JOIN (SELECT "_parent", count(*)
  FROM shared GROUP BY "_parent") AS had ON had."_parent" = parent.key
  WHERE coalesce(had.count, 0) < 3 OFFSET 0 ) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name", "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"
  FROM (SELECT *
  FROM "follow_links" AS link
  WHERE "link"."whom" = parent.key OFFSET 0) AS link JOIN "people" AS node ON "link"."who" = "node"."person_id"
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."called" COLLATE "C", "node"."person_id") > (SELECT "name" COLLATE "C", "id"
  FROM nearest
  ORDER BY "name" COLLATE "C" DESC, "id" DESC LIMIT 1))
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3)
  UNION ALL (SELECT *
  FROM (SELECT "node"."person_id" AS "id", "node"."called" AS "name", "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"
  FROM "people" AS node CROSS JOIN LATERAL (SELECT *
  FROM "follow_links" AS link
  WHERE "link"."whom" = parent.key AND "link"."who" = "node"."person_id" OFFSET 0) AS link
  WHERE NOT parent.few AND ("node"."called" COLLATE "C", "node"."person_id") > (SELECT "name" COLLATE "C", "id"
  FROM nearest
  ORDER BY "name" COLLATE "C" DESC, "id" DESC LIMIT 1)
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "shared"."id", "shared"."name", "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"
  FROM shared JOIN parent ON parent.key = shared."_parent" JOIN "follow_links" AS link ON "link"."whom" = parent.key AND "link"."who" = shared.id) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- pages with a filter on the links: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE true
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."_link.int", "_page"."_link.shade", "_page"."_link.anyText", "_page"."_link.anyUuid", "_page"."_link.anySmallint", "_page"."_link.anyBigint"::text AS "_link.anyBigint", "_page"."_link.anyFloat"::text AS "_link.anyFloat", trim_scale("_page"."_link.anyDecimal")::text AS "_link.anyDecimal", "_page"."_link.anyBoolean", ("_page"."_link.anyTimestamptz" AT TIME ZONE 'UTC')::text AS "_link.anyTimestamptz", "_page"."_link.anyDate"::text AS "_link.anyDate", "_page"."_link.anyShade", coalesce(to_json("_page"."_link.words"), '[]') AS "_link.words", "_page"."_link.extra", translate(encode("_page"."_link.bytes", 'base64'), E'\n', '') AS "_link.bytes", "_page"."_link.createdAt"::text AS "_link.createdAt", "_page"."_link.updatedAt"::text AS "_link.updatedAt"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "follow_links" AS link
  WHERE "link"."who" = parent.key OFFSET 1000) AS few
  FROM unnest($1::uuid[]) AS parent(key) OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name", "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"
  FROM (SELECT *
  FROM "follow_links" AS link
  WHERE "link"."who" = parent.key OFFSET 0) AS link JOIN "people" AS node ON "link"."whom" = "node"."person_id"
  WHERE parent.few AND ("link"."anyBoolean" IS NULL OR "link"."anyBoolean" <> $2::bool) AND strpos("node"."called", $3::text) > 0
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3)
  UNION ALL (SELECT "node"."person_id" AS "id", "node"."called" AS "name", "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"
  FROM "people" AS node CROSS JOIN LATERAL (SELECT *
  FROM "follow_links" AS link
  WHERE "link"."who" = parent.key AND "link"."whom" = "node"."person_id" OFFSET 0) AS link
  WHERE NOT parent.few AND ("link"."anyBoolean" IS NULL OR "link"."anyBoolean" <> $4::bool) AND strpos("node"."called", $5::text) > 0
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filters with link: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT "t1"."whom"
  FROM "follow_links" AS "t1"
  WHERE "t1"."who" = "node"."person_id" AND "t1"."int" > $2::int OFFSET 0) AS "t1"
  WHERE ("t1"."whom" IN (SELECT "t2"."person_id"
  FROM "people" AS "t2"
  WHERE strpos("t2"."called", $3::text) > 0)) IS TRUE) AND NOT (EXISTS (SELECT
  FROM (SELECT "t3"."whom"
  FROM "follow_links" AS "t3"
  WHERE "t3"."who" = "node"."person_id" AND "t3"."int" > $4::int OFFSET 0) AS "t3"
  WHERE ("t3"."whom" IN (SELECT "t4"."person_id"
  FROM "people" AS "t4"
  WHERE NOT (strpos("t4"."called", $5::text) > 0))) IS TRUE)) AND NOT (EXISTS (SELECT
  FROM "follow_links" AS "t5"
  WHERE "t5"."who" = "node"."person_id" AND "t5"."int" > $6::int OFFSET 0))
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- a filter with link alone: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE EXISTS (SELECT
  FROM "follow_links" AS "t1"
  WHERE "t1"."who" = "node"."person_id" AND "t1"."int" > $2::int OFFSET 0)
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- a filter with link, by an index: 1
SELECT "_page"."_parent", "_page"."id"::text AS "id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Album" AS node
  WHERE EXISTS (SELECT
  FROM ("placings" AS "t1" JOIN "Track" AS "t2" ON "t2"."code" = "t1"."track")
  WHERE "t1"."int" = "node"."id" AND "t1"."nr" > $2::int AND "t2"."name" = $3::text)
  ORDER BY "node"."title" COLLATE "C" DESC, "node"."id" DESC LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C" DESC, "_page"."id" DESC;

-- pairs: 1
SELECT "_page"."_parent", "_page"."id"::text AS "id", "_page"."title", "_page"."_related" AS "_related"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title", "t2"."code" AS "_related"
  FROM "Album" AS node JOIN ("placings" AS "t1" JOIN "Track" AS "t2" ON "t2"."code" = "t1"."track") ON "t1"."int" = "node"."id"
  WHERE "t1"."nr" > $2::int AND true AND true
  ORDER BY "node"."title" COLLATE "C" DESC, "node"."id" DESC, "t2"."code" COLLATE "C" DESC LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C" DESC, "_page"."id" DESC, "_page"."_related" COLLATE "C" DESC;
