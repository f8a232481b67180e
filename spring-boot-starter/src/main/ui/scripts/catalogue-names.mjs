import { readFileSync, readdirSync } from 'node:fs';

const CATALOGUE = new URL('../../../../../core/src/main/resources/io/remoteaudit/standard/', import.meta.url);
const MODULE = 'virtual:catalogue-names';

/** What people call the record types, characteristics and attributes that the wire names by their ids. */
export function readNames() {
  const json = (path) => JSON.parse(readFileSync(new URL(path, CATALOGUE), 'utf8'));
  const types = {};
  for (const { id, name } of json('record-types.json').recordTypes) {
    types[id] = [name.zh, name.en];
  }
  const characteristics = {};
  for (const { code, name } of json('characteristics.json').characteristics) {
    characteristics[code] = [name.zh, name.en];
  }
  const attributes = {};
  for (const file of readdirSync(new URL('record-type/', CATALOGUE)).sort()) {
    if (!file.endsWith('.schema.json')) {
      continue;
    }
    const type = file.slice(0, -'.schema.json'.length);
    for (const [name, { title, 'x-title-zh': zh }] of Object.entries(json(`record-type/${file}`).properties ?? {})) {
      if (!title || !zh) {
        continue;
      }
      const common = attributes[name];
      if (!common) {
        attributes[name] = [zh, title];
      } else if (common[0] !== zh || common[1] !== title) {
        // The same name means something else in this type.
        attributes[`${type}/${name}`] = [zh, title];
      }
    }
  }
  return { types, characteristics, attributes };
}

/** A Vite plugin that bakes those names into the bundle, so that a page needs no request for them. */
export function catalogueNames() {
  return {
    name: 'catalogue-names',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? `export default ${JSON.stringify(readNames())};` : undefined),
  };
}
