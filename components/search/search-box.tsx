'use client';

import { useRouter } from 'next/navigation';
import { type KeyboardEvent, useDeferredValue, useId, useState } from 'react';
import { searchPlaces } from '#lib/domain/search-places';
import { fill, type PluralForms, plural } from '@/components/plans/plan-words';
import { Suggestions } from '@/components/search/suggestions';
import { useSearchIndex } from '@/components/search/use-search-index';
import { Icon } from '@/components/ui/icon';

export type SearchWords = {
  locale: string;
  label: string;
  submit: string;
  country: string;
  region: string;
  hint: string;
  from: string;
  results: PluralForms;
  none: string;
  noneHint: string;
};

const MOST = 8;

/**
 * The shop's question. Without script a plain form that leads to the search page; with it a combobox after the ARIA
 * Authoring Practices: the first suggestion is active, arrows move, Enter opens, Escape closes and then clears.
 */
export function SearchBox({ words, query = '' }: { words: SearchWords; query?: string }) {
  const id = useId();
  const router = useRouter();
  const { rows, prepare } = useSearchIndex(`/${words.locale}/search-index`);
  const [text, setText] = useState(query);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const asked = useDeferredValue(text);
  const found = open && rows ? searchPlaces(rows, asked, MOST) : [];
  const showing = open && rows !== undefined && asked.trim() !== '';
  const chosen = showing ? found[active] : undefined;

  function type(value: string) {
    setText(value);
    setOpen(true);
    setActive(0);
    prepare();
  }

  function actFor(key: string): (() => void) | undefined {
    if (key === 'ArrowDown') return () => move(1);
    if (key === 'ArrowUp') return () => move(-1);
    if (key === 'Escape') return dismiss;
    return key === 'Enter' && chosen ? () => openPlace(chosen[0]) : undefined;
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const act = actFor(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  }

  function dismiss() {
    if (!showing) setText('');
    setOpen(false);
  }

  function openPlace(slug: string) {
    setOpen(false);
    router.push(`/${words.locale}/esim/${slug}`);
  }

  function move(step: number) {
    prepare();
    if (!showing) setOpen(true);
    else if (found.length > 0) setActive((active + step + found.length) % found.length);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: the <search> element is not known to every screen reader in use
    <form
      role="search"
      action={`/${words.locale}/search`}
      className="paper relative"
      onFocus={prepare}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <div className="search-field">
        <Icon name="search" className="size-5 text-muted" />
        <label htmlFor={`${id}-q`} className="sr-only">
          {words.label}
        </label>
        <input
          id={`${id}-q`}
          name="q"
          type="text"
          inputMode="search"
          enterKeyHint="search"
          autoComplete="off"
          autoCorrect="off"
          spellCheck={false}
          placeholder={words.label}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={showing && found.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen ? `${id}-${chosen[0]}` : undefined}
          value={text}
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button type="submit" className="control control-sun">
          {words.submit}
        </button>
      </div>
      <p role="status" className="sr-only">
        {showing
          ? found.length === 0
            ? fill(words.none, { query: asked })
            : plural(words.locale, found.length, words.results)
          : ''}
      </p>
      <Suggestions
        id={id}
        words={words}
        query={asked}
        found={found}
        active={active}
        showing={showing}
        onFollow={() => setOpen(false)}
      />
    </form>
  );
}
