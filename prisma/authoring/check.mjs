#!/usr/bin/env node
import { missingSql, withEngine } from './engine.mjs';

/** `npm run migration:check --workspace @baton/db` fails when the schema says something that no migration does yet. */
const sql = await withEngine((engine) => missingSql(engine));
if (sql !== '') {
  console.error(`The schema and the migrations differ. Run \`npm run migration\`; it would write:\n\n${sql}`);
  process.exitCode = 1;
}
