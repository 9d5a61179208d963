import { test } from 'node:test';
import { checkLaws } from 'bothends/testing';
import { builder, prisma } from './builder.js';
import './comments.js';
import { model } from './generated/model.js';

const url = process.env.API_URL ?? 'http://localhost:4000/graphql';
const headers = { 'content-type': 'application/json', authorization: 'Bearer ada' };

// Deletes all rows of DATABASE_URL: use a database for tests.
const seed = () =>
  prisma.$transaction([
    prisma.$executeRaw`TRUNCATE "Article", "Publication", "Author", "Topic" RESTART IDENTITY CASCADE`,
    prisma.article.create({ data: { headline: 'Cells' } }),
    prisma.article.create({ data: { headline: 'Atoms', topics: { create: { word: 'physics' } } } }),
    prisma.publication.create({ data: { title: 'Nature', articles: { connect: { id: 1 } } } }),
    prisma.edition.create({ data: { day: new Date('2026-11-25'), publicationId: 1 } }),
  ]);

test('the laws of the API', async () => {
  const send = async (operation: object) => {
    const body = JSON.stringify(operation);
    return (await fetch(url, { method: 'POST', headers, body })).json();
  };
  await checkLaws({ schema: builder.toSchema(), model, send, seed });
});
