import { type GraphQLSchema, isInputObjectType, isObjectType } from 'graphql';
import { expect, test } from 'vitest';
import type { Model } from '../../src/engine/model/model.js';
import { checkNames } from '../../src/generator/check-names.js';
import { Problems } from '../../src/generator/problems.js';
import { model as guild } from '../schemas/guild/generated/model.js';
import { guildSchema } from '../schemas/guild/schema.js';
import { model as kinds } from '../schemas/kinds/generated/model.js';
import { kindsSchema } from '../schemas/kinds/schema.js';
import { model as learning } from '../schemas/learning/generated/model.js';
import { learningSchema } from '../schemas/learning/schema.js';
import { model as staff } from '../schemas/staff/generated/model.js';
import { staffSchema } from '../schemas/staff/schema.js';

const schemas: readonly (readonly [string, Model, GraphQLSchema])[] = [
  ['guild', guild, guildSchema],
  ['kinds', kinds, kindsSchema],
  ['learning', learning, learningSchema],
  ['staff', staff, staffSchema],
];

/** Types whose fields have names of their own models: rows, filters and inputs. */
const composed = (name: string, model: Model) =>
  ['Query', 'Mutation', 'Subscription'].includes(name) ||
  model.tables.some((table) => [table.name, `${table.name}Filter`].includes(name));

// Otherwise two models, fields or relations could have the same name in the API, and the schema could not be built.
test.each(schemas)(
  '%s: every name in the schema is checked for a second one',
  (_, model, schema) => {
    const names = checkNames(model, new Problems());
    const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
    const unchecked = types.flatMap((type) => {
      const fields =
        (isObjectType(type) || isInputObjectType(type)) && composed(type.name, model)
          ? Object.keys(type.getFields())
          : [];
      return [
        ...(names.has('the schema', type.name) ? [] : [type.name]),
        ...fields
          .filter((field) => !names.has(type.name, field))
          .map((field) => `${type.name}.${field}`),
      ];
    });
    expect(unchecked).toEqual([]);
  },
);
