import { ApiObject, ApiObjectMetadata, Lazy } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import type { HkubeAlgorithmSpec } from './algorithm-spec';
import { HkubeClusterOptions, readClusterOptions } from './cluster-options';
import { checkForHkube } from './defect-checks';
import { HkubeSpec } from './hkube-spec';
import { readSpec } from './read-spec';
import { readSpecFile } from './read-spec-file';
import { registrationJob } from './registration-job';
import { holdsSecret, registrationOf } from './registration-spec';
import { invalidSecret } from './spec-dialect';
import { findingsOf, SpecFile, withSpec } from './spec-file';
import { asError } from './write-spec';
import { Finding, Validation } from '../apimachinery/finding';
import { anything, decodeOptions, flag, instanceOf, notNull, number, optionsType, text } from '../apimachinery/options';
import { plainValue } from '../apimachinery/to-api';
import { validationBy } from '../apimachinery/version';
import { apiObjectOf } from '../app/cdk8s-plus';
import { HASH_LENGTH, withContentName } from '../app/content-name';
import { ConstructFinding } from '../app/findings';
import { validateByItself } from '../app/manifest-validator';
import { readMetadata } from '../app/metadata';
import { Pass } from '../app/pass';
import { registerPrinted } from '../app/printed';
import { settingsOf } from '../app/settings';
import { Algorithm } from '../constructs/algorithm';
import { judgeWorkload, checkWorkload } from '../constructs/private/workload-check';
import { Manifest, WorkloadObject } from '../constructs/private/workload-object';
import { plainWorkload } from '../render/pod-rendering';

/** A Secret with a token for HKube's API. */
export interface HkubeTokenSecret {
  /** The Secret that holds it, or the name of one, in the namespace of the registration. */
  readonly secret: kplus.ISecret | string;

  /**
   * Key of the token in the Secret.
   *
   * @default token
   */
  readonly key?: string;
}

/** How an algorithm is registered. */
export interface HkubeRegistrationOptions {
  /**
   * Address of HKube's API, up to and with its version, as a pod of the cluster reaches it:
   * `http://api-server.hkube.svc:3000/api/v1`, or through the ingress `https://hkube.acme.io/hkube/api-server/api/v1`.
   */
  readonly endpoint: string;

  /**
   * The image that sends the spec. It needs a POSIX shell, and curl or wget. (The wget of busybox does not show why
   * HKube refuses a spec, and doesn't check certificates.)
   *
   * @default docker.io/curlimages/curl:8.12.1
   */
  readonly image?: string;

  /**
   * Token for HKube's API, sent as `Authorization: Bearer`.
   *
   * @default - none
   */
  readonly tokenSecret?: HkubeTokenSecret;

  /**
   * Whether the spec is kept in a Secret instead of a ConfigMap.
   *
   * @default - true if it contains a token, credentials in an address, or a variable whose name says that its value is
   * a secret
   */
  readonly useSecret?: boolean;

  /**
   * The HKube cluster. The spec is checked against its volumes and defaults.
   *
   * @default - a cluster with HKube's own settings
   */
  readonly cluster?: HkubeClusterOptions;

  /**
   * Metadata of the ConfigMap (or Secret) and the Job. A hash of the content is added to the name.
   *
   * @default - its name is the construct's id; namespace and labels of the chart
   */
  readonly metadata?: ApiObjectMetadata;

  /**
   * Seconds for which the Job is kept after its end. Once it is deleted, the next `kubectl apply` registers the
   * algorithm again.
   *
   * @default - kept until it is deleted
   */
  readonly ttlSecondsAfterFinished?: number;
}

/** An algorithm to register: its spec, or the Algorithm. */
export interface HkubeRegistrationProps extends HkubeRegistrationOptions {
  /**
   * HKube's algorithm spec, in the form that its API accepts.
   *
   * @default - that of `algorithm`
   */
  readonly spec?: HkubeAlgorithmSpec;

  /**
   * The algorithm whose spec (`HkubeSpec.of(algorithm)`) is registered. It may be in another chart, or in another app.
   *
   * @default - none: `spec` is set
   */
  readonly algorithm?: Algorithm;
}

const PROPS = optionsType<HkubeRegistrationProps>('HkubeRegistrationProps', {
  spec: anything,
  algorithm: instanceOf<Algorithm>(
    'an Algorithm',
    (algorithm) => typeof (algorithm as Partial<Algorithm>)._renderings === 'function',
    "Pass a spec in the form of HKube's API as spec",
  ),
  endpoint: anything,
  image: text,
  tokenSecret: notNull(optionsType<HkubeTokenSecret>('HkubeTokenSecret', { secret: anything, key: text })),
  useSecret: flag,
  cluster: anything,
  metadata: anything,
  ttlSecondsAfterFinished: number,
});

