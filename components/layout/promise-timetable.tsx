import { getTranslations } from 'next-intl/server';

const MOMENTS = ['start', 'ready', 'end'] as const;

/** The promise drawn as a timetable, to scale on wide screens: 0, about 2, and the last minute. */
export async function PromiseTimetable({ minutes }: { minutes: number }) {
  const [t, common] = await Promise.all([getTranslations('shop.home.timetable'), getTranslations('common')]);
  return (
    <section aria-labelledby="promise" className="board mt-16 wide:mt-20">
      <div className="wrap py-10 wide:py-14">
        <h2 id="promise" className="type-h1 max-w-96 text-balance wide:max-w-none">
          {common('promise')}
        </h2>
        <ol className="timetable" style={{ '--usual': `${Math.max(12, (2 / minutes) * 100)}%` }}>
          {MOMENTS.map((moment) => (
            <li key={moment} className={moment === 'ready' ? 'usual' : undefined}>
              <p className="time">{t(moment, { minutes })}</p>
              <div>
                <h3>{t(`${moment}Title`)}</h3>
                <p>{t(`${moment}Text`)}</p>
              </div>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
