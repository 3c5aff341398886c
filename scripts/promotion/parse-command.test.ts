import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse-command.ts';

const NOW = new Date('2027-01-10T12:00:00Z');
const parse = (line: string) => parseCommand(line.split(' '), NOW);

describe('npm run promotion', () => {
  it('adds a code that holds through its last day', () => {
    expect(parse('add summer10 --percent 10 --uses 100 --until 2027-01-31')).toEqual({
      ok: true,
      value: {
        kind: 'add',
        promotion: {
          code: 'SUMMER10',
          percentOff: 10,
          usesMax: 100,
          endsAt: new Date('2027-02-01T00:00:00Z'),
        },
      },
    });
  });

  it('adds one that begins later, and one for today alone', () => {
    expect(parse('add LATER --percent 50 --uses 1 --from 2027-01-20 --until 2027-01-20')).toMatchObject({
      value: { promotion: { startsAt: new Date('2027-01-20T00:00:00Z') } },
    });
    expect(parse('add TODAY --percent 1 --uses 1 --until 2027-01-10')).toMatchObject({ ok: true });
  });

  it('lists and ends', () => {
    expect(parse('list')).toEqual({ ok: true, value: { kind: 'list' } });
    expect(parse('end summer10')).toEqual({ ok: true, value: { kind: 'end', code: 'SUMMER10' } });
  });

  it.each([
    ['add', 'add takes one code'],
    ['add A B --percent 10 --uses 1 --until 2027-01-31', 'add takes one code'],
    ['add SOMMER🌞 --percent 10 --uses 1 --until 2027-01-31', 'add takes one code'],
    ['add CODE --percent 51 --uses 1 --until 2027-01-31', '--percent'],
    ['add CODE --percent 0 --uses 1 --until 2027-01-31', '--percent'],
    ['add CODE --percent 1e1 --uses 1 --until 2027-01-31', '--percent'],
    ['add CODE --percent 10% --uses 1 --until 2027-01-31', '--percent'],
    ['add CODE --percent=-5 --uses 1 --until 2027-01-31', '--percent'],
    ['add CODE --percent 10 --until 2027-01-31', '--uses'],
    ['add CODE --percent 10 --uses 0 --until 2027-01-31', '--uses'],
    ['add CODE --percent 10 --uses 1000001 --until 2027-01-31', '--uses'],
    ['add CODE --percent 10 --uses 1', '--until is a day'],
    ['add CODE --percent 10 --uses 1 --until 2027-02-30', '--until is a day'],
    ['add CODE --percent 10 --uses 1 --until 31.1.2027', '--until is a day'],
    ['add CODE --percent 10 --uses 1 --until 2027-01-09', '--until is past'],
    ['add CODE --percent 10 --uses 1 --until 2027-01-31 --from 2027-02-01', '--from is after'],
    ['add CODE --percent 10 --uses 1 --until 2027-01-31 --from soon', '--from is a day'],
    ['add CODE --percent 10 --uses 1 --until 2027-01-31 --forever', 'forever'],
    ['end', 'end takes one code'],
    ['end ONE TWO', 'end takes one code'],
    ['list all', 'list takes nothing'],
    ['delete CODE', 'there is no "delete"'],
  ])('refuses "%s"', (line, why) => {
    expect(parse(line)).toMatchObject({ ok: false, error: expect.stringContaining(why) });
  });

  it('refuses to do nothing', () => {
    expect(parseCommand([], NOW)).toEqual({ ok: false, error: 'say what to do' });
  });
});