/**
 * Registers an algorithm with HKube when the manifests are applied: a ConfigMap with the spec, and a Job that sends it
 * to HKube's API. A spec that contains a secret is in a Secret instead.
 *
 * HKube then has exactly this spec: an existing algorithm is replaced, and fields that the spec leaves out are reset.
 * Exceptions are the number of workers, `description`, and what the algorithm was built from, which stay as they are.
 * Fields that only HKube's server writes (`version`, `auditTrail` …) are not sent.
 *
 * The names of both objects end in a hash of their content: a change creates new ones, and the new Job runs. Without a
 * change, `kubectl apply` does nothing. Delete old ones with `kubectl apply --prune` or your GitOps tool.
 *
 * When HKube refuses the spec, the Job fails at once, with HKube's reason in its log and in the status of its pod.
 * While HKube does not answer, the Job retries for ten minutes.
 *
 * At synth it is an error if the spec is wrong, if HKube would refuse it or render a wrong pod, or if the API server
 * would refuse the pod.
 *
 * @see https://hkube.org/learn/algorithms/
 */
export class HkubeRegistration extends Construct {
  /**
   * Reads the spec from a file: YAML if its name ends in `.yaml` or `.yml` (read as kubectl reads it), else JSON. A
   * file that can't be read, or does not contain an object, is reported at synth.
   *
   * @param scope a chart, or a construct in one
   * @param id the construct's id
   * @param path path of the file, from the working directory
   * @param options how it is registered
   */
  public static fromFile(
    scope: Construct,
    id: string,
    path: string,
    options: HkubeRegistrationOptions,
  ): HkubeRegistration {
    const file = readSpecFile(path);
    const registration = new HkubeRegistration(scope, id, withSpec(options, file));
    registration.file = file;
    return registration;
  }

  /** The Job that sends the spec. */
  public readonly job: ApiObject;

  /** The ConfigMap with the spec, or the Secret. */
  public readonly specObject: ApiObject;

  private readonly props: Partial<HkubeRegistrationProps>;
  private readonly findings: readonly Finding[];
  /** The reason why no spec can be sent. */
  private readonly algorithmFindings: readonly Finding[];
  private file?: SpecFile;
  private known?: { readonly version: string; readonly content: Content };

  /**
   * @param scope a chart, or a construct in one
   * @param id the construct's id
   * @param props the algorithm, and how it is registered
   */
  constructor(scope: Construct, id: string, props: HkubeRegistrationProps) {
    super(scope, id);
    const { options, findings } = decodeOptions(props, PROPS);
    const own = (this.props = options);
    const { metadata: given, findings: ofMetadata } = readMetadata(own.metadata);
    this.findings = [...ofMetadata, ...findings.filter(({ path }) => path !== 'algorithm')];
    this.algorithmFindings = findings.filter(({ path }) => path === 'algorithm');
    const metadata = { ...given, name: given.name ?? id };
    const specObject = (this.specObject = new SpecObject(this, 'Spec', metadata, () => this.content()));
    const object = new WorkloadObject(this, 'Resource', {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata,
      hashLength: HASH_LENGTH,
      render: () =>
        plainWorkload(
          plainValue(
            registrationJob(
              { ...own, endpoint: String(own.endpoint) },
              this.content().algorithm,
              specObject.toJson(),
              KEY,
            ),
          ),
        ),
      version: () => specObject.toJson().metadata.name,
    });
    this.job = object;
    this.node.defaultChild = object;
    object.addDependency(specObject);
    const token = apiObjectOf(own.tokenSecret?.secret);
    if (token) object.addDependency(token);
    validateByItself(specObject);
    checkWorkload(this, object, (manifest) => this.judge(manifest));
  }

  private judge(manifest: Manifest): ConstructFinding[] {
    const v = this.validation();
    checkEndpoint(this.props.endpoint, v);
    const input = [...this.content().findings, ...v.findings, ...this.findings].map((finding) => ({
      construct: this,
      finding,
    }));
    // Without a readable spec there is nothing to send.
    if (input.some(({ finding }) => finding.rule === 'HKUBE-FILE')) return input;
    return [...input, ...judgeWorkload(this, manifest, 'spec.template')];
  }

  /** The content that is sent; the same until the algorithm changes. */
  private content(): Content {
    const version = this.version();
    if (version !== undefined && this.known?.version === version) return this.known.content;
    const content = this.findContent();
    this.known = version === undefined ? undefined : { version, content };
    return content;
  }

