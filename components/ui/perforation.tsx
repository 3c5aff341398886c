/** The tear line of a pass; a child of `panel`, full width. `upright` turns it on wide screens, cutting off a stub. */
export function Perforation({ upright = false }: { upright?: boolean }) {
  return <div aria-hidden="true" className={upright ? 'perforation perforation-upright' : 'perforation'} />;
}
