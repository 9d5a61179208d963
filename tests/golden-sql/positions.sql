-- add at the end: 5
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."name"
  FROM "Playlist" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."song_id" AS id
  FROM "Song" AS _target
  WHERE "_target"."song_id" = ANY($2::uuid[])
  ORDER BY "_target"."song_id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $1::int AND "link"."song" = ANY($2::uuid[])
  ORDER BY "link"."song") SELECT (SELECT json_agg(json_build_array("_named"."song", "_named"."at")
  ORDER BY "_named"."at" COLLATE "C", "_named"."song")
  FROM _named) AS linked, (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $3::int
  ORDER BY "link"."at" COLLATE "C" DESC, "link"."song" DESC LIMIT 8))) AS "before";
WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."name"
  FROM "Playlist" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."song_id" AS id
  FROM "Song" AS _target
  WHERE "_target"."song_id" = ANY($2::uuid[])
  ORDER BY "_target"."song_id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "Entry" AS link ("list", "song", "at", "updatedAt") SELECT _owner.id, _target.id, "_value"."v0"::text, (now() AT TIME ZONE 'UTC')::timestamp
  FROM _owner, _target JOIN unnest($4::uuid[], $5::text[]) AS _value("key", "v0") ON _value.key = _target.id
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("list", "song") DO NOTHING RETURNING "link"."song" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt") SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."title", "_node"."_link.place", "_node"."_link.note", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."_link.place" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."song_id" AS "id", "node"."title", "_inserted"."_link.place", "_inserted"."_link.note", "_inserted"."_link.updatedAt"
  FROM "_inserted" JOIN "Song" AS node ON "node"."song_id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- add after a row: 5
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."name"
  FROM "Playlist" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."song_id" AS id
  FROM "Song" AS _target
  WHERE "_target"."song_id" = ANY($2::uuid[])
  ORDER BY "_target"."song_id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $1::int AND "link"."song" = ANY($2::uuid[])
  ORDER BY "link"."song"), _beside AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $3::int AND "link"."song" = $4::uuid) SELECT (SELECT json_agg(json_build_array("_named"."song", "_named"."at")
  ORDER BY "_named"."at" COLLATE "C", "_named"."song")
  FROM _named) AS linked, EXISTS (SELECT
  FROM _beside) AS "isPlace", (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $5::int AND ("link"."at" COLLATE "C", "link"."song") <= ((SELECT "_beside"."at" COLLATE "C"
  FROM _beside), (SELECT "_beside"."song"
  FROM _beside))
  ORDER BY "link"."at" COLLATE "C" DESC, "link"."song" DESC LIMIT 8))) AS before, (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $6::int AND ("link"."at" COLLATE "C", "link"."song") > ((SELECT "_beside"."at" COLLATE "C"
  FROM _beside), (SELECT "_beside"."song"
  FROM _beside))
  ORDER BY "link"."at" COLLATE "C" ASC, "link"."song" ASC LIMIT 8))) AS after;
WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."name"
  FROM "Playlist" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."song_id" AS id
  FROM "Song" AS _target
  WHERE "_target"."song_id" = ANY($2::uuid[])
  ORDER BY "_target"."song_id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "Entry" AS link ("list", "song", "at", "updatedAt") SELECT _owner.id, _target.id, "_value"."v0"::text, (now() AT TIME ZONE 'UTC')::timestamp
  FROM _owner, _target JOIN unnest($4::uuid[], $5::text[]) AS _value("key", "v0") ON _value.key = _target.id
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("list", "song") DO NOTHING RETURNING "link"."song" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt") SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."title", "_node"."_link.place", "_node"."_link.note", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."_link.place" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."song_id" AS "id", "node"."title", "_inserted"."_link.place", "_inserted"."_link.note", "_inserted"."_link.updatedAt"
  FROM "_inserted" JOIN "Song" AS node ON "node"."song_id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- move before a row: 5
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."name"
  FROM "Playlist" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."song_id" AS id
  FROM "Song" AS _target
  WHERE "_target"."song_id" = ANY($2::uuid[])
  ORDER BY "_target"."song_id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $1::int AND "link"."song" = ANY($2::uuid[])
  ORDER BY "link"."song" FOR NO KEY UPDATE), _beside AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $3::int AND "link"."song" = $4::uuid) SELECT (SELECT json_agg(json_build_array("_named"."song", "_named"."at")
  ORDER BY "_named"."at" COLLATE "C", "_named"."song")
  FROM _named) AS linked, EXISTS (SELECT
  FROM _beside) AS "isPlace", (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $5::int AND ("link"."at" COLLATE "C", "link"."song") < ((SELECT "_beside"."at" COLLATE "C"
  FROM _beside), (SELECT "_beside"."song"
  FROM _beside)) AND NOT ("link"."song" = ANY($6::uuid[]))
  ORDER BY "link"."at" COLLATE "C" DESC, "link"."song" DESC LIMIT 8))) AS before, (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $7::int AND ("link"."at" COLLATE "C", "link"."song") >= ((SELECT "_beside"."at" COLLATE "C"
  FROM _beside), (SELECT "_beside"."song"
  FROM _beside)) AND NOT ("link"."song" = ANY($8::uuid[]))
  ORDER BY "link"."at" COLLATE "C" ASC, "link"."song" ASC LIMIT 8))) AS after;
