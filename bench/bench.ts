/** `npm run bench`: how fast it is, as ratios within this run, so that they hold on any machine. */
import { loadavg } from 'node:os';
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
