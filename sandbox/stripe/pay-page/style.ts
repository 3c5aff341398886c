/** Every colour pair is at least 4.5:1 in both schemes. */
export const style = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --ink: #16202e; --soft: #55606f; --line: #7d8896;
  --hair: #dfe4ea; --act: #1d4fd8; --on-act: #fff; --note: #fff3c9; --on-note: #4a3500; --bad: #b3141c; --bad-page: #fdeced; }
@media (prefers-color-scheme: dark) { :root { --page: #0f1520; --card: #182131; --ink: #eef2f8; --soft: #aab5c4;
  --line: #76839a; --hair: #2b374b; --act: #8fb4ff; --on-act: #0b1424; --note: #3a2f0c; --on-note: #ffe9a3;
  --bad: #ff9a9f; --bad-page: #3a1a1e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
.note { margin: 0; padding: .5rem 1rem; background: var(--note); color: var(--on-note); text-align: center; font-size: .875rem; font-weight: 600; }
main { max-width: 26rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { margin: 0 0 .25rem; font-size: 1rem; font-weight: 600; color: var(--soft); }
h2 { margin: 0 0 .75rem; font-size: 1rem; }
.amount { margin: 0 0 1rem; font-size: 2.25rem; line-height: 1.15; font-weight: 700; font-variant-numeric: tabular-nums; }
section, .panel { background: var(--card); border: 1px solid var(--hair); border-radius: .75rem; padding: 1rem; margin: 0 0 1rem; }
ul { list-style: none; margin: 0; padding: 0; }
.items li { display: flex; justify-content: space-between; gap: 1rem; }
.items li + li { margin-top: .75rem; }
.items span { overflow-wrap: anywhere; }
.items small { display: block; color: var(--soft); font-size: .875rem; }
.items b { white-space: nowrap; font-variant-numeric: tabular-nums; }
label { display: block; margin: 0 0 .25rem; font-size: .875rem; font-weight: 600; }
input { width: 100%; min-height: 3rem; padding: 0 .75rem; border: 1px solid var(--line); border-radius: .5rem;
  background: var(--card); color: var(--ink); font: inherit; font-variant-numeric: tabular-nums; }
input[readonly] { background: var(--page); }
input[aria-invalid="true"] { border-color: var(--bad); }
.field { margin: 0 0 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .75rem; }
.error { margin: .25rem 0 0; color: var(--bad); font-size: .875rem; }
.alert { margin: 0 0 1rem; padding: .75rem 1rem; border-radius: .5rem; background: var(--bad-page); color: var(--bad); font-weight: 600; }
button, .button { display: flex; align-items: center; justify-content: center; width: 100%; min-height: 3rem; padding: .5rem 1rem;
  border: 1px solid transparent; border-radius: .5rem; background: var(--act); color: var(--on-act); font: inherit; font-weight: 600;
  text-align: center; text-decoration: none; cursor: pointer; }
.quiet { background: transparent; color: var(--ink); border-color: var(--line); }
button + button, .actions > * + * { margin-top: .75rem; }
.cards button { justify-content: space-between; gap: .75rem; min-height: 2.75rem; padding: .25rem .75rem; font-size: .8125rem; text-align: left; font-weight: 500; }
.cards li + li { margin-top: .375rem; }
.cards b { white-space: nowrap; font-variant-numeric: tabular-nums; }
.cards span { color: var(--soft); text-align: right; }
:focus-visible { outline: 3px solid var(--act); outline-offset: 2px; }
.small { color: var(--soft); font-size: .875rem; margin: 1rem 0 0; text-align: center; }
`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1d4fd8"/><rect x="6" y="9" width="20" height="14" rx="2.5" fill="#fff"/><rect x="6" y="12.5" width="20" height="3" fill="#1d4fd8"/></svg>`;