WITH _written AS ( UPDATE "Entry" AS link SET "at" = _place.place, "updatedAt" = CASE WHEN "link"."song" = ANY($1::uuid[]) THEN (now() AT TIME ZONE 'UTC')::timestamp ELSE "link"."updatedAt" END
  FROM unnest($2::uuid[], $3::text[]) AS _place(key, place)
  WHERE "link"."list" = $4::int AND "link"."song" = _place.key RETURNING "link"."song" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt" ), _moved AS (SELECT *
  FROM _written
  WHERE "_written"."key" = ANY($5::uuid[])) SELECT ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."title", "_node"."_link.place", "_node"."_link.note", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."_link.place" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."song_id" AS "id", "node"."title", "_moved"."_link.place", "_moved"."_link.note", "_moved"."_link.updatedAt"
  FROM "_moved" JOIN "Song" AS node ON "node"."song_id" = "_moved"."key" ) AS _node ) AS moved;
commit;

-- move to the start: 5
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."name"
  FROM "Playlist" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."song_id" AS id
  FROM "Song" AS _target
  WHERE "_target"."song_id" = ANY($2::uuid[])
  ORDER BY "_target"."song_id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $1::int AND "link"."song" = ANY($2::uuid[])
  ORDER BY "link"."song" FOR NO KEY UPDATE) SELECT (SELECT json_agg(json_build_array("_named"."song", "_named"."at")
  ORDER BY "_named"."at" COLLATE "C", "_named"."song")
  FROM _named) AS linked, (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $3::int AND NOT ("link"."song" = ANY($4::uuid[]))
  ORDER BY "link"."at" COLLATE "C" ASC, "link"."song" ASC LIMIT 8))) AS "after";
WITH _written AS ( UPDATE "Entry" AS link SET "at" = _place.place, "updatedAt" = CASE WHEN "link"."song" = ANY($1::uuid[]) THEN (now() AT TIME ZONE 'UTC')::timestamp ELSE "link"."updatedAt" END
  FROM unnest($2::uuid[], $3::text[]) AS _place(key, place)
  WHERE "link"."list" = $4::int AND "link"."song" = _place.key RETURNING "link"."song" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt" ), _moved AS (SELECT *
  FROM _written
  WHERE "_written"."key" = ANY($5::uuid[])) SELECT ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."title", "_node"."_link.place", "_node"."_link.note", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."_link.place" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."song_id" AS "id", "node"."title", "_moved"."_link.place", "_moved"."_link.note", "_moved"."_link.updatedAt"
  FROM "_moved" JOIN "Song" AS node ON "node"."song_id" = "_moved"."key" ) AS _node ) AS moved;
commit;

-- set: 6
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."name"
  FROM "Playlist" AS _owner
  WHERE "_owner"."id" = $1::int FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."song_id" AS id
  FROM "Song" AS _target
  WHERE "_target"."song_id" = ANY($2::uuid[])
  ORDER BY "_target"."song_id" FOR KEY SHARE ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $1::int AND "link"."song" = ANY($2::uuid[])
  ORDER BY "link"."song") SELECT (SELECT json_agg(json_build_array("_named"."song", "_named"."at")
  ORDER BY "_named"."at" COLLATE "C", "_named"."song")
  FROM _named) AS linked;
