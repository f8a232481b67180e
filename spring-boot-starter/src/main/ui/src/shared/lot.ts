import { attributeName, typeName } from './format';
import { currentLanguage } from './i18n';
import type { LotNames } from './types';

/** What a record type is called; a maker's own type by what the maker calls it. */
export function typeNamed(type: string, names: LotNames): string {
  const known = typeName(type);
  const named = names.recordTypes[type];
  return known === type && named ? (currentLanguage() === 'zh-CN' ? named.zh : named.en) : known;
}

export function attributeNamed(type: string, attribute: string, names: LotNames): string {
  const known = attributeName(type, attribute);
  const named = names.attributes[`${type}/${attribute}`];
  return known === attribute && named ? (currentLanguage() === 'zh-CN' ? named.zh : named.en) : known;
}
