import { describe, expect, it } from 'vitest';
import { GIGABYTE } from '#lib/domain/plan';
import { readListState, toListQuery } from './list-address';
import { type PlanCard, sortCards, totalGigabytes } from './plan-card';
import { countOptions, filterCards } from './plan-filter';

const base: PlanCard = {
  id: 'small',
  data: { kind: 'limited', bytes: 3 * GIGABYTE },
  days: 7,
  prices: { EUR: 500 },
  speed: '4G',
  hotspot: true,
  startsAtConnection: true,
};
const large: PlanCard = {
  ...base,
  id: 'large',
  data: { kind: 'limited', bytes: 20 * GIGABYTE },
  days: 30,
  prices: { EUR: 2000 },
  speed: '5G',
};
const daily: PlanCard = {
  ...base,
  id: 'daily',
  data: { kind: 'daily', bytesPerDay: GIGABYTE, thenKbps: 512 },
  days: 10,
  prices: { EUR: 1500 },
};
const { hotspot: _, ...notStated } = base;
const open: PlanCard = { ...notStated, id: 'open', data: { kind: 'undisclosed' }, prices: { EUR: 100 } };
const all = [open, large, daily, base];
const ids = (cards: readonly PlanCard[]) => cards.map((card) => card.id);

describe('the plan list', () => {
  it('sorts by price with undisclosed limits last', () => {
    expect(ids(sortCards(all, 'total'))).toEqual(['small', 'daily', 'large', 'open']);
  });

  it('sorts by price per gigabyte with undisclosed limits last', () => {
    expect(ids(sortCards(all, 'gb'))).toEqual(['large', 'daily', 'small', 'open']);
  });

  it('counts a daily allowance over all its days', () => {
    expect(totalGigabytes(daily)).toBe(10);
    expect(totalGigabytes(open)).toBeUndefined();
  });

  it('takes any option within a group and every group together', () => {
    expect(ids(filterCards(all, ['under5', 'over10']))).toEqual(['large', 'small']);
    expect(ids(filterCards(all, ['under5', 'over10', 'days30']))).toEqual(['large']);
  });

  it('keeps "not stated" apart from "not allowed"', () => {
    expect(ids(filterCards(all, ['hotspotUnknown']))).toEqual(['open']);
    expect(ids(filterCards(all, ['hotspotNo']))).toEqual([]);
  });

  it('shows an equal in the stead of a plan that does not state what is wanted', () => {
    const { hotspot: __, ...dearer } = { ...large, id: 'dearer', startsAtConnection: false };
    const shown: PlanCard = { ...dearer, id: 'shown', equals: [dearer, { ...large, id: 'equal' }] };
    expect(ids(filterCards([shown], []))).toEqual(['shown']);
    expect(ids(filterCards([shown], ['hotspotYes', 'startFirst']))).toEqual(['equal']);
    expect(ids(filterCards([shown], ['hotspotNo']))).toEqual([]);
    expect(countOptions([shown], [])).toMatchObject({
      hotspotYes: 1,
      hotspotUnknown: 1,
      over10: 1,
      calls: 0,
    });
  });

  it('counts each option by the choices of the other groups', () => {
    const counts = countOptions(all, ['days30']);
    expect(counts.over10).toBe(1);
    expect(counts.under5).toBe(0);
    expect(counts.days7).toBe(4);
  });

  it('keeps its state in the address', () => {
    const state = { chosen: ['over10', 'fiveG'], sort: 'gb' } as const;
    expect(toListQuery(state)).toBe('?filter=over10.fiveG&sort=gb');
    expect(readListState('?filter=over10.fiveG&sort=gb')).toEqual(state);
  });

  it('ignores what it does not know in an address', () => {
    expect(readListState('?filter=nonsense.daily&sort=best')).toEqual({ chosen: ['daily'], sort: 'total' });
    expect(toListQuery({ chosen: [], sort: 'total' })).toBe('');
  });
});
