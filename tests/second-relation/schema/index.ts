import './student-courses.js';
import { builder } from './builder.js';

export const secondSchema = builder.toSchema();
