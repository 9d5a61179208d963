import pg from 'pg';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { createBuilder, scopedOptions } from '../../../src/auth/builder.js';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { addBothEnds } from '../../../src/engine/schema/add-both-ends.js';
import { migrationSql } from '../../../src/postgres/migration-sql.js';
import { readPrismaSchema } from '../../support/prisma-schema.js';
import { startTestServer, type TestServer } from '../../support/server.js';

/** A table with four foreign keys to the same one: named by the schema, cut off, usual, and left out of the API. */
const schema = `datasource db {
  provider = "postgresql"
}
model Course {
  id       Int    @id @default(autoincrement())
  main     Place? @relation("main", fields: [mainId], references: [id], onDelete: Restrict, map: "main place of a course")
  mainId   Int?
  other    Place? @relation("other", fields: [otherId], references: [id], onDelete: Restrict)
  otherId  Int?   @map("the_other_place_that_can_be_used_if_the_main_one_is_full")
  usual    Place? @relation("usual", fields: [usualId], references: [id], onDelete: Restrict)
  usualId  Int?
  /// @omit
  hidden   Place? @relation("hidden", fields: [hiddenId], references: [id], onDelete: Restrict)
  hiddenId Int?
}
model Place {
  id      Int      @id @default(autoincrement())
  mains   Course[] @relation("main")
  others  Course[] @relation("other")
  usuals  Course[] @relation("usual")
  /// @omit
  hiddens Course[] @relation("hidden")
}
`;

let server: TestServer;
const places = { mainId: 1, otherId: 2, usualId: 3, hiddenId: 4 };
beforeAll(async () => {
  const builder = createBuilder();
  addBothEnds(builder, readPrismaSchema(schema).model, scopedOptions);
  server = await startTestServer('press', { schema: builder.toSchema() });
  const client = new pg.Client(server.databaseUrl);
  await client.connect();
  await client.query(await migrationSql(inject('postgresUrl'), undefined, schema));
  await client.query(`INSERT INTO "Place" SELECT FROM generate_series(1, 4);
    INSERT INTO "Course" VALUES (DEFAULT, 1, 2, 3, 4)`);
  await client.end();
});
afterAll(() => server.close());

test.each(Object.entries(places))(
  'the conflict over %s names it alone, or nothing that the API does not show',
  async (field, place) => {
    const { errors } = await server.send(
      `mutation { deletePlace(input: { id: "${encodeGlobalId('Place', String(place))}" }) { deletedPlaceId } }`,
    );
    expect(errors?.map(({ extensions }) => extensions)).toEqual([
      { code: 'CONFLICT', argument: 'input.id', fields: field === 'hiddenId' ? [] : [field] },
    ]);
  },
);
