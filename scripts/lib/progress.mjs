const SAY_AFTER_MS = 500;
const REPEAT_MS = 20_000;

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/**
 * Runs one step and says how long it took; a slow one is announced and repeated, so that silence never means waiting.
 * What the step answers, if text, follows its name.
 */
export async function step(name, work) {
  const started = performance.now();
  let lastSaid = 0;
  const timer = setInterval(() => {
    const elapsed = performance.now() - started;
    if (lastSaid !== 0 && elapsed - lastSaid < REPEAT_MS) return;
    console.log(lastSaid === 0 ? `  … ${name}` : `  … ${name}, ${seconds(elapsed)} so far`);
    lastSaid = elapsed;
  }, SAY_AFTER_MS);
  try {
    const answer = await work();
    const detail = typeof answer === 'string' ? `: ${answer}` : '';
    console.log(`  ✓ ${name}${detail}  (${seconds(performance.now() - started)})`);
    return answer;
  } catch (error) {
    console.log(`  ✗ ${name}  (${seconds(performance.now() - started)})`);
    throw error;
  } finally {
    clearInterval(timer);
  }
}
