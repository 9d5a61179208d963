-- add: 1
/* prepared */ WITH _row AS MATERIALIZED ( SELECT "_row"."id", "_row"."name"
  FROM "Member" AS _row
  WHERE "_row"."id" = ANY($1::int[] || $2::int)
  ORDER BY "_row"."id" FOR NO KEY UPDATE SKIP LOCKED ), _owner AS MATERIALIZED (SELECT *
  FROM _row
  WHERE id = $3::int), _target AS MATERIALIZED (SELECT id
  FROM _row
  WHERE id = ANY($4::int[])
  ORDER BY id), _missing AS MATERIALIZED (SELECT unnest($5::int[]) AS key EXCEPT SELECT id
  FROM _target), _inserted AS (INSERT INTO "_Friendship" ("A", "B") SELECT _owner.id, _target.id
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "B" AS key) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg(to_json("_node")
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name"
  FROM "_inserted" JOIN "Member" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;

-- set: 4
begin;
/* prepared */ WITH _row AS MATERIALIZED ( SELECT "_row"."id", "_row"."name"
  FROM "Member" AS _row
  WHERE "_row"."id" = ANY($1::int[] || $2::int || ARRAY(SELECT "B"
  FROM "_Friendship"
  WHERE "A" = $3::int))
  ORDER BY "_row"."id" FOR NO KEY UPDATE ), _owner AS MATERIALIZED (SELECT *
  FROM _row
  WHERE id = $4::int), _target AS MATERIALIZED (SELECT id
  FROM _row
  WHERE id = ANY($5::int[])
  ORDER BY id), _missing AS MATERIALIZED (SELECT unnest($6::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_Friendship"
  WHERE "A" = $1::int AND "B" NOT IN (SELECT unnest($2::int[])) RETURNING "B" AS key), _inserted AS (INSERT INTO "_Friendship" ("A", "B") SELECT $3::int, key
  FROM unnest($4::int[]) AS _target(key)
  WHERE (SELECT count(*)
  FROM _deleted) >= 0
  ORDER BY key
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name"
  FROM "_deleted" JOIN "Member" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed, ( SELECT coalesce(json_agg(to_json("_node")
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name"
  FROM "_inserted" JOIN "Member" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added;
commit;

-- remove: 4
begin;
/* prepared */ WITH _row AS MATERIALIZED ( SELECT "_row"."id", "_row"."name"
  FROM "Member" AS _row
  WHERE "_row"."id" = ANY($1::int[] || $2::int || ARRAY(SELECT "B"
  FROM "_Friendship"
  WHERE "A" = $3::int))
  ORDER BY "_row"."id" FOR NO KEY UPDATE ), _owner AS MATERIALIZED (SELECT *
  FROM _row
  WHERE id = $4::int), _target AS MATERIALIZED (SELECT id
  FROM _row
  WHERE id = ANY($5::int[])
  ORDER BY id), _missing AS MATERIALIZED (SELECT unnest($6::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_Friendship"
  WHERE "A" = $1::int AND "B" = ANY($2::int[]) RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name"
  FROM "_deleted" JOIN "Member" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed;
commit;

-- clear: 4
begin;
/* prepared */ WITH _row AS MATERIALIZED ( SELECT "_row"."id", "_row"."name"
  FROM "Member" AS _row
  WHERE "_row"."id" = ANY($1::int[] || $2::int || ARRAY(SELECT "B"
  FROM "_Friendship"
  WHERE "A" = $3::int))
  ORDER BY "_row"."id" FOR NO KEY UPDATE ), _owner AS MATERIALIZED (SELECT *
  FROM _row
  WHERE id = $4::int), _target AS MATERIALIZED (SELECT id
  FROM _row
  WHERE id = ANY($5::int[])
  ORDER BY id), _missing AS MATERIALIZED (SELECT unnest($6::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_Friendship"
  WHERE "A" = $1::int AND "B" NOT IN (SELECT unnest($2::int[])) RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name"
  FROM "_deleted" JOIN "Member" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed;
commit;

-- create through the relation: 1
WITH _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."name"
  FROM "Member" AS node
  WHERE "node"."id" = ANY($1::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($2::int[]) AS key EXCEPT SELECT id
  FROM _target0), _created AS (
  INSERT INTO "Member" AS node ("name") SELECT $3::text
  WHERE true AND NOT EXISTS (SELECT
  FROM _missing0) RETURNING "node"."id", "node"."name" ), _inserted0 AS (
  INSERT INTO "_Friendship" ("A", "B") SELECT _created.id, _target.id
  FROM _created, _target0 AS _target
  ORDER BY _target.id ) SELECT (SELECT to_json("_created")
  FROM _created) AS row, (SELECT coalesce(json_agg(to_json("_target")), '[]')
  FROM _target0 AS _target) AS targets0, ARRAY(SELECT key
  FROM _missing0) AS missing0;

-- update: 7
begin;
/* prepared */ WITH _row AS MATERIALIZED ( SELECT "_row"."id", "_row"."name"
  FROM "Member" AS _row
  WHERE "_row"."id" = ANY($1::int[] || $2::int || ARRAY(SELECT "B"
  FROM "_Friendship"
  WHERE "A" = $3::int))
  ORDER BY "_row"."id" FOR NO KEY UPDATE ), _owner AS MATERIALIZED (SELECT *
  FROM _row
  WHERE id = $4::int), _target AS MATERIALIZED (SELECT id
  FROM _row
  WHERE id = ANY($5::int[])
  ORDER BY id), _missing AS MATERIALIZED (SELECT unnest($6::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
SELECT "node"."id" AS key
  FROM "Member" AS node
  WHERE "node"."id" = ANY($1::int[])
  ORDER BY "node"."id" FOR NO KEY UPDATE;
WITH _owner AS MATERIALIZED ( SELECT "node"."id", "node"."name"
  FROM "Member" AS node
  WHERE "node"."id" = $1::int FOR NO KEY UPDATE ), _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."name"
  FROM "Member" AS node
  WHERE "node"."id" = ANY($2::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target0) SELECT to_json("_owner") AS row, ARRAY(SELECT key
  FROM _missing0) AS missing0
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_Friendship"
  WHERE "A" = $1::int AND "B" = ANY($2::int[]) RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name"
  FROM "_deleted" JOIN "Member" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed;
/* prepared */ WITH _row AS MATERIALIZED ( SELECT "_row"."id", "_row"."name"
  FROM "Member" AS _row
  WHERE "_row"."id" = ANY($1::int[] || $2::int)
  ORDER BY "_row"."id" FOR NO KEY UPDATE SKIP LOCKED ), _owner AS MATERIALIZED (SELECT *
  FROM _row
  WHERE id = $3::int), _target AS MATERIALIZED (SELECT id
  FROM _row
  WHERE id = ANY($4::int[])
  ORDER BY id), _missing AS MATERIALIZED (SELECT unnest($5::int[]) AS key EXCEPT SELECT id
  FROM _target), _inserted AS (INSERT INTO "_Friendship" ("A", "B") SELECT _owner.id, _target.id
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "B" AS key) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg(to_json("_node")
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name"
  FROM "_inserted" JOIN "Member" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- pages: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name"
  FROM "Member" AS node
  WHERE true
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ WITH parent AS MATERIALIZED (SELECT parent.key, "parent"."_totalCount"
  FROM (SELECT parent.*, (SELECT count(*)::int
  FROM "_Friendship" AS link
  WHERE "link"."A" = parent.key) AS "_totalCount"
  FROM unnest($1::int[]) AS parent(key) OFFSET 0) AS parent), nearest AS MATERIALIZED ( SELECT "node"."id", "node"."name", ARRAY(SELECT "link"."A" AS key
  FROM "_Friendship" AS link
  WHERE "link"."B" = "node"."id" LIMIT 101) AS _parents
  FROM "Member" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "_Friendship" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 150 ), found AS ( SELECT *
  FROM ( SELECT unnest(node._parents) AS "_parent", "node"."id", "node"."name"
  FROM nearest AS node
  WHERE cardinality(node._parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."name"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."A" AS key
  FROM "_Friendship" AS link
  WHERE "link"."B" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node._parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "name" COLLATE "C", "id") AS _place
  FROM found) AS found
  WHERE _place <= 3 ) SELECT "_page"."_parent", "_page"."_totalCount", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", "parent"."_totalCount", item.*
  FROM ( SELECT parent.*, NOT EXISTS (SELECT
  FROM "_Friendship" AS link
  WHERE "link"."A" = parent.key OFFSET 1000) AS few, 3 - coalesce(had.count, 0) AS missing
  FROM parent
  LEFT JOIN (SELECT "_parent", count(*)
  FROM shared GROUP BY "_parent") AS had ON had."_parent" = parent.key
  WHERE coalesce(had.count, 0) < 3 OFFSET 0 ) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name"
  FROM (SELECT "link"."B"
  FROM "_Friendship" AS link
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Member" AS node ON "link"."B" = "node"."id"
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."name" COLLATE "C", "node"."id") > (SELECT "name" COLLATE "C", "id"
  FROM nearest
  ORDER BY "name" COLLATE "C" DESC, "id" DESC LIMIT 1))
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)
  UNION ALL (SELECT *
  FROM (SELECT "node"."id", "node"."name"
  FROM "Member" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  FROM "_Friendship" AS link
  WHERE "link"."A" = parent.key AND "link"."B" = "node"."id" OFFSET 0) AND ("node"."name" COLLATE "C", "node"."id") > (SELECT "name" COLLATE "C", "id"
  FROM nearest
  ORDER BY "name" COLLATE "C" DESC, "id" DESC LIMIT 1)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "parent"."_totalCount", "shared"."id", "shared"."name"
  FROM shared JOIN parent ON parent.key = shared."_parent") AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- a filter: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name"
  FROM "Member" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT "t1"."B"
  FROM "_Friendship" AS "t1"
  WHERE "t1"."A" = "node"."id" OFFSET 0) AS "t1"
  WHERE ("t1"."B" IN (SELECT "t2"."id"
  FROM "Member" AS "t2"
  WHERE strpos("t2"."name", $2::text) > 0)) IS TRUE)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
