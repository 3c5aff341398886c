import { expect, it } from 'vitest';
import { parseEnvFile, withEnvFile } from './env-file.mjs';

it.each([
  ['A=1', { A: '1' }],
  ['  export A = one two  ', { A: 'one two' }],
  ['A=1 # why', { A: '1' }],
  ['A=x#y', { A: 'x#y' }],
  ['A="1 # kept"', { A: '1 # kept' }],
  ["A='raw\\n'", { A: 'raw\\n' }],
  ['A="two\\nlines"', { A: 'two\nlines' }],
  ['A=', { A: '' }],
  ['# A=1\n\nB=2', { B: '2' }],
  ['A=k1:abc+/=', { A: 'k1:abc+/=' }],
])('reads %j', (text, values) => {
  expect(parseEnvFile(text)).toEqual(values);
});

it('changes nothing when there is no file', () => {
  expect(withEnvFile({ A: '1' }, '/nowhere/.env')).toEqual({ A: '1' });
});
