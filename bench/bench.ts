/**
 * `npm run bench`: how fast it is, as ratios within this run, so that they hold on any machine. `npm run bench -- --class`
 * grades classes of 100 and of 1,000, too, which takes minutes.
 */
import { loadavg } from 'node:os';
import { benchClass, type ClassResult } from './class.ts';
import { benchFloor } from './floor.ts';
import { benchHangs } from './hangs.ts';
import { benchHelp } from './help.ts';
import { becomeReaper } from './reaper.ts';
import { machine } from './stage.ts';

const ms = (value: number) => `${value.toFixed(1)} ms`;
const times = (value: number) => `${value.toFixed(2)} ×`;

console.log(`${machine()}; load ${(loadavg()[0] ?? 0).toFixed(1)} at the start\n`);

becomeReaper();
const floor = await benchFloor(20);
console.log(
  'A run of two programs against the floor (the same two programs started bare), 20 of each in turn',
);
console.log(
  `  wall  ${times(floor.wallRatio)}   median ${ms(floor.run.wallMs)} against ${ms(floor.floor.wallMs)}   (goal: at most 1.25 ×)`,
);
console.log(
  `  cpu   ${times(floor.cpuRatio)}   mean ${ms(floor.run.cpuMs)} against ${ms(floor.floor.cpuMs)}   (goal: at most 1.25 ×)\n`,
);

const hangs = await benchHangs(8, 4);
console.log(
  `A submission that hangs: from its last event to the verdict, ${hangs.atOnce} at a time, 32 of them`,
);
console.log(`  median ${ms(hangs.medianMs)}, worst ${ms(hangs.worstMs)}   (goal: within 300 ms)\n`);

const help = benchHelp(15);
console.log('grade --help against node -e 0, 15 of each in turn');
console.log(
  `  wall  ${times(help.ratio)}   median ${ms(help.helpMs)} against ${ms(help.nodeMs)}   (goal: at most 2 ×)`,
);

if (process.argv.includes('--class')) printClass(await benchClass(100, 1000));

function printClass({ small, large, timeRatio, memoryRatio }: ClassResult): void {
  const per = (one: typeof small) => ms((1000 * one.seconds) / one.submissions);
  const megabytes = (one: typeof small) => `${one.peakMegabytes.toFixed(0)} MB`;
  const total = `${(large.seconds / small.seconds).toFixed(2)} × the time`;
  console.log(`\ngrade batch, ${large.submissions} submissions against ${small.submissions}`);
  console.log(
    `  time    ${times(timeRatio)}   per submission ${per(large)} against ${per(small)}; in all ${total}   (goal: at most 10.5 ×)`,
  );
  console.log(
    `  memory  ${times(memoryRatio)}   at most ${megabytes(large)} against ${megabytes(small)}   (goal: flat, under 200 MB)`,
  );
}
