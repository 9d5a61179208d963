import type { KindName } from '../engine/model/column.js';

/** What a Prisma type is in the API and in PostgreSQL. */
export interface ColumnKind {
  readonly kind: KindName;
  readonly type: string;
  readonly maximum?: number;
  readonly precision?: number;
  readonly scale?: number;
}

/** The longest text of a column that declares no length. */
const longestText = 10_000;

type Read = (args: readonly string[]) => ColumnKind;

const text = (type: string, maximum = longestText): ColumnKind => ({ kind: 'text', type, maximum });

/** Each Prisma type, by its native type; '' is the type without one. */
const kinds: Readonly<Record<string, Readonly<Record<string, Read>>>> = {
  String: {
    '': () => text('text'),
    Text: () => text('text'),
    VarChar: ([length]) =>
      length === undefined ? text('varchar') : text(`varchar(${length})`, Number(length)),
    Uuid: () => ({ kind: 'uuid', type: 'uuid' }),
  },
  Int: {
    '': () => ({ kind: 'int', type: 'int4' }),
    Integer: () => ({ kind: 'int', type: 'int4' }),
    SmallInt: () => ({ kind: 'smallint', type: 'int2' }),
  },
  BigInt: {
    '': () => ({ kind: 'bigint', type: 'int8' }),
    BigInt: () => ({ kind: 'bigint', type: 'int8' }),
  },
  Float: {
    '': () => ({ kind: 'float', type: 'float8' }),
    DoublePrecision: () => ({ kind: 'float', type: 'float8' }),
    Real: () => ({ kind: 'float', type: 'float4' }),
  },
  Decimal: {
    '': () => decimal('65', '30'),
    Decimal: ([precision, scale]) => decimal(precision, scale),
  },
  Boolean: {
    '': () => ({ kind: 'boolean', type: 'bool' }),
    Boolean: () => ({ kind: 'boolean', type: 'bool' }),
  },
  DateTime: {
    '': () => ({ kind: 'datetime', type: 'timestamp(3)' }),
    Timestamp: (args) => ({ kind: 'datetime', type: withDigits('timestamp', args) }),
    Timestamptz: (args) => ({ kind: 'datetime', type: withDigits('timestamptz', args) }),
    Date: () => ({ kind: 'date', type: 'date' }),
  },
  Json: {
    '': () => ({ kind: 'json', type: 'jsonb' }),
    JsonB: () => ({ kind: 'json', type: 'jsonb' }),
    Json: () => ({ kind: 'json', type: 'json' }),
  },
  Bytes: {
    '': () => ({ kind: 'bytes', type: 'bytea' }),
    ByteA: () => ({ kind: 'bytes', type: 'bytea' }),
  },
};

function withDigits(type: string, [digits]: readonly string[]): string {
  return digits === undefined ? type : `${type}(${digits})`;
}

function decimal(precision: string | undefined, scale: string | undefined): ColumnKind {
  if (precision === undefined) return { kind: 'decimal', type: 'numeric' };
  return {
    kind: 'decimal',
    type: `numeric(${precision},${scale ?? 0})`,
    precision: Number(precision),
    scale: Number(scale ?? 0),
  };
}

/** What a scalar type of Prisma is; undefined if the API has no kind for it. */
export function columnKind(
  type: string,
  native: readonly [string, readonly string[]] | null | undefined,
): ColumnKind | undefined {
  const [name, args] = native ?? ['', []];
  return kinds[type]?.[name]?.(args);
}
