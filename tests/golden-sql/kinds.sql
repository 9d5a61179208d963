-- one by ID
/* prepared */ SELECT "node"."id", "node"."text", "node"."varchar", "node"."uuid", "node"."int", "node"."smallint", "node"."bigint"::text AS "bigint", "node"."float"::text AS "float", "node"."real"::text AS "real", trim_scale("node"."decimal")::text AS "decimal", trim_scale("node"."numeric")::text AS "numeric", "node"."boolean", "node"."timestamp"::text AS "timestamp", "node"."timestamp6"::text AS "timestamp6", ("node"."timestamptz" AT TIME ZONE 'UTC')::text AS "timestamptz", "node"."date"::text AS "date", "node"."shade", "node"."json", "node"."jsonText", translate(encode("node"."bytes", 'base64'), E'\n', '') AS "bytes", "node"."anyText", "node"."anyVarchar", "node"."anyUuid", "node"."anyInt", "node"."anySmallint", "node"."anyBigint"::text AS "anyBigint", "node"."anyFloat"::text AS "anyFloat", "node"."anyReal"::text AS "anyReal", trim_scale("node"."anyDecimal")::text AS "anyDecimal", trim_scale("node"."anyNumeric")::text AS "anyNumeric", "node"."anyBoolean", "node"."anyTimestamp"::text AS "anyTimestamp", "node"."anyTimestamp6"::text AS "anyTimestamp6", ("node"."anyTimestamptz" AT TIME ZONE 'UTC')::text AS "anyTimestamptz", "node"."anyDate"::text AS "anyDate", "node"."anyShade", "node"."anyJson", "node"."anyJsonText", translate(encode("node"."anyBytes", 'base64'), E'\n', '') AS "anyBytes", "node"."place_code" AS "placeId"
  FROM "Item" AS node
  WHERE "node"."id" = ANY($1::int[]);

-- filter text by contains: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE strpos("node"."text", $1::text) > 0) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by text: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."text" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."text" COLLATE "C", "_page"."id";

-- order by text, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."text" COLLATE "C", "node"."id") > ($2, $3::int)
  ORDER BY "node"."text" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."text" COLLATE "C", "_page"."id";

-- filter anyText by contains: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyText" IS NOT NULL AND strpos("node"."anyText", $1::text) > 0)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyText: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyText" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyText" COLLATE "C", "_page"."id";

-- order by anyText, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyText" COLLATE "C", "node"."id") > ($2, $3::int)
  ORDER BY "node"."anyText" COLLATE "C", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyText" IS NULL
  ORDER BY "node"."anyText" COLLATE "C", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyText" COLLATE "C", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyText" COLLATE "C", "_page"."id";

-- filter varchar by contains: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE strpos("node"."varchar", $1::text) > 0) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by varchar: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."varchar" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."varchar" COLLATE "C", "_page"."id";

-- order by varchar, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."varchar" COLLATE "C", "node"."id") > ($2, $3::int)
  ORDER BY "node"."varchar" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."varchar" COLLATE "C", "_page"."id";

-- filter anyVarchar by contains: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyVarchar" IS NOT NULL AND strpos("node"."anyVarchar", $1::text) > 0)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyVarchar: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyVarchar" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyVarchar" COLLATE "C", "_page"."id";

-- order by anyVarchar, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE "node"."anyVarchar" IS NULL AND ("node"."id") > ($2::int)
  ORDER BY "node"."anyVarchar" COLLATE "C", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyVarchar" COLLATE "C", "_page"."id";

-- filter uuid by notIn: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."uuid" <> ALL($1::uuid[])) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by uuid: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."uuid", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."uuid", "_page"."id";

-- order by uuid, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."uuid", "node"."id") > ($2::uuid, $3::int)
  ORDER BY "node"."uuid", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."uuid", "_page"."id";

-- filter anyUuid by notIn: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyUuid" IS NULL OR "node"."anyUuid" <> ALL($1::uuid[]))) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyUuid: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyUuid", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyUuid", "_page"."id";

-- order by anyUuid, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyUuid", "node"."id") > ($2::uuid, $3::int)
  ORDER BY "node"."anyUuid", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyUuid" IS NULL
  ORDER BY "node"."anyUuid", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyUuid", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyUuid", "_page"."id";

-- filter int by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."int" >= $1::int) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by int: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."int", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."int", "_page"."id";

-- order by int, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."int", "node"."id") > ($2::int, $3::int)
  ORDER BY "node"."int", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."int", "_page"."id";

-- filter anyInt by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyInt" IS NOT NULL AND "node"."anyInt" >= $1::int)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyInt: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyInt", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyInt", "_page"."id";

-- order by anyInt, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE "node"."anyInt" IS NULL AND ("node"."id") > ($2::int)
  ORDER BY "node"."anyInt", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyInt", "_page"."id";

