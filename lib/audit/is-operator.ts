/** Whether a verified address may see other people's orders. `operators`: whole addresses in lower case. */
export function isOperator(operators: readonly string[], email: string | undefined): email is string {
  return email !== undefined && operators.includes(email.toLowerCase());
}
