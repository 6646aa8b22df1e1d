import { IConstruct } from 'constructs';
import { watchSynthesis, watchWalks } from './cdk8s-internals';

/**
 * What is known of an app while nothing changes: its objects and their names, settings in force, quotas, manifests,
 * findings.
 *
 * cdk8s validates the whole app once for each chart, and whatever concerns the whole app would be computed each time.
 * So each value is computed at most once, when it is first asked for, and all values are dropped together as soon as
 * something changes. Our own constructs call `touch()`; what others do is compared whenever the app is validated, once
 * for each synthesis.
 *
 * There is one pass for each root.
 */
export class Pass {
  /** The pass of the app that a construct is in. */
  public static of(construct: IConstruct): Pass {
    let root = construct;
    while (root.node.scope) root = root.node.scope;
    let pass = passes.get(root);
    if (!pass) passes.set(root, (pass = new Pass(root)));
    return pass;
  }

  private currentVersion = 0;
  private values = new Map<Function, Map<IConstruct, unknown>>();
  private watches: (() => boolean)[] = [];
  private walked: readonly IConstruct[] | undefined;
  /** All constructs, as cdk8s has listed them for the validation that it begins. */
  private listed: readonly IConstruct[] | undefined;
  private readonly declared = new Map<() => unknown, unknown>();
  private isRefreshing = false;
  private readonly endings: (() => void)[] = [];
  /** How many syntheses run; one may call another. */
  private syntheses = 0;
  /** Whether the running synthesis has compared what others do. */
  private isCompared = false;

  private constructor(private readonly root: IConstruct) {
    // The root is validated first, and this is added before any other validation of ours.
    root.node.addValidation({
      validate: () => {
        this.refresh();
        return [];
      },
    });
    watchSynthesis(
      root,
      () => this.begin(),
      () => this.end(),
    );
    watchWalks(root, (constructs) => {
      if (this.syntheses > 0) this.listed = constructs;
    });
  }

  /** Another number whenever something has changed. */
  public get version(): number {
    return this.currentVersion;
  }

  /** Drops everything that is known: something has changed. */
  public touch(): void {
    this.currentVersion++;
    this.walked = undefined;
    if (this.values.size > 0) this.values = new Map();
    if (this.watches.length > 0) this.watches = [];
  }

  /** A value that is computed from a construct, at most once while nothing changes. */
  public once<C extends IConstruct, T>(compute: (construct: C) => T, construct: C): T {
    const known = this.values.get(compute);
    const before = known?.get(construct);
    if (before !== undefined || known?.has(construct)) return before as T;
    const { version } = this;
    const value = compute(construct);
    // What changed meanwhile may not be in it.
    if (version === this.version) this.keep(compute, construct, value);
    return value;
  }

  private keep(compute: Function, construct: IConstruct, value: unknown): void {
    let known = this.values.get(compute);
    if (!known) this.values.set(compute, (known = new Map()));
    known.set(construct, value);
  }

  /** State that stays when everything else is dropped: what was declared, and what was printed. */
  public state<T>(initial: () => T): T {
    if (!this.declared.has(initial)) this.declared.set(initial, initial());
    return this.declared.get(initial) as T;
  }

  /** Has something compared in the next synthesis, since it may change without a `touch()`. */
  public watch(isSame: () => boolean): void {
    this.watches.push(isSame);
  }

  /** All constructs of the app, in order. */
  public get constructs(): readonly IConstruct[] {
    return (this.walked ??= this.root.node.findAll());
  }

  /**
   * Drops everything that is known if constructs were added or removed, or something that is watched has changed.
   * Within a synthesis the latter is compared once, since it would cost as much as rendering the whole app for each of
   * its charts.
   */
  public refresh(): void {
    if (this.isRefreshing) return;
    this.isRefreshing = true;
    try {
      const constructs = this.listed ?? this.root.node.findAll();
      this.listed = undefined;
      if (!this.isSame(constructs)) this.touch();
      this.walked = constructs;
      this.isCompared = this.syntheses > 0;
    } finally {
      this.isRefreshing = false;
    }
  }

  private isSame(constructs: readonly IConstruct[]): boolean {
    const { walked, watches } = this;
    if (!walked || constructs.length !== walked.length) return false;
    // A loop, since this runs for each construct and chart.
    for (let i = 0; i < constructs.length; i++) if (constructs[i] !== walked[i]) return false;
    return this.isCompared || watches.every((is) => is());
  }

  /** A synthesis begins, in which only `touch()` and constructs that come and go change anything. */
  public begin(): void {
    this.syntheses++;
  }

  /** Whether `app.synth()` runs, not only a chart's `toJson()`, as tests call it. */
  public get isSynthesizing(): boolean {
    return this.syntheses > 0;
  }

  /** Has something run at the end of each synthesis. */
  public atEnd(run: () => void): void {
    this.endings.push(run);
  }

  /** A synthesis ends. */
  public end(): void {
    if (this.syntheses === 1) for (const run of this.endings) run();
    this.syntheses--;
    this.listed = undefined;
    this.isCompared = this.isCompared && this.syntheses > 0;
  }
}

const passes = new WeakMap<IConstruct, Pass>();

/** A function of a construct whose value is computed at most once while nothing changes. */
export function perPass<C extends IConstruct, T>(compute: (construct: C) => T): (construct: C) => T {
  return (construct) => Pass.of(construct).once(compute, construct);
}
