-- one by ID: 1
/* prepared */ SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE "node"."id" = ANY($1::int[]);

-- the first page: 1
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE true
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 11)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C", "_page"."id";

-- a page in the middle: 1
/* prepared */ SELECT "_page"."_parent", "_page"."_outsideBefore", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", "parent"."_outsideBefore", item.*
  FROM (SELECT parent.*, (EXISTS (SELECT
  FROM (SELECT
  FROM "Publication" AS node
  WHERE ("node"."title" COLLATE "C", "node"."id") >= ($1, $2::int)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 1) AS nearest)) AS "_outsideBefore"
  FROM (SELECT $3::int AS key) AS parent OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE ("node"."title" COLLATE "C", "node"."id") < ($4, $5::int)
  ORDER BY "node"."title" COLLATE "C" DESC, "node"."id" DESC LIMIT 11)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C" DESC, "_page"."id" DESC;

-- a filter across the relation, and its count: 1
SELECT "_page"."_parent", "_page"."_totalCount", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", "parent"."_totalCount", item.*
  FROM (SELECT parent.*, (SELECT count(*)::int
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT "t1"."A"
  FROM "_ArticleToPublication" AS "t1"
  WHERE "t1"."B" = "node"."id" OFFSET 0) AS "t1"
  WHERE ("t1"."A" IN (SELECT "t2"."id"
  FROM "Article" AS "t2"
  WHERE strpos("t2"."headline", $1::text) > 0)) IS TRUE)) AS "_totalCount"
  FROM (SELECT $2::int AS key) AS parent OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT "t1"."A"
  FROM "_ArticleToPublication" AS "t1"
  WHERE "t1"."B" = "node"."id" OFFSET 0) AS "t1"
  WHERE ("t1"."A" IN (SELECT "t2"."id"
  FROM "Article" AS "t2"
  WHERE strpos("t2"."headline", $3::text) > 0)) IS TRUE)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C", "_page"."id";

-- a filter with every and none: 1
SELECT "_page"."_parent", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE (NOT (EXISTS (SELECT
  FROM (SELECT "t1"."A"
  FROM "_ArticleToPublication" AS "t1"
  WHERE "t1"."B" = "node"."id" OFFSET 0) AS "t1"
  WHERE ("t1"."A" IN (SELECT "t2"."id"
  FROM "Article" AS "t2"
  WHERE NOT ("t2"."id" = ANY($2::int[])))) IS TRUE)) OR NOT (EXISTS (SELECT
  FROM "_ArticleToPublication" AS "t3"
  WHERE "t3"."B" = "node"."id" OFFSET 0)))
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C", "_page"."id";

-- pairs: 1
SELECT "_page"."_parent", "_page"."id", "_page"."title", "_page"."_related" AS "_related"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title", "t2"."id" AS "_related"
  FROM "Publication" AS node JOIN ("_ArticleToPublication" AS "t1" JOIN "Article" AS "t2" ON "t2"."id" = "t1"."A") ON "t1"."B" = "node"."id"
  WHERE true AND true
  ORDER BY "node"."title" COLLATE "C", "node"."id", "t2"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C", "_page"."id", "_page"."_related";

-- two levels: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."headline"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline" COLLATE "C", "node"."id" LIMIT 6)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."headline" COLLATE "C", "_page"."id";
/* prepared */ WITH parent AS MATERIALIZED (SELECT parent.key
  FROM unnest($1::int[]) AS parent(key)), nearest AS MATERIALIZED ( SELECT "node"."id", "node"."title", ARRAY(SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = "node"."id" LIMIT 101) AS _parents
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 300 ), found AS ( SELECT *
  FROM ( SELECT unnest(node._parents) AS "_parent", "node"."id", "node"."title"
  FROM nearest AS node
  WHERE cardinality(node._parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."title"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node._parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "title" COLLATE "C", "id") AS _place
  FROM found) AS found
  WHERE _place <= 6 ) SELECT "_page"."_parent", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", item.*
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
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Publication" AS node ON "link"."B" = "node"."id"
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."title" COLLATE "C", "node"."id") > (SELECT "title" COLLATE "C", "id"
  FROM nearest
  ORDER BY "title" COLLATE "C" DESC, "id" DESC LIMIT 1))
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 6)
  UNION ALL (SELECT *
  FROM (SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = "node"."id" OFFSET 0) AND ("node"."title" COLLATE "C", "node"."id") > (SELECT "title" COLLATE "C", "id"
  FROM nearest
  ORDER BY "title" COLLATE "C" DESC, "id" DESC LIMIT 1)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 6) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "shared"."id", "shared"."title"
  FROM shared JOIN parent ON parent.key = shared."_parent") AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C", "_page"."id";

-- a page of the relation, by key: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."headline"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline" COLLATE "C", "node"."id" LIMIT 6)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."headline" COLLATE "C", "_page"."id";
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM unnest($1::int[]) AS parent(key)
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM (SELECT *
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key
  ORDER BY "link"."B" DESC LIMIT 21) AS link JOIN "Publication" AS node ON "link"."B" = "node"."id")) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."id" DESC;

