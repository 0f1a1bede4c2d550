import { crashMatrix, ROUTES } from './handover/crash-matrix';

/** `npm run crash-matrix`: every cell of the matrix on the simulated laptop, and how many of them are well. */
let well = 0;
let all = 0;
for (const route of ROUTES) {
  let own = 0;
  for await (const { name, wrong } of crashMatrix(route)) {
    all += 1;
    own += 1;
    if (wrong.length === 0) well += 1;
    else console.log(`not ok - ${name}: ${wrong.join('; ')}`);
  }
  console.log(`${route.scenario} and back to ${route.after}: ${own} points`);
}
console.log(`${well} of ${all}`);
process.exitCode = well === all ? 0 : 1;
