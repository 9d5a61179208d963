import SchemaBuilder from '@pothos/core';
import PrismaPlugin from '@pothos/plugin-prisma';
import RelayPlugin from '@pothos/plugin-relay';
import ScopeAuthPlugin from '@pothos/plugin-scope-auth';
import { PrismaPg } from '@prisma/adapter-pg';
import { addBothEnds } from 'bothends';
import { prismaDatabase } from 'bothends/prisma';
import type { Context } from './context.js';
import { model } from './generated/model.js';
import type PrismaTypes from './generated/pothos-types.js';
import { getDatamodel } from './generated/pothos-types.js';
import { PrismaClient } from './generated/prisma/client.js';

export const prisma = new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }),
});

export const builder = new SchemaBuilder<{
  Context: Context;
  PrismaTypes: PrismaTypes;
  AuthScopes: { editor: boolean };
}>({
  plugins: [ScopeAuthPlugin, RelayPlugin, PrismaPlugin],
  prisma: { client: prisma, dmmf: getDatamodel() },
  relay: {},
  scopeAuth: { authScopes: ({ user }) => ({ editor: user?.editor ?? false }) },
});
builder.queryType();
builder.mutationType();

/** The types of the Prisma schema, with everything that can be read and changed of them. */
export const types = addBothEnds(builder, model, {
  database: prismaDatabase(prisma),
  // Everybody reads, and editors write.
  fields: { mutation: { authScopes: { editor: true } } },
});