WITH _written AS ( UPDATE "Entry" AS link SET "at" = _place.place, "updatedAt" = CASE WHEN "link"."song" = ANY($1::uuid[]) THEN (now() AT TIME ZONE 'UTC')::timestamp ELSE "link"."updatedAt" END
  FROM unnest($2::uuid[], $3::text[]) AS _place(key, place)
  WHERE "link"."list" = $4::int AND "link"."song" = _place.key RETURNING "link"."song" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt" ), _moved AS (SELECT *
  FROM _written
  WHERE "_written"."key" = ANY($5::uuid[])) SELECT ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."title", "_node"."_link.place", "_node"."_link.note", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."_link.place" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."song_id" AS "id", "node"."title", "_moved"."_link.place", "_moved"."_link.note", "_moved"."_link.updatedAt"
  FROM "_moved" JOIN "Song" AS node ON "node"."song_id" = "_moved"."key" ) AS _node ) AS moved;
WITH _deleted AS (DELETE
  FROM "Entry"
  WHERE "list" = $1::int AND "song" NOT IN (SELECT unnest($2::uuid[])) RETURNING "song" AS key, "at" AS "_link.place"), "_inserted" AS (INSERT INTO "Entry" AS link ("list", "song", "at", "updatedAt") SELECT $3::int, _target.key, "_value"."v0"::text, (now() AT TIME ZONE 'UTC')::timestamp
  FROM unnest($4::uuid[]) AS _target(key) JOIN unnest($5::uuid[], $6::text[]) AS _value("key", "v0") ON _value.key = _target.key
  WHERE (SELECT count(*)
  FROM _deleted) >= 0
  ORDER BY _target.key
  ON CONFLICT ("list", "song") DO NOTHING RETURNING "link"."song" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt") SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."_link.place" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."song_id" AS "id", "node"."title", "_deleted"."_link.place"
  FROM "_deleted" JOIN "Song" AS node ON "node"."song_id" = "_deleted"."key" ) AS _node ) AS removed, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."title", "_node"."_link.place", "_node"."_link.note", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."_link.place" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."song_id" AS "id", "node"."title", "_inserted"."_link.place", "_inserted"."_link.note", "_inserted"."_link.updatedAt"
  FROM "_inserted" JOIN "Song" AS node ON "node"."song_id" = "_inserted"."key" ) AS _node ) AS added;
commit;

-- add from the other end: 5
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."song_id" AS "id", "_owner"."title"
  FROM "Song" AS _owner
  WHERE "_owner"."song_id" = $1::uuid FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Playlist" AS _target
  WHERE "_target"."id" = ANY($2::int[]) AND (SELECT count(*)
  FROM _owner) >= 0
  ORDER BY "_target"."id" FOR NO KEY UPDATE ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
SELECT _owner.key AS key, _last.place
  FROM unnest($1::int[]) AS _owner(key) CROSS JOIN LATERAL ( SELECT "link"."at" AS place
  FROM "Entry" AS link
  WHERE "link"."list" = _owner.key
  ORDER BY "link"."at" COLLATE "C" DESC, "link"."song" DESC LIMIT 1) AS _last;
