'use client';

import { usePathname } from 'next/navigation';

type LanguageLinksProps = {
  label: string;
  current: string;
  languages: readonly { code: string; name: string }[];
};

/** The same page in the other languages; a full load, since the document's language changes. */
export function LanguageLinks({ label, current, languages }: LanguageLinksProps) {
  const rest = usePathname().replace(/^\/[^/]+/, '');
  return (
    <nav aria-label={label}>
      <p className="font-semibold text-small">{label}</p>
      <ul className="mt-1.5 grid grid-cols-2 gap-2">
        {languages.map(({ code, name }) => (
          <li key={code}>
            <a
              href={`/${code}${rest}`}
              hrefLang={code}
              lang={code}
              aria-current={code === current ? 'true' : undefined}
              className="chip min-h-11 w-full justify-center aria-[current]:border-ink aria-[current]:bg-ink aria-[current]:text-surface"
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
