import { createServer } from 'node:http';
import { createYoga } from 'graphql-yoga';
import { listen } from '../listen.js';
import { builder } from './builder.js';
import './queries.js';
import './mutations.js';

listen(createServer(createYoga({ schema: builder.toSchema() })), '/graphql');
