-- one by ID: 1
/* planned once */ SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE node.id = ANY($1::int[]);

-- the first page: 1
/* planned once */ SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE true
  ORDER BY "node"."title", "node"."id" LIMIT 11)) AS item ON true
  ORDER BY "_parent", "title", "id";

-- a page in the middle: 1
/* planned once */ SELECT parent.key AS "_parent", "parent"."_outsideBefore", item.*
  FROM (SELECT parent.*, (EXISTS (SELECT
  FROM "Publication" AS node
  WHERE ("node"."title", "node"."id") >= ($1, $2)
  ORDER BY "node"."title", "node"."id" LIMIT 1)) AS "_outsideBefore"
  FROM (SELECT $3::int AS key) AS parent OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE ("node"."title", "node"."id") < ($4, $5)
  ORDER BY "node"."title" DESC, "node"."id" DESC LIMIT 11)) AS item ON true
  ORDER BY "_parent", "title" DESC, "id" DESC;

-- a filter across the relation, and its count: 2
SELECT parent.key, (SELECT count(*)::int
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM "_ArticleToPublication" AS "t1" JOIN "Article" AS "t2" ON "t2"."id" = "t1"."A"
  WHERE "t1"."B" = "node"."id" AND strpos("t2"."headline", $1::text) > 0)) AS count
  FROM (SELECT $2::int AS key) AS parent;
SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM "_ArticleToPublication" AS "t1" JOIN "Article" AS "t2" ON "t2"."id" = "t1"."A"
  WHERE "t1"."B" = "node"."id" AND strpos("t2"."headline", $2::text) > 0)
  ORDER BY "node"."title", "node"."id" LIMIT 21)) AS item ON true
  ORDER BY "_parent", "title", "id";

-- a filter with every and none: 1
SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE (NOT ((EXISTS (SELECT
  FROM "_ArticleToPublication" AS "t1" JOIN "Article" AS "t2" ON "t2"."id" = "t1"."A"
  WHERE "t1"."B" = "node"."id" AND NOT ("t2"."id" = ANY($2::int[])))) IS TRUE) OR NOT ((EXISTS (SELECT
  FROM "_ArticleToPublication" AS "t3" JOIN "Article" AS "t4" ON "t4"."id" = "t3"."A"
  WHERE "t3"."B" = "node"."id" AND true)) IS TRUE))
  ORDER BY "node"."title", "node"."id" LIMIT 21)) AS item ON true
  ORDER BY "_parent", "title", "id";

-- pairs: 1
SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title", "t2"."id" AS "_related"
  FROM "Publication" AS node JOIN ("_ArticleToPublication" AS "t1" JOIN "Article" AS "t2" ON "t2"."id" = "t1"."A") ON "t1"."B" = "node"."id"
  WHERE true AND true
  ORDER BY "node"."title", "node"."id", "t2"."id" LIMIT 21)) AS item ON true
  ORDER BY "_parent", "title", "id", "_related";

-- two levels: 2
/* planned once */ SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline", "node"."id" LIMIT 6)) AS item ON true
  ORDER BY "_parent", "headline", "id";
