/** The names in a chart: ids of its constructs, and variables. */

import { Names, snakeCase, variableName } from './names';
import { isObject, JsonObject, textAt } from '../text/json-value';

export const LANGUAGES = ['typescript', 'python'] as const;
export type Language = (typeof LANGUAGES)[number];

const words = (text: string) => text.split(' ');

/** What variables must not be called: words of the language, and what the program uses itself. */
const RESERVED: Readonly<Record<Language, readonly string[]>> = {
  typescript: words(
    'app scope id arguments await break case catch class const continue debugger default delete do else enum eval ' +
      'export extends false finally for function if implements import in instanceof interface let new null package ' +
      'private protected public return static super switch this throw true try typeof undefined var void while with ' +
      'yield',
  ),
  python: words(
    'app scope id all and any as assert async await bin bool break bytes chr class continue def del dict dir elif ' +
      'else eval except exec filter finally float for format from global hash help hex if import in input int is ' +
      'iter k8s lambda len list map max min next nonlocal not object oct open or ord pass pow print property raise ' +
      'range repr return round self set slice str sum super try tuple type vars while with yield zip',
  ),
};

/** The id of a construct, and the name of its object if that is another. */
export interface ObjectName {
  readonly id: string;
  readonly name?: string;
}

export class Scope {
  /** The namespace of all objects. @default - each has its own, or none */
  public readonly namespace?: string;
  private readonly variables: Names;
  private readonly ids = new Names();

  /** @param manifests all objects of the chart */
  constructor(
    public readonly language: Language,
    manifests: readonly JsonObject[],
  ) {
    this.variables = new Names(RESERVED[language]);
    const namespaces = new Set(manifests.map((manifest) => textAt(manifest, 'metadata', 'namespace')));
    const [only] = namespaces;
    if (namespaces.size === 1 && only !== '') this.namespace = only;
  }

  /** The id of an object: its name if that is free, else with its kind. */
  public nameOf({ kind, metadata }: JsonObject): ObjectName {
    const { name, generateName } = isObject(metadata) ? metadata : ({} as JsonObject);
    const wanted = String(name ?? generateName ?? '').replace(/[/\s]+|-+$/g, '');
    const ofKind = kebabCase(kind);
    const id = this.ids.take(...(wanted === '' ? [ofKind] : [wanted, `${wanted}-${ofKind}`]));
    return name === undefined || id === name ? { id } : { id, name };
  }

  /** A variable for something of a name, or of that name and its kind. */
  public variable(name: string, kind: string): string {
    const camel = variableName(name);
    return this.variables.take(...[camel, `${camel}${kind}`].map((each) => this.spelled(each)));
  }

  private spelled(name: string): string {
    return this.language === 'python' ? snakeCase(name) : name;
  }
}

/** `PersistentVolumeClaim` → `persistent-volume-claim` */
const kebabCase = (kind: unknown) => snakeCase(String(kind)).replaceAll('_', '-');
