import { z } from 'zod';
import {
  currency,
  email,
  expand,
  flag,
  integer,
  list,
  metadata,
  text,
  webAddress,
} from '../protocol/field.ts';

const locales =
  'auto bg cs da de el en en-GB es es-419 et fi fil fr fr-CA hi-IN hr hu id it ja ko lt lv ms mt nb nl pl pt pt-BR ro ru sk sl sv th tr vi zh zh-HK zh-TW'.split(
    ' ',
  );

const productData = z.strictObject({
  name: text(250),
  description: text(1_000).optional(),
  images: list(webAddress(), 8).optional(),
  metadata: metadata().optional(),
  tax_code: text().optional(),
  unit_label: text(12).optional(),
});

const lineItem = z.strictObject({
  price_data: z.strictObject({
    currency: currency(),
    product_data: productData,
    tax_behavior: z.enum(['exclusive', 'inclusive', 'unspecified']).optional(),
    unit_amount: integer({ min: 0, max: 99_999_999 }),
  }),
  quantity: integer({ min: 1, max: 999_999 }),
});

/** 2 to 22 characters, at least one letter, none of the characters that card networks refuse. */
const suffix = text(22).regex(
  /^(?=.*[A-Za-z])[^<>\\'"*]{2,22}$/,
  'must be 2 to 22 plain characters with a letter',
);

const paymentIntentData = z.strictObject({
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
  description: text(1_000).optional(),
  metadata: metadata().optional(),
  receipt_email: email().optional(),
  statement_descriptor_suffix: suffix.optional(),
});

const enabled = z.strictObject({ enabled: flag() });

/** What a session may be created with. Stripe's further parameters belong to features that this stand-in lacks. */
export const createSessionParameters = z.strictObject({
  ...expand,
  adaptive_pricing: enabled.optional(),
  allow_promotion_codes: flag().optional(),
  automatic_tax: enabled.optional(),
  billing_address_collection: z.enum(['auto', 'required']).optional(),
  cancel_url: webAddress().optional(),
  client_reference_id: text(200).optional(),
  currency: currency().optional(),
  custom_text: z.strictObject({ submit: z.strictObject({ message: text(1_200) }).optional() }).optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_email: email().optional(),
  expires_at: integer().optional(),
  integration_identifier: text(200).optional(),
  invoice_creation: enabled.optional(),
  line_items: list(lineItem, 100),
  locale: z.enum(locales).optional(),
  metadata: metadata().optional(),
  mode: z.enum(['payment', 'setup', 'subscription']),
  payment_intent_data: paymentIntentData.optional(),
  payment_method_options: z
    .strictObject({
      card: z
        .strictObject({ request_three_d_secure: z.enum(['any', 'automatic', 'challenge']).optional() })
        .optional(),
    })
    .optional(),
  allowed_payment_method_types: list(text(), 50).optional(),
  phone_number_collection: enabled.optional(),
  submit_type: z.enum(['auto', 'book', 'donate', 'pay']).optional(),
  success_url: webAddress(),
  ui_mode: z.enum(['hosted_page']).optional(),
});

export type CreateSession = z.infer<typeof createSessionParameters>;
