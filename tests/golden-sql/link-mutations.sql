-- add, one value for all: 1
WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Album" AS _owner
  WHERE "_owner"."id" = $1::int8 FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Track" AS _target
  WHERE "_target"."code" = ANY($2::text[])
  ORDER BY "_target"."code" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "placings" AS link ("int", "track", "nr") SELECT _owner.id, _target.id, $4::int
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("int", "track") DO NOTHING RETURNING "link"."track" AS key, "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint") SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."name", "_node"."_link.int", "_node"."_link.anySmallint") AS _row)
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name", "_inserted"."_link.int", "_inserted"."_link.anySmallint"
  FROM "_inserted" JOIN "Track" AS node ON "node"."code" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;

-- add, a value for each: 1
WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Album" AS _owner
  WHERE "_owner"."id" = $1::int8 FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Track" AS _target
  WHERE "_target"."code" = ANY($2::text[])
  ORDER BY "_target"."code" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "placings" AS link ("int", "track", "nr") SELECT _owner.id, _target.id, "_value"."v0"::int
  FROM _owner, _target JOIN unnest($4::text[], $5::int[]) AS _value("key", "v0") ON _value.key = _target.id
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("int", "track") DO NOTHING RETURNING "link"."track" AS key, "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint") SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."name", "_node"."_link.int", "_node"."_link.anySmallint") AS _row)
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name", "_inserted"."_link.int", "_inserted"."_link.anySmallint"
  FROM "_inserted" JOIN "Track" AS node ON "node"."code" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;

-- set, one value for all: 4
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Album" AS _owner
  WHERE "_owner"."id" = $1::int8 FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Track" AS _target
  WHERE "_target"."code" = ANY($2::text[])
  ORDER BY "_target"."code" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _deleted AS (DELETE
  FROM "placings"
  WHERE "int" = $1::int8 AND "track" NOT IN (SELECT unnest($2::text[])) RETURNING "track" AS key), "_inserted" AS (INSERT INTO "placings" AS link ("int", "track", "nr") SELECT $3::int8, _target.key, $4::int
  FROM unnest($5::text[]) AS _target(key)
  WHERE (SELECT count(*)
  FROM _deleted) >= 0
  ORDER BY _target.key
  ON CONFLICT ("int", "track") DO NOTHING RETURNING "link"."track" AS key, "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint") SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name"
  FROM "_deleted" JOIN "Track" AS node ON "node"."code" = "_deleted"."key" ) AS _node ) AS removed, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."name", "_node"."_link.int", "_node"."_link.anySmallint") AS _row)
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name", "_inserted"."_link.int", "_inserted"."_link.anySmallint"
  FROM "_inserted" JOIN "Track" AS node ON "node"."code" = "_inserted"."key" ) AS _node ) AS added;
commit;

-- set, a value for each: 4
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Album" AS _owner
  WHERE "_owner"."id" = $1::int8 FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Track" AS _target
  WHERE "_target"."code" = ANY($2::text[])
  ORDER BY "_target"."code" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _deleted AS (DELETE
  FROM "placings"
  WHERE "int" = $1::int8 AND "track" NOT IN (SELECT unnest($2::text[])) RETURNING "track" AS key), "_inserted" AS (INSERT INTO "placings" AS link ("int", "track", "nr") SELECT $3::int8, _target.key, "_value"."v0"::int
  FROM unnest($4::text[]) AS _target(key) JOIN unnest($5::text[], $6::int[]) AS _value("key", "v0") ON _value.key = _target.key
  WHERE (SELECT count(*)
  FROM _deleted) >= 0
  ORDER BY _target.key
  ON CONFLICT ("int", "track") DO NOTHING RETURNING "link"."track" AS key, "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint") SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name"
  FROM "_deleted" JOIN "Track" AS node ON "node"."code" = "_deleted"."key" ) AS _node ) AS removed, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."name", "_node"."_link.int", "_node"."_link.anySmallint") AS _row)
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name", "_inserted"."_link.int", "_inserted"."_link.anySmallint"
  FROM "_inserted" JOIN "Track" AS node ON "node"."code" = "_inserted"."key" ) AS _node ) AS added;
commit;

