import type { ImplementableObjectRef } from '@pothos/core';
import { encodeGlobalId } from '../model/global-id.js';
import type { PageInfo } from '../paging/page-info.js';
import type { Row } from '../sql/columns.js';
import type { Builder, ExtendedSchemaTypes, ObjectType } from './builder.js';

/** What the engine uses of a builder that has `@pothos/plugin-relay`, of which it imports nothing. */
export interface RelayPlugin {
  pageInfoRef(): ObjectType<PageInfo>;
  nodeRef(name: string, options: NodeOptions): ImplementableObjectRef<ExtendedSchemaTypes, Row>;
}

/** How the plugin finds the ID of a row, and rows by ID. */
export interface NodeOptions {
  readonly id: { readonly description: string; readonly resolve: (row: Row) => string };
  readonly brandLoadedObjects: true;
  readonly loadManyWithoutCache: (
    ids: readonly string[],
    context: object,
  ) => Promise<readonly (Row | null)[]>;
}

/** The plugin's options that decide what a global ID is. */
interface GlobalIdOptions {
  readonly encodeGlobalID?: (type: string, id: string, context: object) => string;
  readonly decodeGlobalID?: (id: string, context: object) => { typename: string; id: string };
}

/** The plugin of a builder; undefined where it has none. Throws where the plugin's global IDs are not the engine's. */
export function relayPluginOf({ engine: { original } }: Builder): RelayPlugin | undefined {
  // The plugin may be unknown to TypeScript here, as are its options.
  const { plugins, relay = {} } = original.options as {
    readonly plugins?: readonly string[];
    readonly relay?: GlobalIdOptions;
  };
  if (!plugins?.includes('relay')) return undefined;
  if (!sameGlobalIds(relay))
    throw new Error(
      'encodeGlobalID and decodeGlobalID of @pothos/plugin-relay must be left out, or make and read base64 of Type:key',
    );
  // It adds these methods to every builder.
  return original as unknown as RelayPlugin;
}

function sameGlobalIds({ encodeGlobalID, decodeGlobalID }: GlobalIdOptions): boolean {
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
