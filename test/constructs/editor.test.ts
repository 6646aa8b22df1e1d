import { join } from 'node:path';
import * as ts from 'typescript';

/** Where the cursor is. */
const CURSOR = '|';
const FILE = join(__dirname, 'page.ts');
const ROOT = join(__dirname, '../..');

const START = `
import { Algorithm, AlgorithmWorkload, SharedVolume, SideCarMode } from 'cdk8s-hkube';
import { App, Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';

const chart = new Chart(new App(), 'jobs');
`;

/** A page of code as users write it, with fields of Kubernetes 1.37. */
const PAGE = `${START}
const port = k8s.IntOrString.fromNumber(8080);
const policy: string = chart.node.tryGetContext('policy');
const algorithm = new Algorithm(chart, 'print', {
  image: 'docker.io/acme/print:v4',
  imagePullPolicy: 'IfNotPresent',
  restartPolicy: 'Never',
  restartPolicyRules: [{ action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } }],
  livenessProbe: { httpGet: { port: 8080, scheme: 'HTTPS' } },
  readinessProbe: { tcpSocket: { port: 'http' } },
  startupProbe: { httpGet: { port } },
  ports: [{ containerPort: 8080, name: 'http', protocol: 'TCP' }],
  resources: { requests: { cpu: 2, memory: k8s.Quantity.fromString('1Gi') } },
  lifecycle: { stopSignal: 'SIGTERM', preStop: { sleep: { seconds: 3 } } },
  env: { NODE: { fieldRef: { fieldPath: 'spec.nodeName' } } },
  workload: AlgorithmWorkload.cronJob({
    schedule: '@daily',
    concurrencyPolicy: 'Forbid',
    jobTemplate: {
      spec: { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [3] } }] } },
    },
  }),
  pod: {
    restartPolicy: policy,
    resources: { requests: { cpu: '4' }, limits: { memory: '8Gi' } },
    securityContext: { supplementalGroupsPolicy: 'Strict', fsGroup: 2000 },
    tolerations: [{ key: 'gpu', operator: 'Exists', effect: 'NoSchedule' }],
    resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 'gpus' }],
  },
});
algorithm.addSideCar('logs', { image: 'docker.io/acme/logs:v1', mode: SideCarMode.NATIVE });
algorithm.mount('/cache', SharedVolume.fromEmptyDir(algorithm, 'cache', { medium: 'Memory', sizeLimit: '1Gi' }));
algorithm.mount('/model', SharedVolume.fromImage(algorithm, 'model', { reference: 'docker.io/acme/model:v1' }), {
  recursiveReadOnly: 'IfPossible',
});
`;

let page = PAGE;
let version = 0;
const config = ts.readConfigFile(join(ROOT, 'test/tsconfig.json'), ts.sys.readFile).config;
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(ROOT, 'test'));
const editor = ts.createLanguageService({
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
  getCompilationSettings: () => ({ ...options, noUnusedLocals: false, types: [] }),
  getScriptFileNames: () => [FILE],
  getScriptVersion: (file) => (file === FILE ? String(version) : '0'),
  getScriptSnapshot: (file) => {
    const text = file === FILE ? page : ts.sys.readFile(file);
    return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
  },
  fileExists: (file) => file === FILE || ts.sys.fileExists(file),
  readFile: (file) => (file === FILE ? page : ts.sys.readFile(file)),
  getCurrentDirectory: () => ROOT,
  getDefaultLibFileName: (each) => ts.getDefaultLibFilePath(each),
});
const write = (text: string) => {
  page = text;
  version++;
};

function errorsIn(text: string): string[] {
  write(text);
  return editor
    .getSemanticDiagnostics(FILE)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** What the editor suggests at the cursor. */
function suggestionsAt(statement: string): string[] {
  const text = `${START}${statement}`;
  const position = text.indexOf(CURSOR);
  write(text.replace(CURSOR, ''));
  return editor.getCompletionsAtPosition(FILE, position, {})?.entries.map(({ name }) => name) ?? [];
}

test('a page of correct code compiles', () => expect(errorsIn(PAGE)).toEqual([]));

const algorithm = (props: string) => `new Algorithm(chart, 'a', { image: 'a:1', ${props} });`;

test.each([
  [algorithm('restartPolicyRule: []'), /'restartPolicyRule' does not exist/],
  [algorithm('livenessProbe: { httpGet: { port: true } }'), /'boolean' is not assignable/],
])('%s does not compile', (statement, error) =>
  expect(errorsIn(`${START}${statement}`)).toEqual([expect.stringMatching(error)]),
);

test.each([
  ['a field of a container', algorithm('|'), ['restartPolicyRules', 'livenessProbe', 'resizePolicy']],
  ['a field of a pod', algorithm('pod: { | }'), ['resources', 'hostnameOverride', 'schedulingGroup']],
  ['a field of a rule', algorithm('restartPolicyRules: [{ | }]'), ['action', 'exitCodes']],
  ['the port of a probe', algorithm('livenessProbe: { httpGet: { | } }'), ['port', 'scheme', 'protocol']],
  ["a pod's restartPolicy", algorithm("pod: { restartPolicy: '|' }"), ['Always', 'OnFailure', 'Never']],
  ['an action', algorithm("restartPolicyRules: [{ action: '|' }]"), ['Restart', 'RestartAllContainers']],
  ['a concurrencyPolicy', "AlgorithmWorkload.cronJob({ concurrencyPolicy: '|' })", ['Allow', 'Forbid', 'Replace']],
  ['an effect', algorithm("pod: { tolerations: [{ effect: '|' }] }"), ['NoSchedule', 'NoExecute']],
])('the editor completes %s', (_, statement, expected) =>
  expect(suggestionsAt(statement)).toEqual(expect.arrayContaining(expected)),
);
