import { getTranslations } from 'next-intl/server';

/** On every page while payments go to a stand-in. */
export async function SandboxNotice() {
  const t = await getTranslations('common.sandbox');
  return (
    <aside aria-label={t('label')} className="bg-info-soft px-4 py-1.5 text-center text-ink text-label">
      <strong className="font-semibold">{t('title')}</strong> {t('text')}
    </aside>
  );
}