/* planned once */ WITH parent AS MATERIALIZED (SELECT parent.key
  FROM unnest($1::int[]) AS parent(key)), nearest AS MATERIALIZED ( SELECT "node"."id", "node"."title", ARRAY(SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = node.id LIMIT 101) AS parents
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few)
  ORDER BY "node"."title", "node"."id" LIMIT 300 ), found AS ( SELECT *
  FROM ( SELECT unnest(node.parents) AS "_parent", "node"."id", "node"."title"
  FROM nearest AS node
  WHERE cardinality(node.parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."title"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node.parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "title", "id") AS place
  FROM found) AS found
  WHERE place <= 6 ) SELECT parent.key AS "_parent", item.*
  FROM ( SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few, 6 - coalesce(had.count, 0) AS missing
  FROM parent
  LEFT JOIN (SELECT "_parent", count(*)
  FROM shared GROUP BY "_parent") AS had ON had."_parent" = parent.key
  WHERE coalesce(had.count, 0) < 6 OFFSET 0 ) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM (SELECT "link"."B"
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Publication" AS node ON "link"."B" = node.id
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."title", "node"."id") > (SELECT "title", "id"
  FROM nearest
  ORDER BY "title" DESC, "id" DESC LIMIT 1))
  ORDER BY "node"."title", "node"."id" LIMIT 6)
  UNION ALL (SELECT *
  FROM (SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = node.id OFFSET 0) AND ("node"."title", "node"."id") > (SELECT "title", "id"
  FROM nearest
  ORDER BY "title" DESC, "id" DESC LIMIT 1)
  ORDER BY "node"."title", "node"."id" LIMIT 6) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "shared"."id", "shared"."title"
  FROM shared JOIN parent ON parent.key = shared."_parent"
  ORDER BY "_parent", "title", "id";

-- a page of the relation, by key: 2
/* planned once */ SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline", "node"."id" LIMIT 6)) AS item ON true
  ORDER BY "_parent", "headline", "id";
/* planned once */ SELECT parent.key AS "_parent", item.*
  FROM unnest($1::int[]) AS parent(key)
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "_ArticleToPublication" AS link JOIN "Publication" AS node ON "link"."B" = node.id
  WHERE "link"."A" = parent.key
  ORDER BY "node"."id" DESC LIMIT 21)) AS item ON true
  ORDER BY "_parent", "id" DESC;

-- a page of the relation in the middle: 2
/* planned once */ SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline", "node"."id" LIMIT 6)) AS item ON true
  ORDER BY "_parent", "headline", "id";
/* planned once */ WITH parent AS MATERIALIZED (SELECT parent.key, "parent"."_outsideAfter"
  FROM (SELECT parent.*, (EXISTS (SELECT
  FROM (SELECT "link"."B"
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Publication" AS node ON "link"."B" = node.id
  WHERE parent.few AND ("node"."title", "node"."id") <= ($1, $2)
  ORDER BY "node"."title" DESC, "node"."id" DESC LIMIT 1) OR EXISTS (SELECT
  FROM "Publication" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = node.id OFFSET 0) AND ("node"."title", "node"."id") <= ($3, $4)
  ORDER BY "node"."title" DESC, "node"."id" DESC LIMIT 1)) AS "_outsideAfter"
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM unnest($5::int[]) AS parent(key) OFFSET 0) AS parent OFFSET 0) AS parent), nearest AS MATERIALIZED ( SELECT "node"."id", "node"."title", ARRAY(SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = node.id LIMIT 101) AS parents
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few) AND ("node"."title", "node"."id") > ($6, $7)
  ORDER BY "node"."title", "node"."id" LIMIT 1050 ), found AS ( SELECT *
  FROM ( SELECT unnest(node.parents) AS "_parent", "node"."id", "node"."title"
  FROM nearest AS node
  WHERE cardinality(node.parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."title"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node.parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "title", "id") AS place
  FROM found) AS found
  WHERE place <= 21 ) SELECT parent.key AS "_parent", "parent"."_outsideAfter", item.*
  FROM ( SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few, 21 - coalesce(had.count, 0) AS missing
  FROM parent
  LEFT JOIN (SELECT "_parent", count(*)
  FROM shared GROUP BY "_parent") AS had ON had."_parent" = parent.key
  WHERE coalesce(had.count, 0) < 21 OFFSET 0 ) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM (SELECT "link"."B"
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Publication" AS node ON "link"."B" = node.id
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."title", "node"."id") > (SELECT "title", "id"
  FROM nearest
  ORDER BY "title" DESC, "id" DESC LIMIT 1)) AND ("node"."title", "node"."id") > ($8, $9)
  ORDER BY "node"."title", "node"."id" LIMIT 21)
  UNION ALL (SELECT *
  FROM (SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = node.id OFFSET 0) AND ("node"."title", "node"."id") > (SELECT "title", "id"
  FROM nearest
  ORDER BY "title" DESC, "id" DESC LIMIT 1) AND ("node"."title", "node"."id") > ($10, $11)
  ORDER BY "node"."title", "node"."id" LIMIT 21) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "parent"."_outsideAfter", "shared"."id", "shared"."title"
  FROM shared JOIN parent ON parent.key = shared."_parent"
  ORDER BY "_parent", "title", "id";

