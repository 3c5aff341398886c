import { describe, expect, it } from 'vitest';
import { parseCommand } from './parse-command.ts';

describe('npm run invoice', () => {
  it('takes a file and a time through its last day', () => {
    expect(parseCommand('zim.csv --from 2027-01-01 --to 2027-01-31'.split(' '))).toEqual({
      ok: true,
      value: {
        file: 'zim.csv',
        from: new Date('2027-01-01T00:00:00Z'),
        to: new Date('2027-02-01T00:00:00Z'),
      },
    });
  });

  it.each([
    ['', 'name one file'],
    ['a.csv b.csv --from 2027-01-01 --to 2027-01-31', 'name one file'],
    ['a.csv --to 2027-01-31', '--from'],
    ['a.csv --from 2027-01-01', '--to'],
    ['a.csv --from 2027-02-30 --to 2027-03-31', '--from'],
    ['a.csv --from 2027-01-01 --to tomorrow', '--to'],
    ['a.csv --from 2027-02-01 --to 2027-01-31', '--to is before'],
    ['a.csv --from 2027-01-01 --to 2027-01-31 --force', '--force'],
  ])('refuses "%s"', (line, reason) => {
    const parsed = parseCommand(line.split(' ').filter(Boolean));
    expect(parsed.ok ? 'taken' : parsed.error).toContain(reason);
  });
});
