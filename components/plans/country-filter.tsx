'use client';

import { useId, useState } from 'react';
import { foldText } from '#lib/domain/search-places';

/** Narrows a list that the server rendered, by hiding what does not contain the text; nothing is rendered again. */
export function CountryFilter({ label, none, list }: { label: string; none: string; list: string }) {
  const id = useId();
  const [empty, setEmpty] = useState(false);

  function narrow(text: string) {
    const wanted = foldText(text);
    const items = [...document.querySelectorAll<HTMLElement>(`#${list} > li`)];
    for (const item of items) item.hidden = !foldText(item.textContent).includes(wanted);
    setEmpty(items.every((item) => item.hidden));
  }

  return (
    <div>
      <label htmlFor={id} className="block font-semibold text-small">
        {label}
      </label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        onChange={(event) => narrow(event.target.value)}
        className="mt-1.5 min-h-12 w-full rounded-control border border-border-strong bg-surface px-3.5"
      />
      <p role="status" className="text-muted text-small">
        {empty ? none : ''}
      </p>
    </div>
  );
}
