-- to one: 3
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE true
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ SELECT "node"."code" AS "id", "node"."name", "node"."places", "node"."site_id" AS "siteId"
  FROM "teams" AS node
  WHERE "node"."code" = ANY($1::text[]);
/* prepared */ SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE "node"."id" = ANY($1::int[]);

-- to one, from its other side: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE true
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ SELECT _wanted._place::int AS _place, "node"."id", "node"."label", "node"."personId"
  FROM unnest($1::int[]) WITH ORDINALITY AS _wanted(_value, _place) JOIN "Desk" AS node ON "node"."personId" = _wanted._value;

-- a list in an order that its index has: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."places", "_page"."siteId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."code" AS "id", "node"."name", "node"."places", "node"."site_id" AS "siteId"
  FROM "teams" AS node
  WHERE true
  ORDER BY "node"."name" COLLATE "C", "node"."code" COLLATE "C" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id" COLLATE "C";
/* prepared */ SELECT "_page"."_parent", "_page"."_totalCount", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", "parent"."_totalCount", item.*
  FROM (SELECT parent.*, (SELECT count(*)::int
  FROM "Person" AS node
  WHERE "node"."team_code" = parent.key) AS "_totalCount"
  FROM unnest($1::text[]) AS parent(key) OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE "node"."team_code" = parent.key
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- a list in another order: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE true
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ WITH parent AS MATERIALIZED (SELECT parent.key
  FROM unnest($1::int[]) AS parent(key)), nearest AS MATERIALIZED ( SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId", ARRAY(SELECT "link"."managerId" AS key
  FROM "Person" AS link
  WHERE "link"."id" = "node"."id" LIMIT 101) AS _parents
  FROM "Person" AS node
  WHERE EXISTS (SELECT
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "Person" AS node
  WHERE "node"."managerId" = parent.key OFFSET 1000) AS few
  FROM parent) AS parent
  WHERE NOT parent.few)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 150 ), found AS ( SELECT *
  FROM ( SELECT unnest(node._parents) AS "_parent", "node"."id", "node"."name", "node"."badge", "node"."teamId", "node"."managerId"
  FROM nearest AS node
  WHERE cardinality(node._parents) <= 100 ) AS node
  WHERE "_parent" IN (SELECT key
  FROM parent)
  UNION ALL SELECT of.key, "node"."id", "node"."name", "node"."badge", "node"."teamId", "node"."managerId"
  FROM nearest AS node CROSS JOIN LATERAL (SELECT key
  FROM (SELECT "link"."managerId" AS key
  FROM "Person" AS link
  WHERE "link"."id" = node.id) AS of
  WHERE key = ANY(ARRAY(SELECT key
  FROM parent)) OFFSET 0) AS of
  WHERE cardinality(node._parents) > 100 ), shared AS MATERIALIZED ( SELECT *
  FROM (SELECT found.*, row_number() OVER (PARTITION BY "_parent"
  ORDER BY "name" COLLATE "C", "id") AS _place
  FROM found) AS found
  WHERE _place <= 3 ) SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM ( SELECT parent.*, NOT EXISTS (SELECT
  FROM "Person" AS node
  WHERE "node"."managerId" = parent.key OFFSET 1000) AS few, 3 - coalesce(had.count, 0) AS missing
  FROM parent
  LEFT JOIN (SELECT "_parent", count(*)
  FROM shared GROUP BY "_parent") AS had ON had."_parent" = parent.key
  WHERE coalesce(had.count, 0) < 3 OFFSET 0 ) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM (SELECT *
  FROM "Person" AS node
  WHERE "node"."managerId" = parent.key OFFSET 0) AS node
  WHERE parent.few AND (NOT EXISTS (SELECT
  FROM nearest) OR ("node"."name" COLLATE "C", "node"."id") > (SELECT "name" COLLATE "C", "id"
  FROM nearest
  ORDER BY "name" COLLATE "C" DESC, "id" DESC LIMIT 1))
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)
  UNION ALL (SELECT *
  FROM (SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  WHERE "node"."managerId" = parent.key OFFSET 0) AND ("node"."name" COLLATE "C", "node"."id") > (SELECT "name" COLLATE "C", "id"
  FROM nearest
  ORDER BY "name" COLLATE "C" DESC, "id" DESC LIMIT 1)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3) AS item LIMIT parent.missing)) AS item ON true
  UNION ALL SELECT parent.key AS "_parent", "shared"."id", "shared"."name", "shared"."badge", "shared"."teamId", "shared"."managerId"
  FROM shared JOIN parent ON parent.key = shared."_parent") AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- a list in another order, of one row: 2
