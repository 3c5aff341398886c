import { z } from 'zod';

/** `OrderWithWalletRequest` in both known revisions of the document; anything else in the body is refused. */
export const orderRequestSchema = z
  .strictObject({
    planID: z.string().min(1),
    accountID: z.string().optional(),
    currencyISO: z.string().default('USD'),
    notifyRecipient: z.boolean().default(false),
    quantity: z.int().min(1).default(1),
    userNanoIDs: z.array(z.string()).optional(),
    usersIDs: z.array(z.string()).optional(),
    orderType: z.enum(['ONE_OFF', 'TOP_UP', 'RECURRING']).default('ONE_OFF'),
    subscriptionID: z.string().optional(),
  })
  .refine(({ orderType, subscriptionID }) => (orderType === 'TOP_UP') === (subscriptionID !== undefined), {
    path: ['subscriptionID'],
    message: 'is required for TOP_UP and for nothing else',
  });
export type OrderRequest = z.infer<typeof orderRequestSchema>;
