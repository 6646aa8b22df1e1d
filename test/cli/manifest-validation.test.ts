import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ManifestValidation } from '../../src';

/** A report as cdk8s-cli collects it. */
class Report {
  public readonly violations: any[] = [];
  public submitted?: [status: string, metadata?: object];

  public addViolation(violation: any): void {
    this.violations.push(violation);
  }

  public submit(status: string, metadata?: object): void {
    this.submitted = [status, metadata];
  }
}

let directory: string;
beforeEach(() => (directory = fs.mkdtempSync(path.join(os.tmpdir(), 'plugin-'))));
afterEach(() => fs.rmSync(directory, { recursive: true }));

async function validate(text: string, properties?: unknown): Promise<Report> {
  const file = path.join(directory, 'app.k8s.yaml');
  fs.writeFileSync(file, text);
  const report = new Report();
  await new ManifestValidation(properties).validate({ manifests: [file], report });
  return report;
}

const configMap = (key: string) => `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\ndata:\n  ${key}: a\n`;
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: web
spec:
  selector:
    app: web
  ports:
    - port: 99999
      targetPort: 80
`;

test('valid objects have no violations', async () => {
  const { violations, submitted } = await validate(configMap('key'));
  expect(violations).toEqual([]);
  expect(submitted).toEqual(['success', { Kubernetes: '1.37', Objects: '1', Errors: '0', Warnings: '0' }]);
});

test('each finding is a violation with its field, line and object', async () => {
  const { violations, submitted } = await validate(`${configMap('a key')}---\n${SERVICE}`, {
    kubernetesVersion: '1.34',
  });
  expect(violations.map(({ ruleName }) => ruleName)).toEqual(['CM', 'SVC-PORT']);
  expect(violations[1]).toEqual({
    ruleName: 'SVC-PORT',
    recommendation: expect.stringContaining('spec.ports[0].port: Invalid value: 99999: '),
    fix: expect.stringMatching(/^See https:\/\/.*\/docs\/rules\.md#services-/),
    violatingResources: [
      {
        resourceName: 'web',
        locations: ['spec.ports[0].port (line 16)'],
        manifestPath: path.join(directory, 'app.k8s.yaml'),
      },
    ],
  });
  expect(submitted).toEqual(['failure', { Kubernetes: '1.34', Objects: '2', Errors: '2', Warnings: '0' }]);
});

test.each([
  [undefined, 'success'],
  [{ warningsAsErrors: true }, 'failure'],
])('a warning with properties %j: %s', async (properties, status) => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a.b\nspec:\n  containers:\n    - name: c\n      image: a:1\n';
  const { violations, submitted } = await validate(pod, properties);
  expect(violations.map(({ ruleName }) => ruleName)).toEqual(['WARN-NAME']);
  expect(submitted?.[0]).toBe(status);
});

test('a text that cannot be parsed is a violation', async () => {
  const { violations, submitted } = await validate('a: b: c\n');
  expect(violations.map(({ ruleName }) => ruleName)).toEqual(['TEXT']);
  expect(submitted?.[0]).toBe('failure');
});

test.each<[any, string]>([
  [
    { kubernetesVersion: 1.3 },
    'properties.kubernetesVersion: 1.3 is a number. Put the version in quotes: "1.30" is not "1.3"',
  ],
  [
    { kubernetesVersion: '1.99' },
    'properties.kubernetesVersion: Unsupported value: "1.99": supported are 1.28 to 1.37',
  ],
  [
    { kubernetesVersion: '1.34', featureGates: { JobManagedBys: true } },
    'properties.featureGates[JobManagedBys]: not a feature gate of Kubernetes',
  ],
  [{ featureGates: { JobManagedBy: 'yes' } }, 'properties.featureGates[JobManagedBy]: '],
  [{ version: '1.34' }, 'properties.version: '],
  [{ warningsAsErrors: 'yes' }, 'properties.warningsAsErrors: '],
])('wrong properties %j are reported, and nothing is validated', async (properties, problem) => {
  const { violations, submitted } = await validate(configMap('a key'), properties);
  expect(violations).toMatchObject([{ ruleName: 'PLUGIN-PROPERTIES' }]);
  expect(violations[0].recommendation).toContain(problem);
  expect(submitted).toEqual(['failure', undefined]);
});