WITH _owner AS MATERIALIZED ( SELECT "_owner"."song_id" AS "id", "_owner"."title"
  FROM "Song" AS _owner
  WHERE "_owner"."song_id" = $1::uuid FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Playlist" AS _target
  WHERE "_target"."id" = ANY($2::int[]) AND (SELECT count(*)
  FROM _owner) >= 0
  ORDER BY "_target"."id" FOR NO KEY UPDATE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "Entry" AS link ("song", "list", "at", "updatedAt") SELECT _owner.id, _target.id, $4::text, (now() AT TIME ZONE 'UTC')::timestamp
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("song", "list") DO NOTHING RETURNING "link"."list" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt") SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."name", "_node"."_link.place", "_node"."_link.note", "_node"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)
  ORDER BY "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name", "_inserted"."_link.place", "_inserted"."_link.note", "_inserted"."_link.updatedAt"
  FROM "_inserted" JOIN "Playlist" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- create a target: 5
begin;
SELECT "node"."id" AS key
  FROM "Playlist" AS node
  WHERE "node"."id" = ANY($1::int[])
  ORDER BY "node"."id" FOR NO KEY UPDATE;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $1::int AND "link"."song" = ANY($2::uuid[])
  ORDER BY "link"."song"), _beside AS MATERIALIZED (SELECT link.*
  FROM "Entry" AS link
  WHERE "link"."list" = $3::int AND "link"."song" = $4::uuid) SELECT (SELECT json_agg(json_build_array("_named"."song", "_named"."at")
  ORDER BY "_named"."at" COLLATE "C", "_named"."song")
  FROM _named) AS linked, EXISTS (SELECT
  FROM _beside) AS "isPlace", (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $5::int AND ("link"."at" COLLATE "C", "link"."song") <= ((SELECT "_beside"."at" COLLATE "C"
  FROM _beside), (SELECT "_beside"."song"
  FROM _beside))
  ORDER BY "link"."at" COLLATE "C" DESC, "link"."song" DESC LIMIT 8))) AS before, (SELECT to_json(ARRAY(SELECT json_build_array("link"."song", "link"."at")
  FROM "Entry" AS link
  WHERE "link"."list" = $6::int AND ("link"."at" COLLATE "C", "link"."song") > ((SELECT "_beside"."at" COLLATE "C"
  FROM _beside), (SELECT "_beside"."song"
  FROM _beside))
  ORDER BY "link"."at" COLLATE "C" ASC, "link"."song" ASC LIMIT 8))) AS after;
WITH _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."name"
  FROM "Playlist" AS node
  WHERE "node"."id" = ANY($1::int[])
  ORDER BY "node"."id" FOR NO KEY UPDATE ), _missing0 AS MATERIALIZED (SELECT unnest($2::int[]) AS key EXCEPT SELECT id
  FROM _target0), _created AS (
  INSERT INTO "Song" AS node ("title", "song_id") SELECT $3::text, $4::uuid
  WHERE true AND NOT EXISTS (SELECT
  FROM _missing0) RETURNING "node"."song_id" AS "id", "node"."title" ), "_inserted0" AS (INSERT INTO "Entry" AS link ("song", "list", "at", "updatedAt") SELECT _created.id, _target.id, $5::text, (now() AT TIME ZONE 'UTC')::timestamp
  FROM _created, _target0 AS _target
  ORDER BY _target.id RETURNING "link"."list" AS key, "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt") SELECT (SELECT to_json("_created")
  FROM _created) AS row, (SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_target"."id", "_target"."name", "_target"."_link.place", "_target"."_link.note", "_target"."_link.updatedAt"::text AS "_link.updatedAt") AS _row)), '[]')
  FROM (SELECT _target.*, "_inserted0"."_link.place", "_inserted0"."_link.note", "_inserted0"."_link.updatedAt"
  FROM _target0 AS _target
  LEFT JOIN "_inserted0" ON "_inserted0".key = _target.id) AS _target) AS targets0, ARRAY(SELECT key
  FROM _missing0) AS missing0;
commit;

-- add, with an order at both ends: 6
begin;
/* prepared */ WITH _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Author" AS _target
  WHERE "_target"."code" = ANY($1::text[])
  ORDER BY "_target"."code" FOR NO KEY UPDATE ), _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Book" AS _owner
  WHERE "_owner"."id" = $2::int8 AND (SELECT count(*)
  FROM _target) >= 0 FOR NO KEY UPDATE ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Authorship" AS link
  WHERE "link"."bookId" = $1::int8 AND "link"."authorCode" = ANY($2::text[])
  ORDER BY "link"."authorCode") SELECT (SELECT json_agg(json_build_array("_named"."authorCode", "_named"."authorPlace")
  ORDER BY "_named"."authorPlace", "_named"."authorCode")
  FROM _named) AS linked, (SELECT to_json(ARRAY(SELECT json_build_array("link"."authorCode", "link"."authorPlace")
  FROM "Authorship" AS link
  WHERE "link"."bookId" = $3::int8
  ORDER BY "link"."authorPlace" DESC, "link"."authorCode" DESC LIMIT 8))) AS "before";
