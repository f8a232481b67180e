import { useState } from 'preact/hooks';

/** What is being written, by where it is written: in this page's memory alone, so that a stay that ended costs no words. */
const drafts = new Map<string, string>();
let owner = '';

/** Keeps what one person wrote, and forgets what another did. */
export function draftsOf(person: string): void {
  if (person !== owner) {
    drafts.clear();
    owner = person;
  }
}

/** Forgets everything, when its writer leaves. */
export function forgetDrafts(): void {
  draftsOf('');
  drafts.clear();
}

/** A text that outlives its form, until it is sent and set to nothing. */
export function useDraft(place: string): [string, (text: string) => void] {
  const [text, setText] = useState(drafts.get(place) ?? '');
  const keep = (words: string) => {
    if (words === '') {
      drafts.delete(place);
    } else {
      drafts.set(place, words);
    }
    setText(words);
  };
  return [text, keep];
}
