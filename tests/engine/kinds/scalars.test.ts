import { GraphQLScalarType, parseValue } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { KindName } from '../../../src/engine/kinds/kind-name.js';
import { kindOf } from '../../../src/engine/kinds/kinds.js';
import type { ColumnModel } from '../../../src/engine/model/column.js';
import { columnModel } from '../../support/column-model.js';

const column = (kind: KindName, type: string, more: Partial<ColumnModel> = {}): ColumnModel =>
  columnModel({ name: 'value', kind, type, nullable: true, ...more });

function scalarOf(kind: KindName): GraphQLScalarType {
  const type = kindOf(column(kind, kind)).type;
  if (!(type instanceof GraphQLScalarType)) throw new Error(`${kind} is not a custom scalar`);
  return type;
}

/** For each kind: a value as it is sent, and as it is parsed. */
const accepted: readonly (readonly [KindName, unknown, string])[] = [
  ['decimal', '1.50', '1.5'],
  ['decimal', '-0.00', '0'],
  ['decimal', '1e3', '1000'],
  ['decimal', '12.5e-4', '0.00125'],
  ['decimal', 1e-7, '0.0000001'],
  ['decimal', '007', '7'],
  ['bigint', '9223372036854775807', '9223372036854775807'],
  ['bigint', -9007199254740991, '-9007199254740991'],
  ['uuid', '123E4567-E89B-12D3-A456-426614174000', '123e4567-e89b-12d3-a456-426614174000'],
  ['date', '2024-02-29', '2024-02-29'],
  ['datetime', '2024-02-29T12:00:00.5+02:00', '2024-02-29 10:00:00.500+00'],
  ['datetime', '0099-06-01T00:00:00Z', '0099-06-01 00:00:00.000+00'],
  ['bytes', '/+8=', '/+8='],
];

const refused: readonly (readonly [KindName, unknown])[] = [
  ['decimal', 'NaN'],
  ['decimal', '1,5'],
  ['decimal', ''],
  ['decimal', '1e1001'],
  ['decimal', 2 ** 53],
  ['decimal', true],
  ['bigint', '9223372036854775808'],
  ['bigint', '1.0'],
  ['bigint', 2 ** 53],
  ['bigint', '0x10'],
  ['uuid', '{123e4567-e89b-12d3-a456-426614174000}'],
  ['date', '2023-02-29'],
  ['date', '0000-01-01'],
  ['date', '2026-1-1'],
  ['datetime', '2026-11-25T04:05:06.1234Z'],
  ['datetime', '2026-02-30T00:00:00Z'],
  ['datetime', '2026-11-25T00:00:00'],
  ['datetime', '0001-01-01T00:00:00+01:00'],
  ['datetime', '9999-12-31T23:59:59-01:00'],
  ['bytes', 'AAA'],
  ['bytes', 'AB=='],
];

describe('a scalar', () => {
  test.each(accepted)('%s parses %j as %s', (kind, sent, value) => {
    const scalar = scalarOf(kind);
    expect(scalar.parseValue(sent)).toBe(value);
    expect(scalar.parseLiteral(parseValue(JSON.stringify(sent)), {})).toBe(value);
  });

  test.each(refused)('%s refuses %j', (kind, sent) => {
    const scalar = scalarOf(kind);
    expect(() => scalar.parseValue(sent)).toThrow(`${scalar.name} must be`);
    if (typeof sent !== 'number')
      expect(() => scalar.parseLiteral(parseValue(JSON.stringify(sent)), {})).toThrow(scalar.name);
  });

  test('keeps all digits of a literal number', () => {
    const literal = parseValue('9007199254740993');
    expect(scalarOf('bigint').parseLiteral(literal, {})).toBe('9007199254740993');
    expect(scalarOf('decimal').parseLiteral(parseValue('0.10000000000000000001'), {})).toBe(
      '0.10000000000000000001',
    );
  });

  test('has the URL of its specification', () => {
    for (const kind of ['uuid', 'bigint', 'decimal', 'datetime', 'date', 'json', 'bytes'] as const)
      expect(scalarOf(kind).specifiedByURL).toMatch(/^https:/);
  });
});

describe('an input', () => {
  const input = (of: ColumnModel, value: unknown) => () =>
    kindOf(of).input(value, of, 'input.value');
  const price = column('decimal', 'numeric(4,2)', { precision: 4, scale: 2 });

  test('must be within the range of its column', () => {
    expect(input(price, '99.99')()).toBe('99.99');
    expect(input(price, '100')).toThrow('input.value must have at most 2 digits before the point');
    expect(input(price, '0.001')).toThrow('input.value must have');
    expect(input(column('smallint', 'int2'), 32768)).toThrow('from -32768 to 32767');
    expect(input(column('float', 'float4'), 1e39)).toThrow('32 bits');
    expect(input(column('float', 'float8'), -0)()).toBe('-0');
    expect(input(column('json', 'jsonb'), { a: ['\0'] })).toThrow('cannot be stored');
    expect(input(column('text', 'text', { list: true }), ['a', ''])).toThrow('input.value.1');
  });
});

describe('a value of a cursor', () => {
  const holds = (of: ColumnModel, value: unknown) => kindOf(of).order?.holds(value, of);

  test('must be accepted by PostgreSQL', () => {
    const timestamp = column('datetime', 'timestamp(6)');
    expect(holds(timestamp, '2026-11-25 04:05:06.789012')).toBe(true);
    expect(holds(timestamp, '0044-03-15 00:00:00 BC')).toBe(true);
    expect(holds(timestamp, '2026-02-30 00:00:00')).toBe(false);
    expect(holds(timestamp, '2026-11-25')).toBe(false);
    expect(holds(column('date', 'date'), '2026-11-25')).toBe(true);
    expect(holds(column('date', 'date'), '2026-11-25 00:00:00')).toBe(false);
    expect(holds(column('float', 'float8'), '1e+309')).toBe(false);
    expect(holds(column('float', 'float8'), '-0')).toBe(true);
    expect(holds(column('float', 'float8'), '1e-400')).toBe(false);
    expect(holds(column('bigint', 'int8'), '9223372036854775808')).toBe(false);
    expect(holds(column('decimal', 'numeric'), '1.50')).toBe(false);
  });
});