-- the counts of the relation: 2
/* planned once */ SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline", "node"."id" LIMIT 6)) AS item ON true
  ORDER BY "_parent", "headline", "id";
/* planned once */ SELECT parent.key, (SELECT count(*)::int
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key) AS count
  FROM unnest($1::int[]) AS parent(key);

-- add: 1
/* planned once */ WITH owner AS MATERIALIZED ( SELECT "owner"."id", "owner"."headline"
  FROM "Article" AS owner
  WHERE owner.id = $1 FOR NO KEY UPDATE ), target AS MATERIALIZED ( SELECT id
  FROM "Publication"
  WHERE id = ANY($2::int[])
  ORDER BY id FOR KEY SHARE ), missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM target), inserted AS (INSERT INTO "_ArticleToPublication" ("A", "B") SELECT owner.id, target.id
  FROM owner, target
  WHERE NOT EXISTS (SELECT
  FROM missing)
  ORDER BY target.id
  ON CONFLICT DO NOTHING RETURNING *) SELECT to_json(owner) AS owner, ARRAY(SELECT key
  FROM missing) AS missing, ( SELECT coalesce(json_agg(node
  ORDER BY "node"."title", "node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "inserted" JOIN "Publication" AS node ON node.id = "inserted"."B" ) AS node ) AS added
  FROM owner;

-- set: 4
begin;
/* planned once */ WITH owner AS MATERIALIZED ( SELECT "owner"."id", "owner"."headline"
  FROM "Article" AS owner
  WHERE owner.id = $1 FOR NO KEY UPDATE ), target AS MATERIALIZED ( SELECT id
  FROM "Publication"
  WHERE id = ANY($2::int[])
  ORDER BY id FOR KEY SHARE ), missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM target) SELECT to_json(owner) AS owner, ARRAY(SELECT key
  FROM missing) AS missing
  FROM owner;
/* planned once */ WITH deleted AS (DELETE
  FROM "_ArticleToPublication"
  WHERE "A" = $1 AND "B" NOT IN (SELECT unnest($2::int[])) RETURNING *), inserted AS (INSERT INTO "_ArticleToPublication" ("A", "B") SELECT $3::int, key
  FROM unnest($4::int[]) AS target(key)
  ORDER BY key
  ON CONFLICT DO NOTHING RETURNING *) SELECT ( SELECT coalesce(json_agg(node.id
  ORDER BY "node"."title", "node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "deleted" JOIN "Publication" AS node ON node.id = "deleted"."B" ) AS node ) AS removed, ( SELECT coalesce(json_agg(node
  ORDER BY "node"."title", "node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "inserted" JOIN "Publication" AS node ON node.id = "inserted"."B" ) AS node ) AS added;
commit;

-- remove: 4
begin;
/* planned once */ WITH owner AS MATERIALIZED ( SELECT "owner"."id", "owner"."headline"
  FROM "Article" AS owner
  WHERE owner.id = $1 FOR NO KEY UPDATE ), target AS MATERIALIZED ( SELECT id
  FROM "Publication"
  WHERE id = ANY($2::int[])
  ORDER BY id FOR KEY SHARE ), missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM target) SELECT to_json(owner) AS owner, ARRAY(SELECT key
  FROM missing) AS missing
  FROM owner;
/* planned once */ WITH deleted AS (DELETE
  FROM "_ArticleToPublication"
  WHERE "A" = $1 AND "B" = ANY($2::int[]) RETURNING *) SELECT ( SELECT coalesce(json_agg(node.id
  ORDER BY "node"."title", "node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "deleted" JOIN "Publication" AS node ON node.id = "deleted"."B" ) AS node ) AS removed;
commit;

-- clear: 4
begin;
/* planned once */ WITH owner AS MATERIALIZED ( SELECT "owner"."id", "owner"."headline"
  FROM "Article" AS owner
  WHERE owner.id = $1 FOR NO KEY UPDATE ), target AS MATERIALIZED ( SELECT id
  FROM "Publication"
  WHERE id = ANY($2::int[])
  ORDER BY id FOR KEY SHARE ), missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM target) SELECT to_json(owner) AS owner, ARRAY(SELECT key
  FROM missing) AS missing
  FROM owner;
/* planned once */ WITH deleted AS (DELETE
  FROM "_ArticleToPublication"
  WHERE "A" = $1 AND "B" NOT IN (SELECT unnest($2::int[])) RETURNING *) SELECT ( SELECT coalesce(json_agg(node.id
  ORDER BY "node"."title", "node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "deleted" JOIN "Publication" AS node ON node.id = "deleted"."B" ) AS node ) AS removed;
commit;

-- create through the relation: 7
BEGIN;
INSERT INTO "public"."Publication" ("title") VALUES ($1) RETURNING "public"."Publication"."id";
SELECT "public"."Article"."id"
  FROM "public"."Article"
  WHERE ("public"."Article"."id" = $1 AND 1=1) OFFSET $2;
INSERT INTO "public"."_ArticleToPublication" ("B","A") VALUES ($1,$2)
  ON CONFLICT DO NOTHING;
SELECT "public"."Publication"."id", "public"."Publication"."title"
  FROM "public"."Publication"
  WHERE "public"."Publication"."id" = $1 LIMIT $2 OFFSET $3;
SELECT "public"."Article"."id", "public"."Article"."headline", "t0"."B" AS "ArticleToPublication@Publication"
  FROM "public"."Article" INNER JOIN "public"."_ArticleToPublication" AS "t0" ON "t0"."A" = "public"."Article"."id"
  WHERE (1=1 AND "t0"."B" = $1) OFFSET $2;
COMMIT;

-- create: 6
BEGIN;
INSERT INTO "public"."Article" ("headline") VALUES ($1) RETURNING "public"."Article"."id";
SELECT "public"."Publication"."id"
  FROM "public"."Publication"
  WHERE (("public"."Publication"."id" = $1 AND 1=1) OR ("public"."Publication"."id" = $2 AND 1=1) OR ("public"."Publication"."id" = $3 AND 1=1)) OFFSET $4;
INSERT INTO "public"."_ArticleToPublication" ("A","B") VALUES ($1,$2),($3,$4),($5,$6)
  ON CONFLICT DO NOTHING;
SELECT "public"."Article"."id", "public"."Article"."headline"
  FROM "public"."Article"
  WHERE "public"."Article"."id" = $1 LIMIT $2 OFFSET $3;
COMMIT;

-- update: 1
UPDATE "public"."Article" SET "headline" = $1
  WHERE ("public"."Article"."id" = $2 AND 1=1) RETURNING "public"."Article"."id", "public"."Article"."headline";

-- delete many: 4
begin;
SELECT node.id
  FROM "Article" AS node
  WHERE "node"."headline" = $1::text
  ORDER BY node.id FOR UPDATE;
WITH gone AS (
  DELETE
  FROM "Article" AS node
  WHERE node.id = ANY($1::int[]) AND "node"."headline" = $2::text RETURNING * ) SELECT node.id
  FROM gone AS node
  ORDER BY "node"."headline", "node"."id";
commit;

-- delete: 1
DELETE
  FROM "public"."Article"
  WHERE ("public"."Article"."id" = $1 AND 1=1) RETURNING "public"."Article"."id", "public"."Article"."headline";
