/** A substitute may cost a quarter more on our shelf than what was sold: about what the margin covers. Basis points. */
export const SUBSTITUTES = { dearerBps: 2500 };
