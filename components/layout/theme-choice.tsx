'use client';

import { usePreference, writePreference } from '@/components/ui/use-preference';

const THEMES = ['system', 'light', 'dark'] as const;
type Theme = (typeof THEMES)[number];

/** System, light or dark: kept in this browser, set on the document by the script in the head before first paint. */
export function ThemeChoice({ label, words }: { label: string; words: Record<Theme, string> }) {
  const stored = usePreference('theme');
  const chosen = stored === 'light' || stored === 'dark' ? stored : 'system';

  function choose(theme: Theme) {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    writePreference('theme', theme === 'system' ? undefined : theme);
  }

  return (
    <fieldset>
      <legend className="font-semibold text-small">{label}</legend>
      <div className="mt-1.5 grid grid-cols-3 overflow-hidden rounded-control border border-border-strong">
        {THEMES.map((theme) => (
          <label
            key={theme}
            className="relative grid min-h-11 place-items-center px-2 text-center font-semibold text-small has-checked:bg-ink has-checked:text-surface has-focus-visible:outline-2 has-focus-visible:outline-ink has-focus-visible:-outline-offset-4"
          >
            <input
              type="radio"
              name="theme"
              value={theme}
              checked={chosen === theme}
              onChange={() => choose(theme)}
              className="sr-only"
            />
            {words[theme]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
