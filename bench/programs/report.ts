/** What a program took, as its parent reads it: ms of CPU in all and since `begin()`, and MiB at most. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

let before = 0;

/** Everything is loaded, and the work begins. */
export function begin(): void {
  before = cpu();
}

process.on('exit', () => {
  const after = cpu();
  const memory = process.resourceUsage().maxRSS / 1024;
  process.send?.({ cpu: after, work: after - before, memory });
});