  /**
   * Changes when the content may have changed; undefined when it may differ each time. The algorithm may be in another
   * app.
   */
  private version(): string | undefined {
    const { algorithm } = this.props;
    try {
      if (algorithm && !algorithm._isKept) return undefined;
    } catch {
      // What keeps it from being rendered is found with the content.
      return undefined;
    }
    const constructs = algorithm ? [this, algorithm] : [this];
    return constructs.map((construct) => Pass.of(construct).version).join(' ');
  }

  private findContent(): Content {
    const [v, ofCluster] = [this.validation(), this.validation()];
    const cluster = readClusterOptions(this.props.cluster ?? {}, ofCluster, 'cluster');
    const source = this.source();
    const spec = readSpec(source.spec, v);
    if (v.findings.every(({ severity }) => severity === 'warning')) checkForHkube(spec, cluster, v);
    const refused = v.findings.map((finding) => (finding.rule === 'HKUBE-REFUSES' ? asError(finding) : finding));
    return {
      algorithm: spec.name ?? '',
      json: `${JSON.stringify(registrationOf(spec), undefined, 2)}\n`,
      isSecret: this.props.useSecret ?? holdsSecret(spec),
      findings:
        source.findings.length > 0 ? source.findings : [...findingsOf(this.file, refused), ...ofCluster.findings],
    };
  }

  /** The spec, or the reason why it is missing. */
  private source(): { readonly spec: unknown; readonly findings: readonly Finding[] } {
    const { spec, algorithm, cluster = {} } = this.props;
    const v = this.validation();
    if (this.algorithmFindings.length > 0) return { spec: {}, findings: this.algorithmFindings };
    if (spec === undefined && !algorithm) v.required('HKUBE-REQUIRED', 'spec', '', 'Set spec or algorithm');
    if (spec !== undefined && algorithm) {
      v.forbidden('HKUBE-FIELDS', 'spec', 'must not be set together with algorithm', 'Remove one of them');
    }
    if (v.findings.length > 0) return { spec: {}, findings: v.findings };
    if (!algorithm) return { spec, findings: [] };
    try {
      const written = HkubeSpec.of(algorithm)._written(cluster);
      return {
        spec: written.spec,
        findings: written.findings.map(({ construct, finding }) => ({
          ...finding,
          path: `[${construct.node.path}] ${finding.path}`,
        })),
      };
    } catch (e) {
      v.forbidden('HKUBE-INEXPRESSIBLE', `[${algorithm.node.path}]`, (e as Error).message);
      return { spec: {}, findings: v.findings };
    }
  }

  private validation(): Validation {
    return validationBy(settingsOf(this));
  }
}

const KEY = 'spec.json';

/** The content that is sent, and findings about it. */
interface Content {
  /** Name of the algorithm. */
  readonly algorithm: string;
  readonly json: string;
  readonly isSecret: boolean;
  readonly findings: readonly Finding[];
}

/** A ConfigMap or a Secret: its content decides, which is known at synth. */
class SpecObject extends ApiObject {
  constructor(
    scope: Construct,
    id: string,
    metadata: ApiObjectMetadata,
    private readonly content: () => Content,
  ) {
    const data = (isSecret: boolean) =>
      Lazy.any({ produce: () => (content().isSecret === isSecret ? { [KEY]: content().json } : undefined) });
    // Never changed: other content has another name.
    super(scope, id, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      immutable: true,
      data: data(false),
      stringData: data(true),
    });
    registerPrinted(this, { owner: scope, manifest: () => this.toJson(), hasContentName: true });
  }

  public toJson(): any {
    return withContentName({ ...super.toJson(), kind: this.content().isSecret ? 'Secret' : 'ConfigMap' }, HASH_LENGTH);
  }
}

function checkEndpoint(endpoint: unknown, v: Validation): void {
  const url =
    typeof endpoint === 'string' && !/\s/.test(endpoint) && URL.canParse(endpoint) ? new URL(endpoint) : undefined;
  // Without the value: it may have credentials in it.
  if (!url || !/^https?:$/.test(url.protocol)) {
    invalidSecret(v, 'HKUBE-FORMAT', 'endpoint', 'must be an address such as http://api-server.hkube.svc:3000/api/v1');
  } else if (url.username || url.password || url.search || url.hash) {
    invalidSecret(
      v,
      'HKUBE-FORMAT',
      'endpoint',
      'must be an address without credentials, query and fragment',
      'Use tokenSecret for credentials',
    );
  }
}
