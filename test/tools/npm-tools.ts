/** Programs of others that the library is tried with: they are installed when they are needed. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Installs packages for as long as `use` takes. */
export async function withPackages(
  packages: readonly string[],
  use: (directory: string) => Promise<void>,
): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'cdk8s-hkube-tools-'));
  try {
    // Some want a newer Node than npm runs in: what runs them chooses it.
    const options = ['--prefix', directory, '--no-save', '--no-audit', '--no-fund', '--loglevel', 'error'];
    execFileSync('npm', ['install', ...options, ...packages], { stdio: ['ignore', 'ignore', 'inherit'] });
    await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** What was tried: each failure is printed, and makes the exit code 1. */
export class Trials {
  private passed = 0;
  private failed = 0;

  public expect(what: string, found: unknown, expected: unknown): void {
    if (JSON.stringify(found) === JSON.stringify(expected)) {
      this.passed++;
      return;
    }
    this.failed++;
    console.log(`${what}\n  expected ${JSON.stringify(expected)}\n  found    ${JSON.stringify(found)}`);
  }

  public end(): void {
    console.log(`${this.passed} passed, ${this.failed} failed`);
    if (this.failed > 0 || this.passed === 0) process.exitCode = 1;
  }
}
