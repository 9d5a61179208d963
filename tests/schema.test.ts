import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isRequiredInputField,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { scopedSchema } from '../src/schema/index.js';
import { circleSchema } from './schemas/circle/schema.js';
import { guildSchema } from './schemas/guild/schema.js';
import { kindsSchema } from './schemas/kinds/schema.js';
import { playlistsSchema } from './schemas/playlists/schema.js';
import { pressSchema } from './schemas/press/schema.js';
import { schoolSchema } from './schemas/school/schema.js';
import { staffSchema } from './schemas/staff/schema.js';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');

/** Everything in a schema that can have a description, by its coordinate. */
function* described(
  of: GraphQLSchema,
): Generator<[coordinate: string, description: string | null | undefined]> {
  for (const type of Object.values(of.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    yield [type.name, type.description];
    if (isEnumType(type))
      for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description];
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        yield [`${type.name}.${field.name}`, field.description];
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      yield [`${type.name}.${field.name}`, field.description];
      for (const argument of field.args)
        yield [`${type.name}.${field.name}(${argument.name}:)`, argument.description];
    }
  }
}

/** Each part of a schema with its type, as a line. */
function* parts(of: GraphQLSchema): Generator<string> {
  for (const type of Object.values(of.getTypeMap())) {
    if (isIntrospectionType(type) || isSpecifiedScalarType(type)) continue;
    yield `${type.constructor.name} ${type.name}`;
    if (isEnumType(type)) for (const value of type.getValues()) yield `${type.name}.${value.name}`;
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        yield `${type.name}.${field.name}: ${field.type} = ${JSON.stringify(field.defaultValue)}`;
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const { name } of type.getInterfaces()) yield `${type.name} implements ${name}`;
    for (const field of Object.values(type.getFields())) {
      yield `${type.name}.${field.name}: ${field.type}`;
      for (const { name, type: of, defaultValue } of field.args)
        yield `${type.name}.${field.name}(${name}: ${of} = ${JSON.stringify(defaultValue)})`;
    }
  }
}

const schema = scopedSchema();
const contract = buildSchema(read('contract/schema.graphql'));

describe.each([
  ['articles and publications', pressSchema],
  ['the sample', schema],
])('the schema of %s', (_, of) => {
  test('has every part of the contract', () => {
    const present = new Set(parts(of));
    const expected = [...parts(contract)];
    expect(expected.length).toBeGreaterThan(200);
    expect(expected.filter((part) => !present.has(part))).toEqual([]);
  });

  test('requires no more inputs than the contract', () => {
    const added = Object.values(contract.getTypeMap())
      .filter(isInputObjectType)
      .flatMap((type) => {
        const known = type.getFields();
        const current = of.getType(type.name);
        if (!isInputObjectType(current)) throw new Error(`${type.name} is no input`);
        return Object.values(current.getFields()).filter(({ name }) => !(name in known));
      });
    expect(added.filter(isRequiredInputField)).toEqual([]);
  });
});

test('schema.graphql is printed from the code', () => {
  expect(read('../schema.graphql')).toBe(`${printSchema(schema)}\n`);
});

describe.each([
  ['product', schema],
  ['circle', circleSchema],
  ['guild', guildSchema],
  ['kinds', kindsSchema],
  ['playlists', playlistsSchema],
  ['press', pressSchema],
  ['school', schoolSchema],
  ['staff', staffSchema],
])('in the schema %s', (name, of) => {
  test('every type, field, argument and enum value has a description', () => {
    const roots = name === 'product' ? [] : ['Query', 'Mutation'];
    const bare = [...described(of)].filter(
      ([coordinate, text]) => !roots.includes(coordinate) && !/^[A-Z`].*[.)]$/s.test(text ?? ''),
    );
    expect(bare).toEqual([]);
  });
});
