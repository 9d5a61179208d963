-- update, add at two ends: 6
begin;
WITH _owner AS MATERIALIZED ( SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = $1::uuid FOR NO KEY UPDATE ), _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."name", "node"."weight", "node"."shade"
  FROM "Tag" AS node
  WHERE "node"."id" = ANY($2::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target0), _target1 AS MATERIALIZED ( SELECT "node"."id", "node"."email", "node"."name", "node"."bio", "node"."active", "node"."credits", "node"."score", "node"."born", "node"."created_at" AS "createdAt", "node"."updated_at" AS "updatedAt"
  FROM "users" AS node
  WHERE "node"."id" = ANY($4::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing1 AS MATERIALIZED (SELECT unnest($5::int[]) AS key EXCEPT SELECT id
  FROM _target1) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row) AS row, ARRAY(SELECT key
  FROM _missing0) AS missing0, ARRAY(SELECT key
  FROM _missing1) AS missing1
  FROM _owner;
UPDATE "Course" AS node SET "title" = $1::text
  WHERE "node"."id" = $2::uuid RETURNING "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", trim_scale("node"."price")::text AS "price", "node"."views"::text AS "views", "node"."rating"::text AS "rating", "node"."starts_on"::text AS "startsOn", "node"."opens_at"::text AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId";
WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", "_owner"."price", "_owner"."views", "_owner"."rating", "_owner"."starts_on" AS "startsOn", "_owner"."opens_at" AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."department_id" AS "departmentId"
  FROM "Course" AS _owner
  WHERE "_owner"."id" = $1::uuid FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "users" AS _target
  WHERE "_target"."id" = ANY($2::int[])
  ORDER BY "_target"."id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "Enrolment" AS link ("courseId", "userId", "enrolledAt") SELECT _owner.id, _target.id, (now() AT TIME ZONE 'UTC')::timestamp
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("courseId", "userId") DO NOTHING RETURNING "link"."userId" AS key, "link"."role" AS "_link.role", "link"."enrolledAt" AS "_link.enrolledAt", "link"."position" AS "_link.position", "link"."grade" AS "_link.grade") SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."email", "_node"."name", "_node"."bio", "_node"."active", "_node"."credits", "_node"."score"::text AS "score", "_node"."born"::text AS "born", "_node"."createdAt"::text AS "createdAt", "_node"."updatedAt"::text AS "updatedAt", "_node"."_link.role", "_node"."_link.enrolledAt"::text AS "_link.enrolledAt", "_node"."_link.position", trim_scale("_node"."_link.grade")::text AS "_link.grade") AS _row)
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."email", "node"."name", "node"."bio", "node"."active", "node"."credits", "node"."score", "node"."born", "node"."created_at" AS "createdAt", "node"."updated_at" AS "updatedAt", "_inserted"."_link.role", "_inserted"."_link.enrolledAt", "_inserted"."_link.position", "_inserted"."_link.grade"
  FROM "_inserted" JOIN "users" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", "_owner"."price", "_owner"."views", "_owner"."rating", "_owner"."starts_on" AS "startsOn", "_owner"."opens_at" AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."department_id" AS "departmentId"
  FROM "Course" AS _owner
  WHERE "_owner"."id" = $1::uuid FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Tag" AS _target
  WHERE "_target"."id" = ANY($2::int[])
  ORDER BY "_target"."id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target), _inserted AS (INSERT INTO "_CourseToTag" ("A", "B") SELECT _owner.id, _target.id
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "B" AS key) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg(to_json("_node")
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name", "node"."weight", "node"."shade"
  FROM "_inserted" JOIN "Tag" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- update, remove at one end and set at another: 5
begin;
WITH _owner AS MATERIALIZED ( SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = $1::uuid FOR NO KEY UPDATE ), _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."name", "node"."weight", "node"."shade"
  FROM "Tag" AS node
  WHERE "node"."id" = ANY($2::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($3::int[]) AS key EXCEPT SELECT id
  FROM _target0), _target1 AS MATERIALIZED ( SELECT "node"."id", "node"."email", "node"."name", "node"."bio", "node"."active", "node"."credits", "node"."score", "node"."born", "node"."created_at" AS "createdAt", "node"."updated_at" AS "updatedAt"
  FROM "users" AS node
  WHERE "node"."id" = ANY($4::int[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing1 AS MATERIALIZED (SELECT unnest($5::int[]) AS key EXCEPT SELECT id
  FROM _target1) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row) AS row, ARRAY(SELECT key
  FROM _missing0) AS missing0, ARRAY(SELECT key
  FROM _missing1) AS missing1
  FROM _owner;
WITH _deleted AS (DELETE
  FROM "Enrolment"
  WHERE "courseId" = $1::uuid AND "userId" NOT IN (SELECT unnest($2::int[])) RETURNING "userId" AS key), "_inserted" AS (INSERT INTO "Enrolment" AS link ("courseId", "userId", "role", "enrolledAt") SELECT $3::uuid, _target.key, $4::"Role", (now() AT TIME ZONE 'UTC')::timestamp
  FROM unnest($5::int[]) AS _target(key)
  WHERE (SELECT count(*)
  FROM _deleted) >= 0
  ORDER BY _target.key
  ON CONFLICT ("courseId", "userId") DO NOTHING RETURNING "link"."userId" AS key, "link"."role" AS "_link.role", "link"."enrolledAt" AS "_link.enrolledAt", "link"."position" AS "_link.position", "link"."grade" AS "_link.grade") SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."email", "node"."name", "node"."bio", "node"."active", "node"."credits", "node"."score", "node"."born", "node"."created_at" AS "createdAt", "node"."updated_at" AS "updatedAt"
  FROM "_deleted" JOIN "users" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."email", "_node"."name", "_node"."bio", "_node"."active", "_node"."credits", "_node"."score"::text AS "score", "_node"."born"::text AS "born", "_node"."createdAt"::text AS "createdAt", "_node"."updatedAt"::text AS "updatedAt", "_node"."_link.role", "_node"."_link.enrolledAt"::text AS "_link.enrolledAt", "_node"."_link.position", trim_scale("_node"."_link.grade")::text AS "_link.grade") AS _row)
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."email", "node"."name", "node"."bio", "node"."active", "node"."credits", "node"."score", "node"."born", "node"."created_at" AS "createdAt", "node"."updated_at" AS "updatedAt", "_inserted"."_link.role", "_inserted"."_link.enrolledAt", "_inserted"."_link.position", "_inserted"."_link.grade"
  FROM "_inserted" JOIN "users" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added;
/* prepared */ WITH _deleted AS (DELETE
  FROM "_CourseToTag"
  WHERE "A" = $1::uuid AND "B" = ANY($2::int[]) RETURNING "B" AS key) SELECT ( SELECT coalesce(json_agg(_node.id
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name", "node"."weight", "node"."shade"
  FROM "_deleted" JOIN "Tag" AS node ON "node"."id" = "_deleted"."key" ) AS _node ) AS removed;
commit;

-- update, both ends of a relation: 6
begin;
SELECT "node"."id" AS key
  FROM "Course" AS node
  WHERE "node"."id" = ANY($1::uuid[])
  ORDER BY "node"."id" FOR NO KEY UPDATE;
WITH _owner AS MATERIALIZED ( SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = $1::uuid FOR NO KEY UPDATE ), _target0 AS MATERIALIZED ( SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = ANY($2::uuid[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing0 AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target0), _target1 AS MATERIALIZED ( SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = ANY($4::uuid[])
  ORDER BY "node"."id" FOR KEY SHARE ), _missing1 AS MATERIALIZED (SELECT unnest($5::uuid[]) AS key EXCEPT SELECT id
  FROM _target1) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row) AS row, ARRAY(SELECT key
  FROM _missing0) AS missing0, ARRAY(SELECT key
  FROM _missing1) AS missing1
  FROM _owner;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", "_owner"."price", "_owner"."views", "_owner"."rating", "_owner"."starts_on" AS "startsOn", "_owner"."opens_at" AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."department_id" AS "departmentId"
  FROM "Course" AS _owner
  WHERE "_owner"."id" = $1::uuid FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Course" AS _target
  WHERE "_target"."id" = ANY($2::uuid[])
  ORDER BY "_target"."id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target), _inserted AS (INSERT INTO "_Prerequisite" ("A", "B") SELECT _owner.id, _target.id
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "B" AS key) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."slug", "_node"."title", "_node"."summary", "_node"."level", trim_scale("_node"."price")::text AS "price", "_node"."views"::text AS "views", "_node"."rating"::text AS "rating", "_node"."startsOn"::text AS "startsOn", "_node"."opensAt"::text AS "opensAt", "_node"."published", "_node"."settings", "_node"."departmentId") AS _row)
  ORDER BY "_node"."startsOn" DESC, "_node"."id" DESC), '[]')
  FROM ( SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "_inserted" JOIN "Course" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
/* prepared */ WITH _owner AS MATERIALIZED ( SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", "_owner"."price", "_owner"."views", "_owner"."rating", "_owner"."starts_on" AS "startsOn", "_owner"."opens_at" AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."department_id" AS "departmentId"
  FROM "Course" AS _owner
  WHERE "_owner"."id" = $1::uuid FOR NO KEY UPDATE SKIP LOCKED ), _target AS MATERIALIZED ( SELECT "_target"."id" AS id
  FROM "Course" AS _target
  WHERE "_target"."id" = ANY($2::uuid[])
  ORDER BY "_target"."id" FOR KEY SHARE SKIP LOCKED ), _missing AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _target), _inserted AS (INSERT INTO "_Prerequisite" ("B", "A") SELECT _owner.id, _target.id
  FROM _owner, _target
  WHERE NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _target.id
  ON CONFLICT ("B", "A") DO NOTHING RETURNING "A" AS key) SELECT (SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row) AS owner, ARRAY(SELECT key
  FROM _missing) AS missing, ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."slug", "_node"."title", "_node"."summary", "_node"."level", trim_scale("_node"."price")::text AS "price", "_node"."views"::text AS "views", "_node"."rating"::text AS "rating", "_node"."startsOn"::text AS "startsOn", "_node"."opensAt"::text AS "opensAt", "_node"."published", "_node"."settings", "_node"."departmentId") AS _row)
  ORDER BY "_node"."startsOn" DESC, "_node"."id" DESC), '[]')
  FROM ( SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "_inserted" JOIN "Course" AS node ON "node"."id" = "_inserted"."key" ) AS _node ) AS added
  FROM _owner;
