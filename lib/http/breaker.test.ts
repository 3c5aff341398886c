import { expect, it } from 'vitest';
import { createBreaker } from '#lib/http/breaker';

function setUp() {
  let nowMs = 0;
  const breaker = createBreaker({ failures: 2, openMs: 1000, clockMs: () => nowMs });
  return {
    breaker,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

it('opens after failures in a row and not after failures between answers', () => {
  const { breaker } = setUp();
  breaker.note('not_reached');
  breaker.note('reached');
  breaker.note('not_reached');
  expect(breaker.state()).toBe('closed');
  breaker.note('not_reached');
  expect(breaker.state()).toBe('open');
  expect(breaker.allows()).toBe(false);
});

it('lets one probe through after the pause and closes when it is answered', () => {
  const { breaker, pass } = setUp();
  breaker.note('not_reached');
  breaker.note('not_reached');
  pass(1000);
  expect(breaker.state()).toBe('half_open');
  expect([breaker.allows(), breaker.allows()]).toEqual([true, false]);
  breaker.note('reached');
  expect(breaker.state()).toBe('closed');
});

it('stays open for another pause when the probe fails', () => {
  const { breaker, pass } = setUp();
  breaker.note('not_reached');
  breaker.note('not_reached');
  pass(1000);
  breaker.allows();
  breaker.note('not_reached');
  pass(999);
  expect(breaker.state()).toBe('open');
});
