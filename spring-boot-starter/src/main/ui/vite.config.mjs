import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { catalogueNames } from './scripts/catalogue-names.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const version = JSON.parse(readFileSync(here('package.json'), 'utf8')).version;

/** One page at a time, each with its own folder of assets: the desk's code is nothing an auditor needs to load. */
export function page(name, outDir) {
  return defineConfig({
    configFile: false,
    root: here(name),
    base: './',
    publicDir: false,
    plugins: [catalogueNames()],
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    define: { __UI_VERSION__: JSON.stringify(version) },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // The policy of the pages forbids data: addresses, so nothing is inlined.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
    },
  });
}

export default defineConfig({
  plugins: [catalogueNames()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: { include: ['test/**/*.test.ts'], environment: 'node' },
});
