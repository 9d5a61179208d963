import { fileURLToPath } from 'node:url';

/** Where the migrations of the second relation lie. */
export const secondMigrations = fileURLToPath(new URL('migrations', import.meta.url));
