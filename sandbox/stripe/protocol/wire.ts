export type Json = string | number | boolean | null | Json[] | { [field: string]: Json };

/** An object as it goes over the wire. */
export type Wire = { [field: string]: Json };

export const isWire = (value: Json | undefined): value is Wire =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
