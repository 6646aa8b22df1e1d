/**
 * Two ways to do the same work, timed in turns in one process, so that both meet the same machine.
 */
export function ratio(
  what: string,
  ours: [name: string, run: () => void],
  peer: [name: string, run: () => void],
  rounds = 15,
): void {
  const times: number[][] = [[], []];
  for (let round = -3; round < rounds; round++) {
    [ours, peer].forEach(([, run], i) => {
      const start = performance.now();
      run();
      if (round >= 0) times[i].push(performance.now() - start);
    });
  }
  const [a, b] = times.map((list) => list.sort((x, y) => x - y)[Math.floor(list.length / 2)]);
  console.log(`${what}: ${ours[0]} ${a.toFixed(2)} ms, ${peer[0]} ${b.toFixed(2)} ms, ratio ${(a / b).toFixed(3)}`);
}
