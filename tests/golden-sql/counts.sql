-- filter: a few links: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE (SELECT "t2"."count" >= $2::int
  FROM (SELECT count(*)::int AS count
  FROM (SELECT
  FROM "_PersonToTool" AS "t1"
  WHERE "t1"."A" = "node"."id" LIMIT 2) AS "t1") AS "t2")
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filter: any link: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE (EXISTS (SELECT
  FROM "_PersonToTool" AS "t1"
  WHERE "t1"."A" = "node"."id" OFFSET 0))::int >= $2::int
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filter: no link: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE (EXISTS (SELECT
  FROM "_PersonToTool" AS "t1"
  WHERE "t1"."A" = "node"."id" OFFSET 0))::int = $2::int
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filter: every row: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE 0 >= $2::int
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filter: several operators: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE (SELECT "t2"."count" <> $2::int AND "t2"."count" <> ALL($3::int[]) AND "t2"."count" < $4::int
  FROM (SELECT count(*)::int AS count
  FROM (SELECT
  FROM "_PersonToTool" AS "t1"
  WHERE "t1"."A" = "node"."id" LIMIT 5) AS "t1") AS "t2")
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- filter: through a foreign key: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."places", "_page"."siteId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."code" AS "id", "node"."name", "node"."places", "node"."site_id" AS "siteId"
  FROM "teams" AS node
  WHERE (SELECT "t2"."count" > $2::int
  FROM (SELECT count(*)::int AS count
  FROM (SELECT
  FROM "Person" AS "t1"
  WHERE "t1"."team_code" = "node"."code" LIMIT 2) AS "t1") AS "t2")
  ORDER BY "node"."name" COLLATE "C", "node"."code" COLLATE "C" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id" COLLATE "C";

-- filter: through a foreign key without an index: 1
SELECT "_page"."_parent", "_page"."id", "_page"."city"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."city"
  FROM "Site" AS node
  WHERE (("node"."id" IN (SELECT "t1"."siteId"
  FROM "Tool" AS "t1" GROUP BY "t1"."siteId" HAVING count(*) > $2::int)) IS TRUE OR 0 > $3::int AND NOT (("node"."id" IN (SELECT "t1"."siteId"
  FROM "Tool" AS "t1" )) IS TRUE))
  ORDER BY "node"."id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."id";

-- filter: links that match: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE (SELECT "t2"."count" > $2::int
  FROM (SELECT count(*)::int AS count
  FROM (SELECT
  FROM "follow_links" AS "t1"
  WHERE "t1"."who" = "node"."person_id" AND "t1"."int" > $3::int LIMIT 2) AS "t1") AS "t2")
  ORDER BY "node"."called" COLLATE "C", "node"."person_id" LIMIT 21)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";

-- order: 1
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId", "_page"."_count" AS "_count"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId", coalesce(counted.count, 0) AS "_count"
  FROM "Person" AS node
  LEFT JOIN (SELECT "related"."A" AS key, count(*)::int AS count
  FROM "_PersonToTool" AS "related" GROUP BY "related"."A") AS counted ON counted.key = "node"."id"
  WHERE true
  ORDER BY coalesce(counted.count, 0) DESC, "node"."id" DESC LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count" DESC, "_page"."id" DESC;

