import './article-publications.js';
import { builder } from './builder.js';

/** The schema that the server answers from. */
export const schema = builder.toSchema();
