import { ApiObject } from 'cdk8s';
import { IConstruct } from 'constructs';
import { Pass, perPass } from './pass';

/** An object that one of our constructs makes, as it is printed. */
export interface PrintedObject {
  /** The construct that the object belongs to. */
  readonly owner: IConstruct;

  /** Whether the object's name depends on its content. @default false */
  readonly hasContentName?: boolean;

  /**
   * The final manifest.
   *
   * @throws when it can't be rendered
   */
  manifest(): any;

  /** Whether the manifest stays the same until the pass changes. @default - it may differ each time */
  isKept?(): boolean;

  /** Claims of the app that the object's pods mount. @default - none */
  claims?(): readonly ApiObject[];
}

const registry = () => new WeakMap<ApiObject, PrintedObject>();

/** Registers an object that one of our constructs makes. */
export function registerPrinted(object: ApiObject, printed: PrintedObject): void {
  const pass = Pass.of(object);
  pass.state(registry).set(object, printed);
  pass.touch();
}

/** The registration of an object; undefined if it is not one of ours. */
export function printedObject(object: ApiObject): PrintedObject | undefined {
  return Pass.of(object).state(registry).get(object);
}

/** The construct that an object belongs to: itself, unless one of our constructs makes it. */
export const ownerOf = (object: ApiObject): IConstruct => printedObject(object)?.owner ?? object;

/**
 * The final manifest of any object. It belongs to the pass: don't change it.
 *
 * @throws when it can't be rendered
 */
export function manifestOf(object: ApiObject): any {
  const printing = printingOf(object);
  if ('failure' in printing) throw printing.failure;
  return printing.manifest;
}

/** The final manifest of any object; undefined when it can't be rendered, which is reported elsewhere. */
export function tryManifestOf(object: ApiObject): any {
  const printing = printingOf(object);
  return 'failure' in printing ? undefined : printing.manifest;
}

/** The name that an object is printed with, as far as it is known. */
export function printedName(object: ApiObject): string {
  if (!printedObject(object)?.hasContentName) return object.name;
  const printing = printingOf(object);
  return 'failure' in printing ? object.name : printing.manifest.metadata.name;
}

/** A manifest, or the reason why it is missing. */
type Printing = { readonly manifest: any } | { readonly failure: unknown };

const printingOf = perPass((object: ApiObject): Printing => {
  const printing = print(object);
  // Others change their objects without a touch().
  if (!printedObject(object)?.isKept?.()) Pass.of(object).watch(() => isSame(print(object), printing));
  return printing;
});

function print(object: ApiObject): Printing {
  try {
    const printed = printedObject(object);
    return { manifest: printed ? printed.manifest() : object.toJson() };
  } catch (failure) {
    return { failure };
  }
}

function isSame(a: Printing, b: Printing): boolean {
  try {
    return textOf(a) === textOf(b);
  } catch {
    return false;
  }
}

const textOf = (printing: Printing): string =>
  'failure' in printing ? String(printing.failure) : JSON.stringify(printing.manifest);
