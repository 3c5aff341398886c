type DeliveryRulerProps = {
  /** How far: 0 to 1 of the promised time. `closed`: the time is over and the hold released. */
  share: number;
  tone: 'running' | 'closed';
  minutes: number;
  words: { usual: string; limit: string };
};

const USUAL_MINUTES = 2;

/** The promise drawn to scale: paid, usually ready, hold released. Says nothing that is not also written. */
export function DeliveryRuler({ share, tone, minutes, words }: DeliveryRulerProps) {
  const usualAt = USUAL_MINUTES / minutes;
  return (
    <div aria-hidden="true" className="max-w-2xl">
      <div className="h-3.5 overflow-hidden rounded-plate bg-board-line">
        <div
          className={`h-full origin-left rounded-plate rtl:origin-right ${tone === 'running' ? 'bg-sun' : 'bg-board-strong'}`}
          style={{ transform: `scaleX(${Math.min(1, Math.max(0.01, share))})` }}
        />
      </div>
      <div className="relative flex justify-between pt-2.5 text-board-muted text-label tabular">
        <Tick at={0} />
        <Tick at={1} />
        <span>0</span>
        {usualAt < 0.4 ? (
          <>
            <Tick at={usualAt} />
            <span className="absolute ps-1.5" style={{ insetInlineStart: `${usualAt * 100}%` }}>
              {words.usual}
            </span>
          </>
        ) : null}
        <span className="pe-1.5">{words.limit}</span>
      </div>
    </div>
  );
}

/** `at`: 0 to 1 along the bar; the last one stands inside it. */
function Tick({ at }: { at: number }) {
  return (
    <span
      className="absolute top-0 h-2 w-px bg-board-strong"
      style={{ insetInlineStart: at === 1 ? 'calc(100% - 1px)' : `${at * 100}%` }}
    />
  );
}
