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
  onGenerate: async ({ generator, dmmf, datamodel, datasources }) => {
    const output = generator.output?.value;
    if (!output) throw new Error(`generator ${generator.name}: it has no \`output\`.`);
    const { model, warnings } = readModel({
      datamodel: dmmf.datamodel,
      text: datamodel,
      provider: datasources[0]?.activeProvider ?? 'postgresql',
    });
    const { types } = generator.config;
    mkdirSync(output, { recursive: true });
    writeFileSync(
      join(output, 'model.ts'),
      printModel(model, typeof types === 'string' ? types : 'bothends'),
    );
    // Prisma reads its protocol from this process's stderr, and passes its stdout on.
    for (const warning of warnings) console.info(`warning: ${warning}`);
  },
});
