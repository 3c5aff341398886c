/** Something that looks for work again and again, until it is stopped. */
export type Loop = {
  /** Looks again soon, whatever it was waiting for. */
  wake: () => void;
  /** Resolves when the look under way, if any, has ended. */
  stop: () => Promise<void>;
};

export type LoopPace = {
  /** Between two looks, however often it is woken. */
  leastMs: number;
  /** Without being woken. */
  mostMs: number;
};

/** `look` answers in how many milliseconds there will be work, if it knows; it must not throw. */
export function startLoop({ leastMs, mostMs }: LoopPace, look: () => Promise<number | undefined>): Loop {
  let isStopped = false;
  let isWoken = false;
  let interrupt = () => {};
  const pause = (pauseMs: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pauseMs);
      interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!isStopped) {
      isWoken = false;
      const dueInMs = Math.min((await look()) ?? mostMs, mostMs);
      const began = performance.now();
      const left = () => (isWoken ? leastMs : Math.max(dueInMs, leastMs)) - (performance.now() - began);
      while (!isStopped && left() > 0) await pause(left());
    }
  };
  const running = run();
  return {
    wake() {
      isWoken = true;
      interrupt();
    },
    async stop() {
      isStopped = true;
      interrupt();
      await running;
    },
  };
}