SELECT _owner.key AS key, _last.place
  FROM unnest($1::text[]) AS _owner(key) CROSS JOIN LATERAL ( SELECT "link"."bookPlace"::text AS place
  FROM "Authorship" AS link
  WHERE "link"."authorCode" = _owner.key
  ORDER BY "link"."bookPlace" DESC, "link"."bookId" DESC LIMIT 1) AS _last;
WITH _target AS MATERIALIZED ( SELECT "_target"."code" AS id
  FROM "Author" AS _target
  WHERE "_target"."code" = ANY($1::text[])
  ORDER BY "_target"."code" FOR NO KEY UPDATE SKIP LOCKED ), _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."title"
  FROM "Book" AS _owner
  WHERE "_owner"."id" = $2::int8 AND (SELECT count(*)
  FROM _target) >= 0 FOR NO KEY UPDATE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::text[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "Authorship" AS link ("bookId", "authorCode", "bookPlace", "authorPlace") SELECT _owner.id, _target.id, $4::int8, "_value"."v0"::int
  FROM _owner, _target JOIN unnest($5::text[], $6::int[]) AS _value("key", "v0") ON _value.key = _target.id
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("bookId", "authorCode") DO NOTHING RETURNING "link"."authorCode" AS key, "link"."bookPlace" AS "_link.bookPlace", "link"."authorPlace" AS "_link.authorPlace") SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id"::text AS "id", "_owner"."title") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."_link.bookPlace"::text AS "_link.bookPlace", "_node"."_link.authorPlace") AS _row)
  ORDER BY "_node"."_link.authorPlace", "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "_inserted"."_link.bookPlace", "_inserted"."_link.authorPlace"
  FROM "_inserted" JOIN "Author" AS node ON "node"."code" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- the same from the other end: 6
