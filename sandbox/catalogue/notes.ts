import type { Random } from './random.ts';

type Notes = { notes: string; shortNotes: string };

const plain = [
  '',
  '',
  'Data only. Validity starts with the first connection to a network at the destination.',
  '<p>Data only, no phone number.<br>Validity starts with the first connection.</p>',
  '<ul><li>Hotspot &amp; tethering allowed</li><li>Reloadable</li></ul>',
  '<b>Hotspot:</b> not supported.&nbsp;Reloadable.',
  'Caf&eacute;s, trains &#8211; and everywhere else: coverage &lt; 100&nbsp;%.',
] as const;

/** Samples of what must never reach a page as markup. */
const hostile = [
  'Great value<script>document.title = "notes"</script> for a week.',
  '<img src="x" onerror="document.title=\'notes\'">Data only.',
  '<a href="javascript:document.title=1">Terms</a> apply.',
] as const;

export function toStandardNotes(random: Random): Notes {
  const notes = random.chance(0.002) ? random.pick(hostile) : random.pick(plain);
  return { notes, shortNotes: notes === '' ? '' : 'Data only' };
}

/** Only `Fast` has public fair-use terms; the faster sub-types state a limit or say nothing. */
export function toUnlimitedNotes(random: Random, subType: string): Notes {
  if (subType === 'Fast') {
    return {
      notes: '<p>1&nbsp;GB of high-speed data every 24 hours, then unlimited data at 512&nbsp;kbps.</p>',
      shortNotes: '1GB/24h high speed, then 512kbps',
    };
  }
  if (random.chance(0.5)) return { notes: '', shortNotes: '' };
  const daily = subType === 'Faster' ? 2 : 3;
  return {
    notes: `${daily} GB of high-speed data every 24 hours, then unlimited data at 1 Mbps.`,
    shortNotes: `${daily}GB/24h high speed, then 1Mbps`,
  };
}
