'use client';

import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { createPoller } from '@/components/orders/fetch-changed-client';
import { pollDelayMs } from '@/components/orders/poll-schedule';
import { orderStatusKey, orderStatusWire } from '@/components/orders/status-wire';

type OrderWatchProps = {
  orderId: string;
  /** `orderStatusKey` of what the page shows now. */
  shownKey: string;
  /** The page shows an end: nothing is asked any more. */
  final: boolean;
  /** The stage's heading, spoken when it changes. */
  heading: string;
  words: { unreachable: string };
};

/** Moves the order page by itself: asks for the status, and has the server draw the page anew when it changed. */
export function OrderWatch(props: OrderWatchProps) {
  const [client] = useState(() => new QueryClient());
  return (
    <QueryClientProvider client={client}>
      <Watch {...props} />
    </QueryClientProvider>
  );
}

function Watch({ orderId, shownKey, final, heading, words }: OrderWatchProps) {
  const router = useRouter();
  const announcement = useHeadingChange(orderId, heading);
  const [poll] = useState(() => createStatusReader(orderId));
  const status = useQuery({
    queryKey: ['order-status', orderId],
    queryFn: ({ signal }) => poll(signal),
    enabled: !final,
    retry: false,
    staleTime: 0,
    refetchOnMount: false,
    refetchInterval: (query) => pollDelayMs(query.state.dataUpdateCount + query.state.errorUpdateCount),
  });
  const { data: seenKey, dataUpdatedAt } = status;

  // biome-ignore lint/correctness/useExhaustiveDependencies: dataUpdatedAt repeats a refresh that did not arrive
  useEffect(() => {
    if (seenKey !== undefined && seenKey !== shownKey) router.refresh();
  }, [seenKey, shownKey, dataUpdatedAt, router]);

  return (
    <>
      <p role="status" className="sr-only">
        {announcement}
      </p>
      {status.isError && !final ? (
        <p role="status" className="text-small text-warn">
          {words.unreachable}
        </p>
      ) : null}
    </>
  );
}

const shownHeadings = new Map<string, string>();

/** The heading once it differs from the one shown before; kept outside React, for a redrawn page may mount anew. */
function useHeadingChange(orderId: string, heading: string): string {
  const [announcement, setAnnouncement] = useState('');
  useEffect(() => {
    const before = shownHeadings.get(orderId);
    shownHeadings.set(orderId, heading);
    if (before !== undefined && before !== heading) setAnnouncement(heading);
  }, [orderId, heading]);
  return announcement;
}

const GONE = 'gone';

function createStatusReader(orderId: string): (signal: AbortSignal) => Promise<string> {
  const poll = createPoller(`/api/orders/${orderId}/status`);
  let key = '';
  return async (signal) => {
    const answer = await poll(signal);
    if (answer.kind === 'gone') return GONE;
    if (answer.kind === 'changed') key = orderStatusKey(orderStatusWire.parse(answer.body));
    return key;
  };
}
