import { foldText } from '#lib/domain/search-places';

export type MatchWords = {
  /** The part of the name that was typed, and the part that completes it, which is shown bold. */
  typed: string;
  completed: string;
  /** The city, code or other name by which the place was found, when it was not its name. */
  because: string | undefined;
};

/** Why a place is suggested for what was typed. */
export function explainMatch(name: string, terms: string, query: string): MatchWords {
  const folded = foldText(query);
  const foldedName = foldText(name);
  const sameLength = foldedName.length === name.length;
  if (sameLength && foldedName.startsWith(folded)) {
    return { typed: name.slice(0, folded.length), completed: name.slice(folded.length), because: undefined };
  }
  const phrases = terms.split('|');
  const phrase =
    phrases.find((term) => term.startsWith(folded)) ?? phrases.find((term) => term.includes(` ${folded}`));
  return {
    typed: '',
    completed: name,
    because: phrase === undefined || phrase === foldedName ? undefined : spell(phrase),
  };
}

/** Terms are stored in lower case: short ones are codes, the others names. */
function spell(phrase: string): string {
  if (phrase.length <= 3) return phrase.toUpperCase();
  return phrase.replace(/(^|\s)\p{L}/gu, (letter) => letter.toUpperCase());
}
