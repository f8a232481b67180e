import { useEffect, useState } from 'preact/hooks';
import { MESSAGES, type MessageKey } from './messages';

export type Language = 'zh-CN' | 'en';
export type { MessageKey };

const KEY = 'remote-audit.language';
const listeners = new Set<() => void>();
let language: Language = initial();

function initial(): Language {
  const chosen = stored();
  if (chosen) {
    return chosen;
  }
  const preferred = typeof navigator === 'undefined' ? [] : (navigator.languages ?? []);
  const first = preferred.find((tag) => /^(zh|en)\b/i.test(tag));
  return first !== undefined && /^zh/i.test(first) ? 'zh-CN' : 'en';
}

function stored(): Language | null {
  try {
    const value = sessionStorage.getItem(KEY);
    return value === 'zh-CN' || value === 'en' ? value : null;
  } catch {
    // Storage is switched off: the choice then lasts as long as the page.
    return null;
  }
}

export function currentLanguage(): Language {
  return language;
}

export function setLanguage(next: Language): void {
  language = next;
  try {
    sessionStorage.setItem(KEY, next);
  } catch {
    // As above.
  }
  listeners.forEach((listener) => listener());
}

/** Renders the caller again when the language changes, and keeps `<html lang>` right. */
export function useLanguage(): Language {
  const [, redraw] = useState(0);
  useEffect(() => {
    const listener = () => redraw((n) => n + 1);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }, []);
  useEffect(() => {
    document.documentElement.lang = language;
  });
  return language;
}

/** A sentence in the current language; `{name}` stands for a value. */
export function t(key: MessageKey, values: Record<string, string | number> = {}): string {
  const text: string = MESSAGES[key][language === 'zh-CN' ? 0 : 1];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? count(value) : value;
  });
}

/** A sentence whose key is put together from a value of the wire; an unknown value is shown as it is. */
export function tValue(prefix: string, value: string): string {
  const key = `${prefix}.${value}`;
  return key in MESSAGES ? t(key as MessageKey) : value;
}

/** A pair of names in the current language. */
export function pick(names: readonly [string, string]): string {
  return names[language === 'zh-CN' ? 0 : 1];
}

/** A text of the wire in the current language. */
export function localized(text: { zh: string; en: string }): string {
  return language === 'zh-CN' ? text.zh : text.en;
}

export function count(n: number): string {
  return new Intl.NumberFormat(language).format(n);
}