-- order: after a row: 1
/* prepared */ SELECT "_page"."_parent", "_page"."_outsideAfter", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId", "_page"."_count" AS "_count"
  FROM ( SELECT parent.key AS "_parent", "parent"."_outsideAfter", item.*
  FROM (SELECT parent.*, (EXISTS (SELECT
  FROM (SELECT
  FROM "Person" AS node
  LEFT JOIN (SELECT "related"."A" AS key, count(*)::int AS count
  FROM "_PersonToTool" AS "related" GROUP BY "related"."A") AS counted ON counted.key = "node"."id"
  WHERE (coalesce(counted.count, 0), "node"."id") >= ($1::int, $2::int)
  ORDER BY coalesce(counted.count, 0), "node"."id" LIMIT 1) AS nearest)) AS "_outsideAfter"
  FROM (SELECT $3::int AS key) AS parent OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId", coalesce(counted.count, 0) AS "_count"
  FROM "Person" AS node
  LEFT JOIN (SELECT "related"."A" AS key, count(*)::int AS count
  FROM "_PersonToTool" AS "related" GROUP BY "related"."A") AS counted ON counted.key = "node"."id"
  WHERE (coalesce(counted.count, 0), "node"."id") < ($4::int, $5::int)
  ORDER BY coalesce(counted.count, 0) DESC, "node"."id" DESC LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count" DESC, "_page"."id" DESC;

-- order: with a filter, and its count: 1
SELECT "_page"."_parent", "_page"."_totalCount", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId", "_page"."_count" AS "_count"
  FROM ( SELECT parent.key AS "_parent", "parent"."_totalCount", item.*
  FROM (SELECT parent.*, (SELECT count(*)::int
  FROM "Person" AS node
  WHERE strpos("node"."name", $1::text) > 0) AS "_totalCount"
  FROM (SELECT $2::int AS key) AS parent OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId", coalesce(counted.count, 0) AS "_count"
  FROM "Person" AS node CROSS JOIN LATERAL (SELECT count(*)::int AS count
  FROM "_PersonToTool" AS "related"
  WHERE "related"."A" = "node"."id") AS counted
  WHERE strpos("node"."name", $3::text) > 0
  ORDER BY coalesce(counted.count, 0) DESC, "node"."id" DESC LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count" DESC, "_page"."id" DESC;

-- order: pairs: 1
SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId", "_page"."_count" AS "_count", "_page"."_related" AS "_related"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId", coalesce(counted.count, 0) AS "_count", "t2"."id" AS "_related"
  FROM "Person" AS node JOIN ("_PersonToTool" AS "t1" JOIN "Tool" AS "t2" ON "t2"."id" = "t1"."B") ON "t1"."A" = "node"."id"
  LEFT JOIN (SELECT "related"."A" AS key, count(*)::int AS count
  FROM "_PersonToTool" AS "related" GROUP BY "related"."A") AS counted ON counted.key = "node"."id"
  WHERE true AND true
  ORDER BY coalesce(counted.count, 0) DESC, "node"."id" DESC, "t2"."id" DESC LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count" DESC, "_page"."id" DESC, "_page"."_related" DESC;

-- order: of the lists of rows, through a join table and a foreign key: 3
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId"
  FROM "Person" AS node
  WHERE true
  ORDER BY "node"."name" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."name" COLLATE "C", "_page"."id";
/* prepared */ SELECT "_page"."_parent", "_page"."_totalCount", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId", "_page"."_count" AS "_count"
  FROM ( SELECT parent.key AS "_parent", "parent"."_totalCount", item.*
  FROM (SELECT parent.*, (SELECT count(*)::int
  FROM "_Advice" AS link
  WHERE "link"."A" = parent.key) AS "_totalCount"
  FROM unnest($1::int[]) AS parent(key) OFFSET 0) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId", coalesce(counted.count, 0) AS "_count"
  FROM (SELECT "link"."B"
  FROM "_Advice" AS link
  WHERE "link"."A" = parent.key OFFSET 0) AS link JOIN "Person" AS node ON "link"."B" = "node"."id" CROSS JOIN LATERAL (SELECT count(*)::int AS count
  FROM "_PersonToTool" AS "related"
  WHERE "related"."A" = "node"."id") AS counted
  WHERE true
  ORDER BY coalesce(counted.count, 0) DESC, "node"."id" DESC LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count" DESC, "_page"."id" DESC;
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."badge", "_page"."teamId", "_page"."managerId", "_page"."_count" AS "_count"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM unnest($1::int[]) AS parent(key)
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name", "node"."badge", "node"."team_code" AS "teamId", "node"."managerId", coalesce(counted.count, 0) AS "_count"
  FROM (SELECT *
  FROM "Person" AS node
  WHERE "node"."managerId" = parent.key OFFSET 0) AS node CROSS JOIN LATERAL (SELECT count(*)::int AS count
  FROM "_PersonToTool" AS "related"
  WHERE "related"."A" = "node"."id") AS counted
  WHERE true
  ORDER BY coalesce(counted.count, 0) DESC, "node"."id" DESC LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count" DESC, "_page"."id" DESC;

-- order: through a foreign key without an index: 1
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."city", "_page"."_count" AS "_count"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."city", coalesce(counted.count, 0) AS "_count"
  FROM "Site" AS node
  LEFT JOIN (SELECT "related"."siteId" AS key, count(*)::int AS count
  FROM "Tool" AS "related" GROUP BY "related"."siteId") AS counted ON counted.key = "node"."id"
  WHERE true
  ORDER BY coalesce(counted.count, 0), "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count", "_page"."id";

-- order: of links with columns: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id"::text AS "id", "_page"."title"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."title"
  FROM "Album" AS node
  WHERE true
  ORDER BY "node"."title" COLLATE "C" DESC, "node"."id" DESC LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."title" COLLATE "C" DESC, "_page"."id" DESC;
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name", "_page"."_link.int", "_page"."_link.anySmallint", "_page"."_count" AS "_count"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM unnest($1::int8[]) AS parent(key)
  LEFT JOIN LATERAL ((SELECT "node"."code" AS "id", "node"."name", coalesce(counted.count, 0) AS "_count", "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint"
  FROM (SELECT *
  FROM "placings" AS link
  WHERE "link"."int" = parent.key OFFSET 0) AS link JOIN "Track" AS node ON "link"."track" = "node"."code" CROSS JOIN LATERAL (SELECT count(*)::int AS count
  FROM "placings" AS "related"
  WHERE "related"."track" = "node"."code") AS counted
  WHERE true
  ORDER BY coalesce(counted.count, 0), "node"."code" COLLATE "C" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_count", "_page"."id" COLLATE "C";