commit;

-- link pairs: 1
WITH _owner AS MATERIALIZED (SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = ANY($1::uuid[])
  ORDER BY "node"."id" FOR NO KEY UPDATE SKIP LOCKED), _target AS MATERIALIZED ( SELECT "node"."id" AS id
  FROM "Tag" AS node
  WHERE "node"."id" = ANY($2::int[])
  ORDER BY "node"."id" FOR KEY SHARE SKIP LOCKED ), _missing_owner AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _owner), _missing AS MATERIALIZED (SELECT unnest($4::int[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted" AS (INSERT INTO "_CourseToTag" AS link ("A", "B") SELECT _owner.id, _target.id
  FROM _owner CROSS JOIN _target JOIN unnest($5::int[], $6::uuid[]) AS _value("key", "owner") ON _value.key = _target.id AND _value.owner = _owner.id
  WHERE NOT EXISTS (SELECT
  FROM _missing_owner) AND NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _owner.id, _target.id
  ON CONFLICT ("A", "B") DO NOTHING RETURNING "link"."B" AS key, "link"."A" AS owner) SELECT (SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row)), '[]')
  FROM _owner) AS owners, ARRAY(SELECT key
  FROM _missing_owner) AS "missingOwners", ARRAY(SELECT key
  FROM _missing) AS "missingTargets", ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."name", "_node"."weight", "_node"."shade", _node._owner AS _owner) AS _row)
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."name", "node"."weight", "node"."shade", _inserted.owner AS _owner
  FROM _inserted JOIN "Tag" AS node ON "node"."id" = _inserted.key ) AS _node ) AS added;