/* prepared */ SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE "node"."id" = ANY($1::int[]);
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT parent.*, NOT EXISTS (SELECT
  FROM "Person" AS node
  WHERE "node"."managerId" = parent.key OFFSET 1000) AS few
  FROM (SELECT $1::int AS key) AS parent OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM (SELECT *
  FROM "Person" AS node
  WHERE "node"."managerId" = parent.key OFFSET 0) AS node
  WHERE parent.few
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)
  UNION ALL (SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE NOT parent.few AND EXISTS (SELECT
  WHERE "node"."managerId" = parent.key OFFSET 0)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- look-ups: 1
/* prepared */ SELECT _wanted._place::int AS _place, "node"."id", "node"."label", "node"."personId"
  FROM unnest($1::text[]) WITH ORDINALITY AS _wanted(_value, _place) JOIN "Desk" AS node ON "node"."label" = _wanted._value;

-- filters to one: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE ("node"."team_code" IN (SELECT "t2"."code"
  FROM "teams" AS "t2"
  WHERE strpos("t2"."name", $2::text) > 0)) IS TRUE
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filters to one, by an index: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE EXISTS (SELECT
  FROM "teams" AS "t2"
  WHERE "t2"."code" = "node"."team_code" AND "t2"."code" = $2)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filters to one, apart: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE NOT (("node"."team_code" IN (SELECT "t2"."code"
  FROM "teams" AS "t2"
  WHERE "t2"."name" = $2::text)) IS TRUE)
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filters for null: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE (NOT ("node"."managerId" IS NOT NULL) OR NOT (EXISTS (SELECT
  FROM "Desk" AS "t2"
  WHERE "t2"."personId" = "node"."id" OFFSET 0)) OR EXISTS (SELECT
  FROM "Desk" AS "t4"
  WHERE "t4"."personId" = "node"."id" OFFSET 0))
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filters of a list: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."places", "_page"."siteId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."code" AS "id", "node"."name", "node"."places", "node"."site_id" AS "siteId"
  FROM "teams" AS node
  WHERE ("node"."code" IN (SELECT "t2"."team_code"
  FROM "Person" AS "t2"
  WHERE strpos("t2"."name", $2::text) > 0)) IS TRUE AND NOT (("node"."code" IN (SELECT "t4"."team_code"
  FROM "Person" AS "t4"
  WHERE NOT (strpos("t4"."name", $3::text) > 0))) IS TRUE) AND NOT (EXISTS (SELECT
  FROM "Person" AS "t6"
  WHERE "t6"."team_code" = "node"."code" OFFSET 0))
  ORDER BY "node"."name" COLLATE "C", "node"."code" COLLATE "C" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id" COLLATE "C";

-- pairs: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."places", "_page"."siteId", "_page"."_related" AS "_related"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."code" AS "id", "node"."name", "node"."places", "node"."site_id" AS "siteId", "t2"."id" AS "_related"
  FROM "teams" AS node JOIN "Person" AS "t2" ON "t2"."team_code" = "node"."code"
  WHERE true AND true
  ORDER BY "node"."name" COLLATE "C", "node"."code" COLLATE "C", "t2"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id" COLLATE "C", "_page"."_related";

-- create: 1
WITH _referenced0 AS MATERIALIZED ( SELECT
  FROM "teams" AS node
  WHERE "node"."code" = $1::text FOR KEY SHARE ), _referenced1 AS MATERIALIZED ( SELECT
  FROM "Person" AS node
  WHERE "node"."id" = $2::int FOR KEY SHARE ), _created AS (
  INSERT INTO "Person" AS node ("name", "team_code", "managerId") SELECT $3::text, $4::text, $5::int
  WHERE true AND EXISTS (SELECT
  FROM _referenced0) AND EXISTS (SELECT
  FROM _referenced1) RETURNING "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId" ) SELECT (SELECT to_json("_created")
  FROM _created) AS row, ARRAY[EXISTS (SELECT
  FROM _referenced0), EXISTS (SELECT
  FROM _referenced1)]::bool[] AS found;

-- create related: 1
WITH _referenced0 AS MATERIALIZED ( SELECT
  FROM "teams" AS node
  WHERE "node"."code" = $1::text FOR KEY SHARE ), _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."name", "node"."siteId"
  FROM "Tool" AS node
  WHERE "node"."id" = ANY($2::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target0), _created AS (
  INSERT INTO "Person" AS node ("name", "team_code") SELECT $4::text, $5::text
  WHERE true AND EXISTS (SELECT
  FROM _referenced0) AND NOT EXISTS (SELECT
  FROM _missing0) RETURNING "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId" ), _inserted0 AS (
  INSERT INTO "_PersonToTool" ("A", "B") SELECT _created.id, _target.id
  FROM _created, _target0 AS _target
  ORDER BY _target.id ) SELECT (SELECT to_json("_created")
  FROM _created) AS row, ARRAY[EXISTS (SELECT
  FROM _referenced0)]::bool[] AS found, (SELECT coalesce(json_agg(to_json("_target")), '[]')
  FROM _target0 AS _target) AS targets0, ARRAY(SELECT key
  FROM _missing0) AS missing0;

-- update: 1
WITH _referenced0 AS MATERIALIZED ( SELECT
  FROM "teams" AS node
  WHERE "node"."code" = $1::text FOR KEY SHARE ), _updated AS (UPDATE "Person" AS node SET "team_code" = $2::text, "managerId" = $3::int
  WHERE "node"."id" = $4::int AND EXISTS (SELECT
  FROM _referenced0) RETURNING "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId") SELECT (SELECT to_json("_updated")
  FROM _updated) AS row, ARRAY[EXISTS (SELECT
  FROM _referenced0)]::bool[] AS found
  FROM "Person" AS node
  WHERE "node"."id" = $5::int;
