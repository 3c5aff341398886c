import type { ReactNode } from 'react';

/** Sent with the page: it is the only one of its kind and needs no other file. */
const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem 1.5rem 4rem; }
h1 { font-size: 1.5rem; }
h2 { font-size: 1.15rem; margin: 2.5rem 0 0.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid light-dark(#d0dbdb, #27383c); padding: 0.4rem 1rem 0.4rem 0; text-align: start; vertical-align: top; }
th { white-space: nowrap; }
td { overflow-wrap: break-word; }
td:is(:first-child, :last-child) { min-width: 10rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; }
dd { margin: 0; }
small, .quiet { color: light-dark(#435659, #a9bbbe); }
a { color: light-dark(#0b6266, #5ed0cb); }
`;

type AdminDocumentProps = { title: string; children: ReactNode };

/** A whole document in plain markup, without scripts. */
export function AdminDocument({ title, children }: AdminDocumentProps) {
  return (
    <html lang="en">
      {/* biome-ignore lint/style/noHeadElement: a document of its own, which Next does not assemble */}
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>{title}</title>
        <style>{STYLE}</style>
      </head>
      <body>
        <main>{children}</main>
      </body>
    </html>
  );
}
