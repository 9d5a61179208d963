#!/usr/bin/env node
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import generatorHelper from '@prisma/generator-helper';
import { printModel } from './print-model.js';
import { readModel } from './read-model.js';

// The package is CommonJS, and Node finds no named exports in it.
const { generatorHandler } = generatorHelper;

generatorHandler({
  onManifest: () => ({ prettyName: 'Both Ends', defaultOutput: './generated' }),
  onGenerate: async ({ generator, dmmf, datamodel }) => {
    const output = generator.output?.value;
    if (!output) throw new Error(`generator ${generator.name} has no output`);
    const model = readModel({ datamodel: dmmf.datamodel, text: datamodel });
    const engine = generator.config.types;
    mkdirSync(output, { recursive: true });
    writeFileSync(
      join(output, 'model.ts'),
      printModel(model, typeof engine === 'string' ? engine : 'bothends'),
    );
  },
});
