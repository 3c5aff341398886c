import { z } from 'zod';

const words = z.string().optional();
const typed = { attempt: z.number(), number: z.string(), email: z.string(), name: z.string() };
const problems = z.object({ number: words, email: words, name: words, form: words }).optional();

/** Where a withdrawal stands: typed in, to be confirmed, or received. `at`: ISO, when it arrived. */
export const withdrawState = z.discriminatedUnion('step', [
  z.object({ ...typed, step: z.literal('enter'), problems }),
  z.object({ ...typed, step: z.literal('confirm'), declaration: z.string(), problems }),
  z.object({ ...typed, step: z.literal('received'), at: z.string(), mailed: z.string() }),
]);

export type WithdrawState = z.infer<typeof withdrawState>;
export type WithdrawAction = (state: WithdrawState, form: FormData) => Promise<WithdrawState>;
