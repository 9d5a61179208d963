import type { ImplementableObjectRef } from '@pothos/core';
import { type FieldCost, withCost } from '../cost/cost.js';
import { encodeGlobalId } from '../model/global-id.js';
import type { PageInfo } from '../paging/page-info.js';
import type { Row } from '../sql/columns.js';
import type { Builder, ExtendedSchemaTypes, ObjectType } from './builder.js';

/** The part of a builder with `@pothos/plugin-relay` that the engine uses. It does not import the plugin. */
export interface RelayPlugin {
  pageInfoRef(): ObjectType<PageInfo>;
  nodeRef(name: string, options: NodeOptions): ImplementableObjectRef<ExtendedSchemaTypes, Row>;
}

/** The functions with which the plugin finds the ID of a row, and rows by ID. */
export interface NodeOptions {
  readonly id: { readonly description: string; readonly resolve: (row: Row) => string };
  readonly brandLoadedObjects: true;
  readonly loadManyWithoutCache: (
    ids: readonly string[],
    context: object,
  ) => Promise<readonly (Row | null)[]>;
}

/** The plugin's options that are used here: those of global IDs, and those of the fields `node` and `nodes`. */
interface RelayOptions {
  readonly encodeGlobalID?: (type: string, id: string, context: object) => string;
  readonly decodeGlobalID?: (id: string, context: object) => { typename: string; id: string };
  readonly nodeQueryOptions?: QueryOptions;
  readonly nodesQueryOptions?: QueryOptions;
}

/** The options of a field that the plugin adds; false if it is not to be added. */
type QueryOptions = false | { readonly extensions?: object };

/** The plugin of a builder; undefined if it has none. Throws if the plugin's global IDs differ from the engine's. */
export function relayPluginOf({ engine: { original } }: Builder): RelayPlugin | undefined {
  // The types of the plugin and its options may not be declared here.
  const { plugins, relay = {} } = original.options as {
    readonly plugins?: readonly string[];
    readonly relay?: RelayOptions;
  };
  if (!plugins?.includes('relay')) return undefined;
  if (!sameGlobalIds(relay))
    throw new Error(
      'encodeGlobalID and decodeGlobalID of @pothos/plugin-relay must be left out, or make and read base64 of Type:key',
    );
  // The plugin adds these methods to every builder.
  return original as unknown as RelayPlugin;
}

/** Sets the costs of the plugin's fields `node` and `nodes`, unless the builder's options have others. */
export function setNodeCosts(
  { engine: { original } }: Builder,
  costs: { readonly node: FieldCost; readonly nodes: FieldCost },
): void {
  const { relay = {} } = original.options as { readonly relay?: RelayOptions };
  const withOptions = (options: QueryOptions | undefined, cost: FieldCost): QueryOptions =>
    options !== false && {
      ...options,
      extensions: { ...withCost(cost).extensions, ...options?.extensions },
    };
  // The plugin reads them when the schema is built. The object that the builder was made with stays as it is.
  Object.assign(original, {
    options: {
      ...original.options,
      relay: {
        ...relay,
        nodeQueryOptions: withOptions(relay.nodeQueryOptions, costs.node),
        nodesQueryOptions: withOptions(relay.nodesQueryOptions, costs.nodes),
      },
    },
  });
}

function sameGlobalIds({ encodeGlobalID, decodeGlobalID }: RelayOptions): boolean {
  const id = encodeGlobalId('Type', 'key');
  try {
    const decoded = decodeGlobalID?.(id, {});
    return (
      (!encodeGlobalID || encodeGlobalID('Type', 'key', {}) === id) &&
      (!decoded || (decoded.typename === 'Type' && decoded.id === 'key'))
    );
  } catch {
    return false;
  }
}