-- a page of the relation in the middle: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."headline"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline" COLLATE "C", "node"."id" LIMIT 6)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."headline" COLLATE "C", "_page"."id";
/* prepared */ WITH parent AS MATERIALIZED (SELECT parent.key, "parent"."_outsideAfter"
  FROM (SELECT parent.*, (EXISTS (SELECT
  FROM (SELECT
  FROM (SELECT "link"."B"
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Publication" AS node ON "link"."B" = "node"."id"
  WHERE parent.few AND ("node"."title" COLLATE "C", "node"."id") <= ($1, $2::int)
  ORDER BY "node"."title" COLLATE "C" DESC, "node"."id" DESC LIMIT 1) AS nearest) OR EXISTS (SELECT
  FROM (SELECT
  FROM "Publication" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = "node"."id" OFFSET 0) AND ("node"."title" COLLATE "C", "node"."id") <= ($3, $4::int)
  ORDER BY "node"."title" COLLATE "C" DESC, "node"."id" DESC LIMIT 1) AS nearest)) AS "_outsideAfter"
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM unnest($5::int[]) AS parent(key) OFFSET 0) AS parent OFFSET 0) AS parent), nearest AS MATERIALIZED ( SELECT "node"."id", "node"."title", ARRAY(SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = "node"."id" LIMIT 101) AS _parents
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few) AND ("node"."title" COLLATE "C", "node"."id") > ($6, $7::int)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 1050 ), found AS ( SELECT *
  FROM ( SELECT unnest(node._parents) AS "_parent", "node"."id", "node"."title"
  FROM nearest AS node
  WHERE cardinality(node._parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."title"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node._parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "title" COLLATE "C", "id") AS _place
  FROM found) AS found
  WHERE _place <= 21 ) SELECT "_page"."_parent", "_page"."_outsideAfter", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", "parent"."_outsideAfter", item.*
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
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Publication" AS node ON "link"."B" = "node"."id"
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."title" COLLATE "C", "node"."id") > (SELECT "title" COLLATE "C", "id"
  FROM nearest
  ORDER BY "title" COLLATE "C" DESC, "id" DESC LIMIT 1)) AND ("node"."title" COLLATE "C", "node"."id") > ($8, $9::int)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 21)
  UNION ALL (SELECT *
  FROM (SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = "node"."id" OFFSET 0) AND ("node"."title" COLLATE "C", "node"."id") > (SELECT "title" COLLATE "C", "id"
  FROM nearest
  ORDER BY "title" COLLATE "C" DESC, "id" DESC LIMIT 1) AND ("node"."title" COLLATE "C", "node"."id") > ($10, $11::int)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 21) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "parent"."_outsideAfter", "shared"."id", "shared"."title"
  FROM shared JOIN parent ON parent.key = shared."_parent") AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C", "_page"."id";

-- the counts of the relation: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."headline"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline" COLLATE "C", "node"."id" LIMIT 6)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."headline" COLLATE "C", "_page"."id";
/* prepared */ SELECT parent.key, (SELECT count(*)::int
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key) AS count
  FROM unnest($1::int[]) AS parent(key);

-- pages of the relation, and their counts: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."headline"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE true
  ORDER BY "node"."headline" COLLATE "C", "node"."id" LIMIT 6)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."headline" COLLATE "C", "_page"."id";
/* prepared */ WITH parent AS MATERIALIZED (SELECT parent.key, "parent"."_totalCount"
  FROM (SELECT parent.*, (SELECT count(*)::int
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key) AS "_totalCount"
  FROM unnest($1::int[]) AS parent(key) OFFSET 0) AS parent), nearest AS MATERIALIZED ( SELECT "node"."id", "node"."title", ARRAY(SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = "node"."id" LIMIT 101) AS _parents
  FROM "Publication" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 300 ), found AS ( SELECT *
  FROM ( SELECT unnest(node._parents) AS "_parent", "node"."id", "node"."title"
  FROM nearest AS node
  WHERE cardinality(node._parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."title"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."A" AS key
  FROM "_ArticleToPublication" AS link
  WHERE "link"."B" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node._parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "title" COLLATE "C", "id") AS _place
  FROM found) AS found
  WHERE _place <= 6 ) SELECT "_page"."_parent", "_page"."_totalCount", "_page"."id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", "parent"."_totalCount", item.*
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
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Publication" AS node ON "link"."B" = "node"."id"
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."title" COLLATE "C", "node"."id") > (SELECT "title" COLLATE "C", "id"
  FROM nearest
  ORDER BY "title" COLLATE "C" DESC, "id" DESC LIMIT 1))
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 6)
  UNION ALL (SELECT *
  FROM (SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_ArticleToPublication" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = "node"."id" OFFSET 0) AND ("node"."title" COLLATE "C", "node"."id") > (SELECT "title" COLLATE "C", "id"
  FROM nearest
  ORDER BY "title" COLLATE "C" DESC, "id" DESC LIMIT 1)
  ORDER BY "node"."title" COLLATE "C", "node"."id" LIMIT 6) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "parent"."_totalCount", "shared"."id", "shared"."title"
  FROM shared JOIN parent ON parent.key = shared."_parent") AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C", "_page"."id";

