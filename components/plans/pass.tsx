'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { PassWords } from '@/components/plans/pass-words';
import type { PlanCard } from '@/components/plans/plan-card';
import { dataParts, fill, plural, speedText } from '@/components/plans/plan-words';
import { PerDay, PerGigabyte, PriceFigure } from '@/components/plans/price-in-currency';
import { Icon, type IconName } from '@/components/ui/icon';
import { Perforation } from '@/components/ui/perforation';

type PassProps = { card: PlanCard; words: PassWords; likely: boolean };

/** A plan in a list: above the tear line what one pays for, below it the rules, each stated or said to be unknown. */
export function Pass({ card, words, likely }: PassProps) {
  const { locale } = words;
  const days = plural(locale, card.days, words.days);
  const data = dataParts(card.data, locale, words.units);
  const amount = data ? `${data.figure} ${data.unit}` : words.undisclosed;
  return (
    <li className="panel pass">
      <dl className="pass-figures">
        <Figure label={card.data.kind === 'limited' ? words.data : words.fullSpeed}>
          <DataFigure card={card} words={words} />
        </Figure>
        <Figure label={words.validity}>
          <b>{card.days}</b> {days}
        </Figure>
        <Figure label={words.perGb} small>
          <PerGigabyte card={card} locale={locale} otherwise={words.unknownFigure} />
        </Figure>
        <Figure label={words.perDay} small>
          <PerDay prices={card.prices} days={card.days} locale={locale} />
        </Figure>
      </dl>
      <div className="pass-stub">
        <p>
          <PriceFigure prices={card.prices} locale={locale} size="pass" />
          <small>{words.total}</small>
        </p>
        <Link
          href={`/${locale}/plans/${card.id}`}
          prefetch={likely}
          aria-label={fill(words.chooseLabel, { plan: `${amount}, ${card.days} ${days}` })}
          className="control control-soft"
        >
          {words.choose}
        </Link>
      </div>
      <Perforation upright />
      <PassRules card={card} words={words} />
    </li>
  );
}

function Figure({ label, small, children }: { label: string; small?: boolean; children: ReactNode }) {
  return (
    <div className={small ? 'small' : undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function DataFigure({ card, words }: Omit<PassProps, 'likely'>) {
  const parts = dataParts(card.data, words.locale, words.units);
  if (!parts) return <span className="pass-undisclosed">{words.undisclosed}</span>;
  return (
    <>
      <b>{parts.figure}</b> {parts.unit}
      {card.data.kind === 'daily' ? (
        <small>{fill(words.slowed, { speed: speedText(card.data.thenKbps, words.locale) })}</small>
      ) : null}
    </>
  );
}

function PassRules({ card, words }: Omit<PassProps, 'likely'>) {
  return (
    <ul className="pass-rules">
      <LimitRule card={card} words={words} />
      {card.area ? <AreaRule area={card.area} words={words} /> : null}
      <Rule icon={card.startsAtConnection ? 'start' : 'unknown'} state={card.startsAtConnection} own>
        {card.startsAtConnection ? words.startFirst : words.startUnknown}
      </Rule>
      <Rule icon={card.speed ? 'speed' : 'unknown'} state={card.speed ? true : undefined}>
        {card.speed ?? words.speedUnknown}
      </Rule>
      <Rule icon={toIcon('hotspot', card.hotspot)} state={card.hotspot}>
        {pick(card.hotspot, words.hotspotYes, words.hotspotNo) ?? words.hotspotUnknown}
      </Rule>
      <Rule icon={toIcon('topUp', card.topUp)} state={card.topUp}>
        {pick(card.topUp, words.topUpYes, words.topUpNo) ?? words.topUpUnknown}
      </Rule>
      {card.calls ? (
        <Rule icon="phone" state={true}>
          {words.callsYes}
        </Rule>
      ) : null}
    </ul>
  );
}

function LimitRule({ card, words }: Omit<PassProps, 'likely'>) {
  if (card.data.kind === 'limited') return null;
  if (card.data.kind === 'undisclosed') return <Warning>{words.undisclosedLine}</Warning>;
  const parts = dataParts({ kind: 'limited', bytes: card.data.bytesPerDay }, words.locale, words.units);
  const amount = parts ? `${parts.figure} ${parts.unit}` : '';
  return (
    <Rule icon="fairUse" state={true} own strong>
      {fill(words.dailyLine, { amount, speed: speedText(card.data.thenKbps, words.locale) })}
    </Rule>
  );
}

function AreaRule({ area, words }: { area: NonNullable<PlanCard['area']>; words: PassWords }) {
  if (area.countries === undefined) return <Warning>{fill(words.notSupplied, { area: area.label })}</Warning>;
  return (
    <Rule icon="listed" state={true} own strong>
      {fill(plural(words.locale, area.countries, words.listed), { area: area.label })}
    </Rule>
  );
}

function Warning({ children }: { children: ReactNode }) {
  return (
    <li className="own strong text-warn">
      <Icon name="warn" />
      {children}
    </li>
  );
}

type RuleProps = {
  icon: IconName;
  state: boolean | undefined;
  own?: boolean;
  strong?: boolean;
  children: ReactNode;
};

function Rule({ icon, state, own, strong, children }: RuleProps) {
  const look = [own && 'own', strong && 'strong', state !== true && 'text-muted'].filter(Boolean).join(' ');
  return (
    <li className={look || undefined}>
      <Icon name={icon} className={state ? 'size-4 text-primary' : 'size-4'} />
      {children}
    </li>
  );
}

function toIcon(icon: IconName, state: boolean | undefined): IconName {
  return pick<IconName>(state, icon, 'no') ?? 'unknown';
}

function pick<T>(state: boolean | undefined, yes: T, no: T): T | undefined {
  if (state === undefined) return undefined;
  return state ? yes : no;
}