-- link pairs with columns: 1
WITH _owner AS MATERIALIZED (SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", "node"."price", "node"."views", "node"."rating", "node"."starts_on" AS "startsOn", "node"."opens_at" AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = ANY($1::uuid[])
  ORDER BY "node"."id" FOR NO KEY UPDATE SKIP LOCKED), _target AS MATERIALIZED ( SELECT "node"."id" AS id
  FROM "users" AS node
  WHERE "node"."id" = ANY($2::int[])
  ORDER BY "node"."id" FOR KEY SHARE SKIP LOCKED ), _missing_owner AS MATERIALIZED (SELECT unnest($3::uuid[]) AS key EXCEPT SELECT id
  FROM _owner), _missing AS MATERIALIZED (SELECT unnest($4::int[]) AS key EXCEPT SELECT id
  FROM _target), "_inserted_0" AS (INSERT INTO "Enrolment" AS link ("courseId", "userId", "role", "enrolledAt") SELECT _owner.id, _target.id, $5::"Role", (now() AT TIME ZONE 'UTC')::timestamp
  FROM _owner CROSS JOIN _target JOIN unnest($6::int[], $7::uuid[]) AS _value("key", "owner") ON _value.key = _target.id AND _value.owner = _owner.id
  WHERE NOT EXISTS (SELECT
  FROM _missing_owner) AND NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _owner.id, _target.id
  ON CONFLICT ("courseId", "userId") DO NOTHING RETURNING "link"."userId" AS key, "link"."courseId" AS owner, "link"."role" AS "_link.role", "link"."enrolledAt" AS "_link.enrolledAt", "link"."position" AS "_link.position", "link"."grade" AS "_link.grade"), "_inserted_1" AS (INSERT INTO "Enrolment" AS link ("courseId", "userId", "enrolledAt") SELECT _owner.id, _target.id, (now() AT TIME ZONE 'UTC')::timestamp
  FROM _owner CROSS JOIN _target JOIN unnest($8::int[], $9::uuid[]) AS _value("key", "owner") ON _value.key = _target.id AND _value.owner = _owner.id
  WHERE NOT EXISTS (SELECT
  FROM _missing_owner) AND NOT EXISTS (SELECT
  FROM _missing)
  ORDER BY _owner.id, _target.id
  ON CONFLICT ("courseId", "userId") DO NOTHING RETURNING "link"."userId" AS key, "link"."courseId" AS owner, "link"."role" AS "_link.role", "link"."enrolledAt" AS "_link.enrolledAt", "link"."position" AS "_link.position", "link"."grade" AS "_link.grade"), "_inserted" AS (SELECT *
  FROM "_inserted_0"
  UNION ALL SELECT *
  FROM "_inserted_1") SELECT (SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_owner"."id", "_owner"."slug", "_owner"."title", "_owner"."summary", "_owner"."level", trim_scale("_owner"."price")::text AS "price", "_owner"."views"::text AS "views", "_owner"."rating"::text AS "rating", "_owner"."startsOn"::text AS "startsOn", "_owner"."opensAt"::text AS "opensAt", "_owner"."published", "_owner"."settings", "_owner"."departmentId") AS _row)), '[]')
  FROM _owner) AS owners, ARRAY(SELECT key
  FROM _missing_owner) AS "missingOwners", ARRAY(SELECT key
  FROM _missing) AS "missingTargets", ( SELECT coalesce(json_agg((SELECT to_json(_row)
  FROM (SELECT "_node"."id", "_node"."email", "_node"."name", "_node"."bio", "_node"."active", "_node"."credits", "_node"."score"::text AS "score", "_node"."born"::text AS "born", "_node"."createdAt"::text AS "createdAt", "_node"."updatedAt"::text AS "updatedAt", "_node"."_link.role", "_node"."_link.enrolledAt"::text AS "_link.enrolledAt", "_node"."_link.position", trim_scale("_node"."_link.grade")::text AS "_link.grade", _node._owner AS _owner) AS _row)
  ORDER BY "_node"."name" COLLATE "C", "_node"."id"), '[]')
  FROM ( SELECT "node"."id", "node"."email", "node"."name", "node"."bio", "node"."active", "node"."credits", "node"."score", "node"."born", "node"."created_at" AS "createdAt", "node"."updated_at" AS "updatedAt", _inserted.owner AS _owner, "_inserted"."_link.role", "_inserted"."_link.enrolledAt", "_inserted"."_link.position", "_inserted"."_link.grade"
  FROM _inserted JOIN "users" AS node ON "node"."id" = _inserted.key ) AS _node ) AS added;