-- add, some columns by default: 1
WITH _owner AS MATERIALIZED ( SELECT "_owner"."person_id" AS "id", "_owner"."called" AS "name"
  FROM "people" AS _owner
  WHERE "_owner"."person_id" = $1::uuid FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."person_id" AS id
  FROM "people" AS _target
  WHERE "_target"."person_id" = ANY($2::uuid[])
  ORDER BY "_target"."person_id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted_0" AS (INSERT INTO "follow_links" AS link ("who", "whom", "createdAt", "updatedAt", "secret") SELECT _owner.id, _target.id, (now() AT TIME ZONE 'UTC')::timestamp, (now() AT TIME ZONE 'UTC')::timestamp, "_value"."v0"::text
  FROM _owner, _target JOIN unnest($4::uuid[], $5::text[]) AS _value("key", "v0") ON _value.key = _target.id
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("who", "whom") DO NOTHING RETURNING "link"."whom" AS key, "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"), "_inserted_1" AS (INSERT INTO "follow_links" AS link ("who", "whom", "colour", "createdAt", "updatedAt", "secret") SELECT _owner.id, _target.id, $6::"shade_of_grey", (now() AT TIME ZONE 'UTC')::timestamp, (now() AT TIME ZONE 'UTC')::timestamp, $7::text
  FROM _owner, _target JOIN unnest($8::uuid[]) AS _value("key") ON _value.key = _target.id
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("who", "whom") DO NOTHING RETURNING "link"."whom" AS key, "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt"), "_inserted" AS (SELECT *
  FROM "_inserted_0"
  UNION ALL SELECT *
  FROM "_inserted_1") SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."name", "_node"."_link.int", "_node"."_link.shade", "_node"."_link.anyText", "_node"."_link.anyUuid", "_node"."_link.anySmallint", "_node"."_link.anyBigint"::text AS "_link.anyBigint", "_node"."_link.anyFloat"::text AS "_link.anyFloat", trim_scale("_node"."_link.anyDecimal")::text AS "_link.anyDecimal", "_node"."_link.anyBoolean", ("_node"."_link.anyTimestamptz" AT TIME ZONE 'UTC')::text AS "_link.anyTimestamptz", "_node"."_link.anyDate"::text AS "_link.anyDate", "_node"."_link.anyShade", coalesce(to_json("_node"."_link.words"), '[]') AS "_link.words", "_node"."_link.extra", translate(encode("_node"."_link.bytes", 'base64'), E'\n', '') AS "_link.bytes", "_node"."_link.createdAt"::text AS "_link.createdAt", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."person_id" AS "id", "node"."called" AS "name", "_inserted"."_link.int", "_inserted"."_link.shade", "_inserted"."_link.anyText", "_inserted"."_link.anyUuid", "_inserted"."_link.anySmallint", "_inserted"."_link.anyBigint", "_inserted"."_link.anyFloat", "_inserted"."_link.anyDecimal", "_inserted"."_link.anyBoolean", "_inserted"."_link.anyTimestamptz", "_inserted"."_link.anyDate", "_inserted"."_link.anyShade", "_inserted"."_link.words", "_inserted"."_link.extra", "_inserted"."_link.bytes", "_inserted"."_link.createdAt", "_inserted"."_link.updatedAt"
  FROM "_inserted" JOIN "people" AS node ON "node"."person_id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;

-- update: 1
WITH _locked AS MATERIALIZED (SELECT
  FROM "placings" AS link
  WHERE "link"."int" = $1::int8 AND "link"."track" = $2::text FOR NO KEY UPDATE SKIP LOCKED), _link AS (UPDATE "placings" AS link SET "nr" = $3::int
  WHERE "link"."int" = $4::int8 AND "link"."track" = $5::text AND EXISTS (SELECT
  FROM _locked) RETURNING "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint") SELECT ( SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row)
  FROM (SELECT "node"."id", "node"."title"
  FROM "Album" AS "node"
  WHERE "node"."id" = $6::int8) AS _owner ) AS owner, ( SELECT (SELECT to_json(_row)
  FROM (SELECT "_target"."id", "_target"."name", "_target"."_link.int", "_target"."_link.anySmallint") AS _row)
  FROM ( SELECT "node"."code" AS "id", "node"."name", "_link"."_link.int", "_link"."_link.anySmallint"
  FROM _link, "Track" AS "node"
  WHERE "node"."code" = $7::text ) AS _target ) AS target;

-- update, of nothing: 1
WITH _link AS (SELECT "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint"
  FROM "placings" AS link
  WHERE "link"."int" = $1::int8 AND "link"."track" = $2::text) SELECT ( SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row)
  FROM (SELECT "node"."id", "node"."title"
  FROM "Album" AS "node"
  WHERE "node"."id" = $3::int8) AS _owner ) AS owner, ( SELECT (SELECT to_json(_row)
  FROM (SELECT "_target"."id", "_target"."name", "_target"."_link.int", "_target"."_link.anySmallint") AS _row)
  FROM ( SELECT "node"."code" AS "id", "node"."name", "_link"."_link.int", "_link"."_link.anySmallint"
  FROM _link, "Track" AS "node"
  WHERE "node"."code" = $4::text ) AS _target ) AS target;

