'use client';

import { Pass } from '@/components/plans/pass';
import type { PassWords } from '@/components/plans/pass-words';
import type { PlanCard } from '@/components/plans/plan-card';
import { type PluralForms, plural } from '@/components/plans/plan-words';

type PlanSectionProps = {
  id: string;
  title: string;
  cards: readonly PlanCard[];
  /** How many there are, when not all are here yet. */
  total: number;
  words: PassWords;
  more: PluralForms;
  /** Leads to the plain list of every plan; followed when there is no script. */
  allHref: string;
  onMore: () => void;
};

export function PlanSection({ id, title, cards, total, words, more, allHref, onMore }: PlanSectionProps) {
  const hidden = total - cards.length;
  return (
    <section aria-labelledby={id} className={id === 'own' ? undefined : 'pt-10'}>
      <h2 id={id} className={id === 'own' ? 'sr-only' : 'type-h2 pb-4'}>
        {title}
      </h2>
      <ul className="pass-list">
        {cards.map((card, index) => (
          <Pass key={card.id} card={card} words={words} likely={id === 'own' && index < 2} />
        ))}
      </ul>
      {hidden > 0 ? (
        <a
          href={allHref}
          className="control control-quiet mt-4 w-full"
          onClick={(event) => {
            event.preventDefault();
            onMore();
          }}
        >
          {plural(words.locale, hidden, more)}
        </a>
      ) : null}
    </section>
  );
}
