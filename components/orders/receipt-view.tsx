import Link from 'next/link';
import { getTranslations } from 'next-intl/server';
import type { ReceiptSheet } from '#lib/domain/receipt-sheet';
import { Wordmark } from '@/components/layout/logo';
import { buttonClass } from '@/components/ui/button-class';
import { Icon } from '@/components/ui/icon';
import { Panel } from '@/components/ui/panel';
import { Perforation } from '@/components/ui/perforation';
import { Sign } from '@/components/ui/sign';

type ReceiptViewProps = { receipt: ReceiptSheet; orderId: string; locale: string };

/** A receipt to read or print; on paper only the receipt itself is left. */
export async function ReceiptView({ receipt, orderId, locale }: ReceiptViewProps) {
  const t = await getTranslations('receipt');
  const { title, number, shopName } = receipt;
  const order = `/${locale}/orders/${orderId}` as const;
  const back = (
    <Link href={order} className="inline-flex min-h-11 items-center underline underline-offset-4">
      {t('back')}
    </Link>
  );
  const heading = (
    <>
      {title} <span className="whitespace-nowrap">{number}</span>
    </>
  );
  return (
    <>
      <div className="print:hidden">
        <Sign title={heading} crumb={back} />
      </div>
      <div className="receipt wrap py-5 wide:py-9">
        <div className="max-w-2xl space-y-5">
          <div className="hidden space-y-6 pb-2 print:block">
            <Wordmark name={shopName} />
            <p className="type-h1">{title}</p>
          </div>
          <ReceiptPaper receipt={receipt} />
          <a href={`${order}/receipts/${number}/pdf`} className={buttonClass({ className: 'print:hidden' })}>
            <Icon name="download" className="size-5" />
            {t('download')}
          </a>
        </div>
      </div>
    </>
  );
}

function ReceiptPaper({ receipt }: { receipt: ReceiptSheet }) {
  const { facts, total, tax, notes, seller } = receipt;
  return (
    <Panel as="article" className="">
      <div className="p-4 wide:p-6 print:px-0">
        <dl className="grid gap-x-6 tablet:grid-cols-2 print:grid-cols-2">
          {facts.map(({ label, value }) => (
            <div key={label} className="border-border border-b py-3">
              <dt className="text-label text-muted">{label}</dt>
              <dd translate="no" className="break-words font-semibold tabular">
                {value}
              </dd>
            </div>
          ))}
        </dl>
        <ReceiptTable receipt={receipt} />
        <dl className="mt-4 grid grid-cols-[1fr_auto] items-baseline gap-x-6 gap-y-1 border-primary border-t-2 pt-4">
          <dt className="type-h3">{total.label}</dt>
          <dd className="price text-end type-h2 tabular">{total.amount}</dd>
          <dt className="text-muted text-small">{tax.label}</dt>
          <dd className="text-end text-muted text-small tabular">{tax.amount}</dd>
        </dl>
      </div>
      <Perforation />
      <div className="space-y-3 p-4 text-small wide:p-6 print:px-0">
        <div className="text-muted">
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
        <div>
          <p className="text-label text-muted">{seller.label}</p>
          {seller.lines.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </div>
      </div>
    </Panel>
  );
}

function ReceiptTable({ receipt: { columns, lines } }: { receipt: ReceiptSheet }) {
  const amount = 'ps-3 text-end whitespace-nowrap tabular';
  return (
    <table className="mt-6 w-full text-small">
      <thead className="text-label text-muted">
        <tr className="border-border border-b">
          <th className="pb-2 text-start font-normal">{columns.description}</th>
          <th className={`pb-2 font-normal ${amount}`}>{columns.quantity}</th>
          <th className={`pb-2 font-normal ${amount}`}>{columns.unit}</th>
          <th className={`pb-2 font-normal ${amount}`}>{columns.total}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ description, quantity, unit, total }) => (
          <tr key={description} className="align-top">
            <td className="break-words py-3">{description}</td>
            <td className={`py-3 ${amount}`}>{quantity}</td>
            <td className={`py-3 ${amount}`}>{unit}</td>
            <td className={`py-3 ${amount}`}>{total}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
