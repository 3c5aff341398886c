type OrderLinkProps = { number: string };

export function OrderLink({ number }: OrderLinkProps) {
  return <a href={`/admin/orders/${number}`}>{number}</a>;
}
