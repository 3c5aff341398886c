import { getTranslations } from 'next-intl/server';

const STEPS = ['one', 'two', 'three'] as const;

export async function HowItWorks() {
  const t = await getTranslations('shop.home.how');
  return (
    <section id="how" aria-labelledby="how-title" className="scroll-mt-4">
      <h2 id="how-title" className="type-h2 pb-4">
        {t('title')}
      </h2>
      <ol className="grid gap-8">
        {STEPS.map((step, index) => (
          <li key={step} className="how-step">
            <span aria-hidden="true" className="font-[660] text-[3.5rem]/14 tracking-[-0.045em] tabular">
              {index + 1}
            </span>
            <div>
              <h3 className="type-h3">{t(`${step}.title`)}</h3>
              <p className="pt-1 text-muted text-small">{t(`${step}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
