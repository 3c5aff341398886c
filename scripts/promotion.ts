import { PRICING } from '#lib/config/pricing';
import { type Promotion, percentCovered } from '#lib/domain/promotion';
import { promotions } from '#lib/wiring';
import { runCommand } from './lib/operators-command.ts';
import { HELP, type PromotionCommand, parseCommand } from './promotion/parse-command.ts';

/** Makes, lists and ends promotion codes in the database of DATABASE_URL. Ends with 1 when nothing came of it. */
async function run(command: PromotionCommand): Promise<number> {
  if (command.kind === 'list') {
    const all = await promotions().list();
    for (const promotion of all) console.log(toLine(promotion));
    if (all.length === 0) console.log('There is no promotion code.');
    return 0;
  }
  if (command.kind === 'end') {
    if (await promotions().end(command.code)) console.log(`${command.code} is over. Open orders keep it.`);
    else return refuse(`There is no code ${command.code}.`);
    return 0;
  }
  const { code, percentOff } = command.promotion;
  if (!(await promotions().add(command.promotion)))
    return refuse(`${code} exists. A code keeps what it promised: choose another one.`);
  console.log(`${code} is added.`);
  const covered = percentCovered(PRICING.marginBps);
  if (percentOff > covered)
    console.warn(`The shop's margin covers ${covered} % off: with ${percentOff} % it may sell below cost.`);
  return 0;
}

function toLine({ code, percentOff, uses, usesMax, phase, startsAt, endsAt }: Promotion): string {
  const time = `${startsAt.toISOString()} to ${endsAt.toISOString()}`;
  return `${code}  ${percentOff} %  ${uses} of ${usesMax} used  ${phase.replace('_', ' ')}  ${time}`;
}

function refuse(why: string): number {
  console.error(why);
  return 1;
}

await runCommand(parseCommand(process.argv.slice(2), new Date()), HELP, run);