-- create through the relation: 1
WITH _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."title"
  FROM "Album" AS node
  WHERE "node"."id" = ANY($1::int8[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($2::int8[]) AS key EXCEPT SELECT id
  FROM _target0), _created AS (
  INSERT INTO "Track" AS node ("code", "name") SELECT $3::text, $4::text
  WHERE true AND NOT EXISTS (SELECT
  FROM _missing0) RETURNING "node"."code" AS "id", "node"."name" ), "_inserted0" AS (INSERT INTO "placings" AS link ("track", "int", "nr") SELECT _created.id, _target.id, $5::int
  FROM _created, _target0 AS _target
  ORDER BY _target.id RETURNING "link"."int" AS key, "link"."nr" AS "_link.int", "link"."side" AS "_link.anySmallint") SELECT (SELECT to_json("_created")
  FROM _created) AS row, (SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_target"."id"::text AS "id", "_target"."title", "_target"."_link.int", "_target"."_link.anySmallint") AS _row)), '[]')
  FROM (SELECT _target.*, "_inserted0"."_link.int", "_inserted0"."_link.anySmallint"
  FROM _target0 AS _target
  LEFT JOIN "_inserted0" ON "_inserted0".key = _target.id) AS _target) AS targets0, ARRAY(SELECT key::text
  FROM _missing0) AS missing0;

-- create with links: 1
WITH _target0 AS MATERIALIZED ( SELECT "node"."person_id" AS "id", "node"."called" AS "name"
  FROM "people" AS node
  WHERE "node"."person_id" = ANY($1::uuid[])
  ORDER BY "node"."person_id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($2::uuid[]) AS key EXCEPT SELECT id
  FROM _target0), _created AS (
  INSERT INTO "people" AS node ("called", "person_id") SELECT $3::text, $4::uuid
  WHERE true AND NOT EXISTS (SELECT
  FROM _missing0) RETURNING "node"."person_id" AS "id", "node"."called" AS "name" ), "_inserted0" AS (INSERT INTO "follow_links" AS link ("who", "whom", "createdAt", "updatedAt", "secret") SELECT _created.id, _target.id, (now() AT TIME ZONE 'UTC')::timestamp, (now() AT TIME ZONE 'UTC')::timestamp, "_value"."v0"::text
  FROM _created, _target0 AS _target JOIN unnest($5::uuid[], $6::text[]) AS _value("key", "v0") ON _value.key = _target.id
  ORDER BY _target.id RETURNING "link"."whom" AS key, "link"."int" AS "_link.int", "link"."colour" AS "_link.shade", "link"."remark" AS "_link.anyText", "link"."anyUuid" AS "_link.anyUuid", "link"."anySmallint" AS "_link.anySmallint", "link"."anyBigint" AS "_link.anyBigint", "link"."anyFloat" AS "_link.anyFloat", "link"."anyDecimal" AS "_link.anyDecimal", "link"."anyBoolean" AS "_link.anyBoolean", "link"."since" AS "_link.anyTimestamptz", "link"."anyDate" AS "_link.anyDate", "link"."anyShade" AS "_link.anyShade", "link"."words" AS "_link.words", "link"."extra" AS "_link.extra", "link"."bytes" AS "_link.bytes", "link"."createdAt" AS "_link.createdAt", "link"."updatedAt" AS "_link.updatedAt") SELECT (SELECT to_json("_created")
  FROM _created) AS row, (SELECT coalesce(json_agg(to_json("_target")), '[]')
  FROM _target0 AS _target) AS targets0, ARRAY(SELECT key
  FROM _missing0) AS missing0;

-- remove: 4
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Album" AS _owner
  WHERE "_owner"."id" = $1::int8 FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Track" AS _target
  WHERE "_target"."code" = ANY($2::text[])
  ORDER BY "_target"."code" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "placings"
  WHERE "int" = $1::int8 AND "track" = ANY($2::text[]) RETURNING "track" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name"
  FROM "_deleted" JOIN "Track" AS node ON "node"."code" = "_deleted"."key" ) AS _node ) AS removed;
commit;

-- clear: 4
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Album" AS _owner
  WHERE "_owner"."id" = $1::int8 FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Track" AS _target
  WHERE "_target"."code" = ANY($2::text[])
  ORDER BY "_target"."code" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
/* prepared */ WITH _deleted AS (DELETE
  FROM "placings"
  WHERE "int" = $1::int8 AND "track" NOT IN (SELECT unnest($2::text[])) RETURNING "track" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "node"."name"
  FROM "_deleted" JOIN "Track" AS node ON "node"."code" = "_deleted"."key" ) AS _node ) AS removed;
commit;