-- filter smallint by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."smallint" >= $1::int) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by smallint: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."smallint", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."smallint", "_page"."id";

-- order by smallint, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."smallint", "node"."id") > ($2::int, $3::int)
  ORDER BY "node"."smallint", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."smallint", "_page"."id";

-- filter anySmallint by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anySmallint" IS NOT NULL AND "node"."anySmallint" >= $1::int)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anySmallint: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anySmallint", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anySmallint", "_page"."id";

-- order by anySmallint, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anySmallint", "node"."id") > ($2::int, $3::int)
  ORDER BY "node"."anySmallint", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anySmallint" IS NULL
  ORDER BY "node"."anySmallint", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anySmallint", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anySmallint", "_page"."id";

-- filter bigint by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."bigint" >= $1::int8) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by bigint: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."bigint", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."bigint", "_page"."id";

-- order by bigint, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."bigint", "node"."id") > ($2::int8, $3::int)
  ORDER BY "node"."bigint", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."bigint", "_page"."id";

-- filter anyBigint by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyBigint" IS NOT NULL AND "node"."anyBigint" >= $1::int8)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyBigint: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyBigint", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyBigint", "_page"."id";

-- order by anyBigint, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyBigint", "node"."id") > ($2::int8, $3::int)
  ORDER BY "node"."anyBigint", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyBigint" IS NULL
  ORDER BY "node"."anyBigint", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyBigint", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyBigint", "_page"."id";

-- filter float by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."float" >= $1::float8) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by float: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."float", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."float", "_page"."id";

-- order by float, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."float", "node"."id") > ($2::float8, $3::int)
  ORDER BY "node"."float", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."float", "_page"."id";

-- filter anyFloat by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyFloat" IS NOT NULL AND "node"."anyFloat" >= $1::float8)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyFloat: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyFloat", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyFloat", "_page"."id";

-- order by anyFloat, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyFloat", "node"."id") > ($2::float8, $3::int)
  ORDER BY "node"."anyFloat", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyFloat" IS NULL
  ORDER BY "node"."anyFloat", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyFloat", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyFloat", "_page"."id";

-- filter real by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."real" >= $1::float4) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by real: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."real", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."real", "_page"."id";

-- order by real, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."real", "node"."id") > ($2::float4, $3::int)
  ORDER BY "node"."real", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."real", "_page"."id";

-- filter anyReal by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyReal" IS NOT NULL AND "node"."anyReal" >= $1::float4)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyReal: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyReal", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyReal", "_page"."id";

-- order by anyReal, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyReal", "node"."id") > ($2::float4, $3::int)
  ORDER BY "node"."anyReal", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyReal" IS NULL
  ORDER BY "node"."anyReal", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyReal", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyReal", "_page"."id";

-- filter decimal by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."decimal" >= $1::numeric) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by decimal: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."decimal", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."decimal", "_page"."id";

-- order by decimal, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."decimal", "node"."id") > ($2::numeric, $3::int)
  ORDER BY "node"."decimal", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."decimal", "_page"."id";

-- filter anyDecimal by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyDecimal" IS NOT NULL AND "node"."anyDecimal" >= $1::numeric)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyDecimal: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyDecimal", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyDecimal", "_page"."id";

-- order by anyDecimal, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyDecimal", "node"."id") > ($2::numeric, $3::int)
  ORDER BY "node"."anyDecimal", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyDecimal" IS NULL
  ORDER BY "node"."anyDecimal", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyDecimal", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyDecimal", "_page"."id";

-- filter numeric by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."numeric" >= $1::numeric) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by numeric: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."numeric", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."numeric", "_page"."id";

-- order by numeric, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."numeric", "node"."id") > ($2::numeric, $3::int)
  ORDER BY "node"."numeric", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."numeric", "_page"."id";

-- filter anyNumeric by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyNumeric" IS NOT NULL AND "node"."anyNumeric" >= $1::numeric)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyNumeric: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyNumeric", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyNumeric", "_page"."id";

-- order by anyNumeric, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyNumeric", "node"."id") > ($2::numeric, $3::int)
  ORDER BY "node"."anyNumeric", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyNumeric" IS NULL
  ORDER BY "node"."anyNumeric", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyNumeric", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyNumeric", "_page"."id";

-- filter boolean by not: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."boolean" <> $1::bool) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by boolean: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."boolean", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."boolean", "_page"."id";

-- order by boolean, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."boolean", "node"."id") > ($2::bool, $3::int)
  ORDER BY "node"."boolean", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."boolean", "_page"."id";

-- filter anyBoolean by not: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyBoolean" IS NULL OR "node"."anyBoolean" <> $1::bool)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyBoolean: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyBoolean", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyBoolean", "_page"."id";