begin;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."code" AS "id"
  FROM "Author" AS _owner
  WHERE "_owner"."code" = $1::text FOR NO KEY UPDATE ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Book" AS _target
  WHERE "_target"."id" = ANY($2::int8[]) AND (SELECT count(*)
  FROM _owner) >= 0
  ORDER BY "_target"."id" FOR NO KEY UPDATE ), _missing AS MATERIALIZED (SELECT unnest($3::int8[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key::text
  FROM _missing) AS missing
  FROM _owner;
WITH _named AS MATERIALIZED (SELECT link.*
  FROM "Authorship" AS link
  WHERE "link"."authorCode" = $1::text AND "link"."bookId" = ANY($2::int8[])
  ORDER BY "link"."bookId") SELECT (SELECT json_agg(json_build_array("_named"."bookId"::text, "_named"."bookPlace"::text)
  ORDER BY "_named"."bookPlace", "_named"."bookId")
  FROM _named) AS linked, (SELECT to_json(ARRAY(SELECT json_build_array("link"."bookId"::text, "link"."bookPlace"::text)
  FROM "Authorship" AS link
  WHERE "link"."authorCode" = $3::text
  ORDER BY "link"."bookPlace" DESC, "link"."bookId" DESC LIMIT 8))) AS "before";
SELECT _owner.key::text AS key, _last.place
  FROM unnest($1::int8[]) AS _owner(key) CROSS JOIN LATERAL ( SELECT "link"."authorPlace" AS place
  FROM "Authorship" AS link
  WHERE "link"."bookId" = _owner.key
  ORDER BY "link"."authorPlace" DESC, "link"."authorCode" DESC LIMIT 1) AS _last;
WITH _owner AS MATERIALIZED ( SELECT "_owner"."code" AS "id"
  FROM "Author" AS _owner
  WHERE "_owner"."code" = $1::text FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Book" AS _target
  WHERE "_target"."id" = ANY($2::int8[]) AND (SELECT count(*)
  FROM _owner) >= 0
  ORDER BY "_target"."id" FOR NO KEY UPDATE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::int8[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "Authorship" AS link ("authorCode", "bookId", "bookPlace", "authorPlace") SELECT _owner.id, _target.id, "_value"."v0"::int8, "_value"."v1"::int
  FROM _owner, _target JOIN unnest($4::int8[], $5::int8[], $6::int[]) AS _value("key", "v0", "v1") ON _value.key = _target.id
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("authorCode", "bookId") DO NOTHING RETURNING "link"."bookId" AS key, "link"."bookPlace" AS "_link.bookPlace", "link"."authorPlace" AS "_link.authorPlace") SELECT to_json("_owner") AS owner, ARRAY(SELECT key::text
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id"::text AS "id", "_node"."title", "_node"."_link.bookPlace"::text AS "_link.bookPlace", "_node"."_link.authorPlace") AS _row)
  ORDER BY "_node"."_link.bookPlace", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."title", "_inserted"."_link.bookPlace", "_inserted"."_link.authorPlace"
  FROM "_inserted" JOIN "Book" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- add from the end without an order, in one table: 5
begin;
/* prepared */ WITH _locked AS MATERIALIZED ( SELECT "_target"."code" AS "id"
  FROM "Author" AS _target
  WHERE "_target"."code" = ANY($1::text[] || $2::text)
  ORDER BY "_target"."code" FOR NO KEY UPDATE ), _owner AS MATERIALIZED (SELECT *
  FROM _locked
  WHERE id = $3::text), _target AS MATERIALIZED (SELECT id
  FROM _locked
  WHERE id = ANY($4::text[])), _missing AS MATERIALIZED (SELECT unnest($5::text[]) AS key EXCEPT SELECT id
  FROM _target) SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing
  FROM _owner;
SELECT _owner.key AS key, _last.place
  FROM unnest($1::text[]) AS _owner(key) CROSS JOIN LATERAL ( SELECT "link"."weight" AS place
  FROM "Influence" AS link
  WHERE "link"."influencedCode" = _owner.key
  ORDER BY "link"."weight" COLLATE "C" DESC, "link"."influenceCode" DESC LIMIT 1) AS _last;
WITH _locked AS MATERIALIZED ( SELECT "_target"."code" AS "id"
  FROM "Author" AS _target
  WHERE "_target"."code" = ANY($1::text[] || $2::text)
  ORDER BY "_target"."code" FOR NO KEY UPDATE SKIP LOCKED ), _owner AS MATERIALIZED (SELECT *
  FROM _locked
  WHERE id = $3::text), _target AS MATERIALIZED (SELECT id
  FROM _locked
  WHERE id = ANY($4::text[])), _missing AS MATERIALIZED (SELECT unnest($5::text[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "Influence" AS link ("influenceCode", "influencedCode", "weight") SELECT _owner.id, _target.id, $6::text
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("influenceCode", "influencedCode") DO NOTHING RETURNING "link"."influencedCode" AS key, "link"."weight" AS "_link.weight") SELECT to_json("_owner") AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."_link.weight") AS _row)
  ORDER BY "_node"."id" COLLATE "C"), '[]')
  FROM ( SELECT "node"."code" AS "id", "_inserted"."_link.weight"
  FROM "_inserted" JOIN "Author" AS node ON "node"."code" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- pages in the default order: 2
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."name"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM (SELECT $1::int AS key) AS parent
  LEFT JOIN LATERAL ((SELECT "node"."id", "node"."name"
  FROM "Playlist" AS node
  WHERE true
  ORDER BY "node"."id" LIMIT 3)) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."id";
/* prepared */ SELECT "_page"."_parent", "_page"."id", "_page"."title", "_page"."_link.place", "_page"."_link.note", "_page"."_link.updatedAt"::text AS "_link.updatedAt"
  FROM ( SELECT parent.key AS "_parent", item.*
  FROM unnest($1::int[]) AS parent(key)
  LEFT JOIN LATERAL ((SELECT "node"."song_id" AS "id", "node"."title", "link"."at" AS "_link.place", "link"."note" AS "_link.note", "link"."updatedAt" AS "_link.updatedAt"
  FROM (SELECT *
  FROM "Entry" AS link
  WHERE "link"."list" = parent.key
  ORDER BY "link"."at" COLLATE "C", "link"."song" LIMIT 3) AS link JOIN "Song" AS node ON "link"."song" = "node"."song_id")) AS item ON true) AS _page
  ORDER BY "_page"."_parent", "_page"."_link.place" COLLATE "C", "_page"."id";
