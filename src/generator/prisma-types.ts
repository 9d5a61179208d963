import type { KindName } from '../engine/kinds/kind-name.js';
import { longestText } from '../engine/kinds/text.js';
import type { ColumnModel } from '../engine/model/column.js';

/** The kind and the SQL type of a column. */
export type ColumnType = Pick<ColumnModel, 'kind' | 'type' | 'maximum' | 'precision' | 'scale'>;

/** Reads the SQL type from the arguments of a native type: from `60` in `@db.VarChar(60)`. */
type ReadType = (args: readonly string[]) => Omit<ColumnType, 'kind'>;

const text: ReadType = () => ({ type: 'text', maximum: longestText });

const varchar: ReadType = ([length]) =>
  length === undefined
    ? { type: 'varchar', maximum: longestText }
    : { type: `varchar(${length})`, maximum: Number(length) };

const decimal: ReadType = ([precision, scale = '0']) =>
  precision === undefined
    ? { type: 'numeric' }
    : {
        type: `numeric(${precision},${scale})`,
        precision: Number(precision),
        scale: Number(scale),
      };

const plain =
  (type: string): ReadType =>
  () => ({ type });

const withDigits =
  (type: string): ReadType =>
  ([digits]) => ({ type: digits === undefined ? type : `${type}(${digits})` });

/** The Prisma types of each kind, without and with a native type. Any other scalar type is refused. */
const prismaTypes: Readonly<Record<Exclude<KindName, 'enum'>, Readonly<Record<string, ReadType>>>> =
  {
    text: { String: text, 'String @db.Text': text, 'String @db.VarChar': varchar },
    uuid: { 'String @db.Uuid': plain('uuid') },
    int: { Int: plain('int4'), 'Int @db.Integer': plain('int4') },
    smallint: { 'Int @db.SmallInt': plain('int2') },
    bigint: { BigInt: plain('int8'), 'BigInt @db.BigInt': plain('int8') },
    float: {
      Float: plain('float8'),
      'Float @db.DoublePrecision': plain('float8'),
      'Float @db.Real': plain('float4'),
    },
    decimal: { Decimal: () => decimal(['65', '30']), 'Decimal @db.Decimal': decimal },
    boolean: { Boolean: plain('bool'), 'Boolean @db.Boolean': plain('bool') },
    datetime: {
      DateTime: plain('timestamp(3)'),
      'DateTime @db.Timestamp': withDigits('timestamp'),
      'DateTime @db.Timestamptz': withDigits('timestamptz'),
    },
    date: { 'DateTime @db.Date': plain('date') },
    json: {
      Json: plain('jsonb'),
      'Json @db.JsonB': plain('jsonb'),
      'Json @db.Json': plain('json'),
    },
    bytes: { Bytes: plain('bytea'), 'Bytes @db.ByteA': plain('bytea') },
  };

const known = new Map(
  Object.entries(prismaTypes).flatMap(([kind, types]) =>
    // Object.entries types names as texts.
    Object.entries(types).map(([name, read]) => [name, { kind: kind as KindName, read }] as const),
  ),
);

/** The kind and the SQL type of a scalar field; undefined if the API has no kind for it. */
export function columnType(
  type: string,
  native: readonly [string, readonly string[]] | null | undefined,
): ColumnType | undefined {
  const [name, args] = native ?? [undefined, []];
  const found = known.get(name === undefined ? type : `${type} @db.${name}`);
  return found && { kind: found.kind, ...found.read(args) };
}
