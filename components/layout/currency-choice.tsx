'use client';

import { useId } from 'react';
import { usePreference, writePreference } from '@/components/ui/use-preference';

type CurrencyChoiceProps = {
  label: string;
  note: string;
  currencies: readonly { code: string; name: string }[];
  fallback: string;
};

export function CurrencyChoice({ label, note, currencies, fallback }: CurrencyChoiceProps) {
  const id = useId();
  const chosen = usePreference('currency') ?? fallback;
  return (
    <div>
      <label htmlFor={id} className="block font-semibold text-small">
        {label}
      </label>
      <select
        id={id}
        value={chosen}
        aria-describedby={`${id}-note`}
        onChange={(event) => writePreference('currency', event.target.value)}
        className="mt-1.5 min-h-12 w-full rounded-control border border-border-strong bg-surface px-3"
      >
        {currencies.map(({ code, name }) => (
          <option key={code} value={code}>
            {code} – {name}
          </option>
        ))}
      </select>
      <p id={`${id}-note`} className="mt-1.5 text-label text-muted">
        {note}
      </p>
    </div>
  );
}
