import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeGlobalId } from '../../../src/engine/model/global-id.js';
import { PrismaClient } from '../../schemas/learning/generated/prisma/client.js';
import { startTestServer, type TestServer } from '../../support/server.js';

let server: TestServer;
let prisma: PrismaClient;
beforeAll(async () => {
  server = await startTestServer('learning');
  prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: server.databaseUrl }) });
});
afterAll(async () => {
  await prisma.$disconnect();
  await server.close();
});

/** A user and a course, of which `n` is a part of what must be unique. */
async function rows(n: number) {
  const user = await prisma.user.create({ data: { email: `${n}@example.org`, name: 'u' } });
  const course = await prisma.course.create({ data: { slug: `c${n}`, title: 'c' } });
  const ids = {
    user: encodeGlobalId('User', user.id),
    course: encodeGlobalId('Course', course.id),
  };
  return { user, course, ids };
}

const enrolledAt = new Date('2026-11-25T04:05:06.789Z');

test("a link that Prisma's client has written is read from both ends", async () => {
  const { user, course, ids } = await rows(1);
  await prisma.enrolment.create({
    data: {
      userId: user.id,
      courseId: course.id,
      role: 'TEACHER',
      enrolledAt,
      position: 3,
      grade: '1.50',
    },
  });
  const columns = 'role enrolledAt position grade node { id }';
  const data = await server.run(
    `{ user(id: "${ids.user}") { courses { edges { ${columns} } } } course(id: "${ids.course}") { users { edges { ${columns} } } } }`,
  );
  const link = { role: 'TEACHER', enrolledAt: enrolledAt.toISOString(), position: 3, grade: '1.5' };
  expect(data).toEqual({
    user: { courses: { edges: [{ ...link, node: { id: ids.course } }] } },
    course: { users: { edges: [{ ...link, node: { id: ids.user } }] } },
  });
});

test.each([
  ['addUserCourses', 'user', 'course', 2],
  ['setCourseUsers', 'course', 'user', 3],
] as const)(
  "a link that %s has written is read by Prisma's client",
  async (mutation, owner, target, n) => {
    const { user, course, ids } = await rows(n);
    await server.run(
      `mutation { ${mutation}(input: { ${owner}Id: "${ids[owner]}", links: [{ ${target}Id: "${ids[target]}", role: AUDITOR, enrolledAt: "${enrolledAt.toISOString()}", grade: 2.25 }] }) { addedCount } }`,
    );
    const key = { userId_courseId: { userId: user.id, courseId: course.id } };
    const link = await prisma.enrolment.findUniqueOrThrow({ where: key });
    expect({ ...link, grade: String(link.grade) }).toEqual({
      userId: user.id,
      courseId: course.id,
      role: 'AUDITOR',
      enrolledAt,
      position: null,
      grade: '2.25',
    });
  },
);

test("what no input sets is what Prisma's client would set", async () => {
  const { user, course, ids } = await rows(4);
  await server.run(
    `mutation { addUserCourses(input: { userId: "${ids.user}", courseIds: ["${ids.course}"] }) { addedCount } }`,
  );
  const [link] = await prisma.enrolment.findMany({
    where: { userId: user.id, courseId: course.id },
  });
  expect(link).toMatchObject({ role: 'STUDENT', position: null, grade: null });
  expect(Math.abs(Date.now() - Number(link?.enrolledAt))).toBeLessThan(60_000);
});
