import { createServer } from 'node:http';
import { PgManyToManyPreset } from '@graphile-contrib/pg-many-to-many';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { PostGraphileConnectionFilterPreset } from 'postgraphile-plugin-connection-filter';
import { databaseUrl, listen } from '../listen.js';

/** As its documentation has it for production: nothing that serves developers only. */
const preset: GraphileConfig.Preset = {
  extends: [PostGraphileAmberPreset, PgManyToManyPreset, PostGraphileConnectionFilterPreset],
  pgServices: [makePgService({ connectionString: databaseUrl(), schemas: ['public'] })],
  grafast: { explain: false },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
  // Off unless asked for, and the filter across the relation needs it.
  schema: { connectionFilterRelations: true },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
listen(server, '/graphql');