-- unlink pairs: 4
begin;
SELECT "node"."id", "node"."slug", "node"."title", "node"."summary", "node"."level", trim_scale("node"."price")::text AS "price", "node"."views"::text AS "views", "node"."rating"::text AS "rating", "node"."starts_on"::text AS "startsOn", "node"."opens_at"::text AS "opensAt", "node"."published", "node"."settings", "node"."department_id" AS "departmentId"
  FROM "Course" AS node
  WHERE "node"."id" = ANY($1::uuid[])
  ORDER BY "node"."id" FOR NO KEY UPDATE;
WITH _link AS MATERIALIZED ( SELECT "link"."courseId" AS owner, "link"."userId" AS key
  FROM unnest($1::uuid[], $2::int[]) AS _pair(owner, key) JOIN "Enrolment" AS link ON "link"."courseId" = _pair.owner AND "link"."userId" = _pair.key
  ORDER BY "link"."courseId", "link"."userId" FOR UPDATE OF link ), _deleted AS (
  DELETE
  FROM "Enrolment" AS link USING _link
  WHERE "link"."courseId" = _link.owner AND "link"."userId" = _link.key RETURNING "link"."courseId" AS owner, "link"."userId" AS key ) SELECT _node._owner AS owner, _node.id AS target
  FROM ( SELECT "node"."id", "node"."email", "node"."name", "node"."bio", "node"."active", "node"."credits", "node"."score", "node"."born", "node"."created_at" AS "createdAt", "node"."updated_at" AS "updatedAt", _deleted.owner AS _owner
  FROM _deleted JOIN "users" AS node ON "node"."id" = _deleted.key ) AS _node
  ORDER BY "_node"."name" COLLATE "C", "_node"."id";
commit;
