// Builds both pages into the starter's classes, from where the starter serves them.
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { page } from '../vite.config.mjs';

const target = fileURLToPath(new URL('../../../../target/classes/io/remoteaudit/spring/ui/', import.meta.url));

for (const name of ['auditor', 'desk']) {
  await build({ ...page(name, `${target}${name}`), logLevel: 'warn' });
}