-- order by anyBoolean, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyBoolean", "node"."id") > ($2::bool, $3::int)
  ORDER BY "node"."anyBoolean", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyBoolean" IS NULL
  ORDER BY "node"."anyBoolean", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyBoolean", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyBoolean", "_page"."id";

-- filter timestamp by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."timestamp" >= $1::timestamp) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by timestamp: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."timestamp", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."timestamp", "_page"."id";

-- order by timestamp, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."timestamp", "node"."id") > ($2::timestamp, $3::int)
  ORDER BY "node"."timestamp", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."timestamp", "_page"."id";

-- filter anyTimestamp by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyTimestamp" IS NOT NULL AND "node"."anyTimestamp" >= $1::timestamp)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyTimestamp: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyTimestamp", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyTimestamp", "_page"."id";

-- order by anyTimestamp, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyTimestamp", "node"."id") > ($2::timestamp, $3::int)
  ORDER BY "node"."anyTimestamp", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyTimestamp" IS NULL
  ORDER BY "node"."anyTimestamp", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyTimestamp", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyTimestamp", "_page"."id";

-- filter timestamp6 by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."timestamp6" >= $1::timestamp) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by timestamp6: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."timestamp6", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."timestamp6", "_page"."id";

-- order by timestamp6, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."timestamp6", "node"."id") > ($2::timestamp, $3::int)
  ORDER BY "node"."timestamp6", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."timestamp6", "_page"."id";

-- filter anyTimestamp6 by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyTimestamp6" IS NOT NULL AND "node"."anyTimestamp6" >= $1::timestamp)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyTimestamp6: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyTimestamp6", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyTimestamp6", "_page"."id";

-- order by anyTimestamp6, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyTimestamp6", "node"."id") > ($2::timestamp, $3::int)
  ORDER BY "node"."anyTimestamp6", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyTimestamp6" IS NULL
  ORDER BY "node"."anyTimestamp6", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyTimestamp6", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyTimestamp6", "_page"."id";

-- filter timestamptz by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."timestamptz" >= $1::timestamptz) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by timestamptz: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."timestamptz", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."timestamptz", "_page"."id";

-- order by timestamptz, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."timestamptz", "node"."id") > (($2::timestamp AT TIME ZONE 'UTC'), $3::int)
  ORDER BY "node"."timestamptz", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."timestamptz", "_page"."id";

-- filter anyTimestamptz by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyTimestamptz" IS NOT NULL AND "node"."anyTimestamptz" >= $1::timestamptz)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyTimestamptz: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyTimestamptz", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyTimestamptz", "_page"."id";

-- order by anyTimestamptz, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyTimestamptz", "node"."id") > (($2::timestamp AT TIME ZONE 'UTC'), $3::int)
  ORDER BY "node"."anyTimestamptz", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyTimestamptz" IS NULL
  ORDER BY "node"."anyTimestamptz", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyTimestamptz", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyTimestamptz", "_page"."id";

-- filter date by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."date" >= $1::date) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by date: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."date", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."date", "_page"."id";

-- order by date, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."date", "node"."id") > ($2::date, $3::int)
  ORDER BY "node"."date", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."date", "_page"."id";

-- filter anyDate by gte: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyDate" IS NOT NULL AND "node"."anyDate" >= $1::date)) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyDate: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyDate", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyDate", "_page"."id";

-- order by anyDate, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE "node"."anyDate" IS NULL AND ("node"."id") > ($2::int)
  ORDER BY "node"."anyDate", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyDate", "_page"."id";

-- filter shade by notIn: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE "node"."shade" <> ALL($1::"Shade of grey"[])) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by shade: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."shade", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."shade", "_page"."id";

-- order by shade, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."shade", "node"."id") > ($2::"Shade of grey", $3::int)
  ORDER BY "node"."shade", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."shade", "_page"."id";

-- filter anyShade by notIn: 1
SELECT parent.key, (SELECT count(*)::int
  FROM "Item" AS node
  WHERE ("node"."anyShade" IS NULL OR "node"."anyShade" <> ALL($1::"Shade of grey"[]))) AS count
  FROM (SELECT $2::int AS key) AS parent;

-- order by anyShade: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT …
  FROM "Item" AS node
  WHERE true
  ORDER BY "node"."anyShade", "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyShade", "_page"."id";

-- order by anyShade, after a row: 1
/* prepared */ SELECT "_page"."_parent", …
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT *
  FROM ((SELECT …
  FROM "Item" AS node
  WHERE ("node"."anyShade", "node"."id") > ($2::"Shade of grey", $3::int)
  ORDER BY "node"."anyShade", "node"."id" LIMIT 3)
  UNION ALL (SELECT …
  FROM "Item" AS node
  WHERE "node"."anyShade" IS NULL
  ORDER BY "node"."anyShade", "node"."id" LIMIT 3)) AS item
  ORDER BY "item"."anyShade", "item"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."anyShade", "_page"."id";