-- add: 1
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."headline"
  FROM "Article" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Publication" AS _target
  WHERE "_target"."id" = ANY($2::int[])
  ORDER BY "_target"."id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target), _inserted AS (INSERT INTO "_ArticleToPublication" ("A", "B") SELECT _owner.id, _target.id
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "B" AS key) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg(to_json("_node")
  ORDER BY "_node"."title" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "_inserted" JOIN "Publication" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;

-- set: 4
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."headline"
  FROM "Article" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Publication" AS _target
  WHERE "_target"."id" = ANY($2::int[])
  ORDER BY "_target"."id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_ArticleToPublication"
  WHERE "A" = $1::int AND "B" NOT IN (SELECT unnest($2::int[])) RETURNING "B" AS key), _inserted AS (INSERT INTO "_ArticleToPublication" ("A", "B") SELECT $3::int, key
  FROM unnest($4::int[]) AS _target(key)
  WHERE (SELECT count(*)
  FROM _deleted) >= 0
  ORDER BY key
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."title" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "_deleted" JOIN "Publication" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed, ( SELECT coalesce(json_agg(to_json("_node")
  ORDER BY "_node"."title" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "_inserted" JOIN "Publication" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added;
commit;

-- remove: 4
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."headline"
  FROM "Article" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Publication" AS _target
  WHERE "_target"."id" = ANY($2::int[])
  ORDER BY "_target"."id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_ArticleToPublication"
  WHERE "A" = $1::int AND "B" = ANY($2::int[]) RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."title" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "_deleted" JOIN "Publication" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed;
commit;

-- clear: 4
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."headline"
  FROM "Article" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Publication" AS _target
  WHERE "_target"."id" = ANY($2::int[])
  ORDER BY "_target"."id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_ArticleToPublication"
  WHERE "A" = $1::int AND "B" NOT IN (SELECT unnest($2::int[])) RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."title" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title"
  FROM "_deleted" JOIN "Publication" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed;
commit;

-- create through the relation: 1
WITH _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."headline"
  FROM "Article" AS node
  WHERE "node"."id" = ANY($1::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($2::int[]) AS key EXCEPT SELECT id
  FROM _target0), _created AS (
  INSERT INTO "Publication" AS node ("title") SELECT $3::text
  WHERE true AND NOT EXISTS (SELECT
  FROM _missing0) RETURNING "node"."id", "node"."title" ), _inserted0 AS (
  INSERT INTO "_ArticleToPublication" ("B", "A") SELECT _created.id, _target.id
  FROM _created, _target0 AS _target
  ORDER BY _target.id ) SELECT (SELECT to_json("_created")
  FROM _created) AS row, (SELECT coalesce(json_agg(to_json("_target")), '[]')
  FROM _target0 AS _target) AS targets0, ARRAY(SELECT key
  FROM _missing0) AS missing0;

-- create: 1
WITH _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."title"
  FROM "Publication" AS node
  WHERE "node"."id" = ANY($1::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($2::int[]) AS key EXCEPT SELECT id
  FROM _target0), _created AS (
  INSERT INTO "Article" AS node ("headline") SELECT $3::text
  WHERE true AND NOT EXISTS (SELECT
  FROM _missing0) RETURNING "node"."id", "node"."headline" ), _inserted0 AS (
  INSERT INTO "_ArticleToPublication" ("A", "B") SELECT _created.id, _target.id
  FROM _created, _target0 AS _target
  ORDER BY _target.id ) SELECT (SELECT to_json("_created")
  FROM _created) AS row, (SELECT coalesce(json_agg(to_json("_target")), '[]')
  FROM _target0 AS _target) AS targets0, ARRAY(SELECT key
  FROM _missing0) AS missing0;

-- update: 1
UPDATE "Article" AS node SET "headline" = $1::text
  WHERE "node"."id" = $2::int RETURNING "node"."id", "node"."headline";

-- delete many: 4
begin;
SELECT "node"."id" AS key
  FROM "Article" AS node
  WHERE "node"."headline" = $1::text
  ORDER BY "node"."id" FOR UPDATE;
WITH _deleted AS (
  DELETE
  FROM "Article" AS node
  WHERE "node"."id" = ANY($1::int[]) AND "node"."headline" = $2::text RETURNING "node"."id", "node"."headline" ) SELECT _deleted.id AS key
  FROM _deleted
  ORDER BY "_deleted"."headline" COLLATE "C", "_deleted"."id";
commit;

-- delete: 1
DELETE
  FROM "Article" AS node
  WHERE "node"."id" = $1::int RETURNING true AS deleted;
