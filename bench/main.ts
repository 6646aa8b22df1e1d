/** `npm run bench -- NAME…`: runs the benchmarks of these names, or all. */
import { synth } from './synth';
import { validation } from './validation';

const BENCHMARKS = new Map(Object.entries({ validation, synth }));

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !BENCHMARKS.has(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}. Benchmarks: ${[...BENCHMARKS.keys()].join(', ')}`);
  process.exitCode = 1;
} else {
  for (const name of wanted.length > 0 ? wanted : BENCHMARKS.keys()) BENCHMARKS.get(name)!();
}
