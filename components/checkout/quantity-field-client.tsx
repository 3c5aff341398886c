'use client';

import { useEffect, useRef } from 'react';
import { readQuantity } from '@/components/checkout/read-quantity';
import type { QuantityChoice } from '@/components/checkout/sum-words';
import { SelectField } from '@/components/ui/select-field';

type QuantityFieldProps = {
  id: string;
  label: string;
  hint: string;
  error: string | undefined;
  choices: readonly QuantityChoice[];
  quantity: number;
  onChoose: (quantity: number) => void;
};

/**
 * How many eSIMs: each choice with its sum, so that it can be read before and without JavaScript too. React resets a
 * form after its action, and a select to the choice it was made with: it has to be made anew for each answer.
 */
export function QuantityField({ choices, quantity, onChoose, ...field }: QuantityFieldProps) {
  const select = useRef<HTMLSelectElement>(null);

  // What was chosen before the scripts ran, or is brought back by the browser, came without an event.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page has come alive
  useEffect(() => {
    const shown = readQuantity(select.current?.value);
    if (shown !== undefined) onChoose(shown);
  }, []);

  return (
    <SelectField
      {...field}
      ref={select}
      name="quantity"
      defaultValue={quantity}
      onChange={(event) => onChoose(readQuantity(event.target.value) ?? 1)}
    >
      {choices.map((choice) => (
        <option key={choice.quantity} value={choice.quantity}>
          {choice.label}
        </option>
      ))}
    </SelectField>
  );
}
