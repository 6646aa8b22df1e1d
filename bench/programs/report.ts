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

let ofOther: { readonly cpu: number } | undefined;

/** Reports what another program took, in ms of CPU, instead of this one. Its memory is not known. */
export function insteadOfThis(ms: number): void {
  ofOther = { cpu: ms };
}

process.on('exit', () => {
  const after = cpu();
  const memory = process.resourceUsage().maxRSS / 1024;
  process.send?.(
    ofOther ? { cpu: ofOther.cpu, work: ofOther.cpu, memory: 0 } : { cpu: after, work: after - before, memory },
  );
});
