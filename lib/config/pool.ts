/** How far buying may go at a wholesaler whose orders carry no key of ours (decision 3). Time limits: `TIMING.pool`. */
export const POOL = {
  /** Purchases one line may cause that no eSIM has explained; then a person decides. */
  callsPerLine: 3,
  /**
   * Purchases in a row without a clear answer within the breaker's window, of one plan and of the whole account. In a
   * row, for among many purchases a few that fail say nothing: a wholesaler that is mute answers none.
   */
  unclearPerPlan: 3,
  unclearPerAccount: 10,
  /** eSIMs bought too many within a day that wait for the next buyer; beyond it a person decides. */
  surplusPerDay: 20,
};
