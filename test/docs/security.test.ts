import * as fs from 'fs';
import * as path from 'path';
import { Testing } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { Algorithm, PodSecurityProfile } from '../../src';
import { blocksOf, runBlock } from '../fixtures/doc-blocks';
import { errorsOf } from '../fixtures/manifests';
import { captureStderr } from '../fixtures/stderr';

const DOCS = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'security.md'), 'utf8');
const typescript = blocksOf(DOCS, 'ts');

/** The pods that a block makes, by the name of their Job. */
function podsOf(block: string): { [name: string]: any } {
  let written: { [name: string]: string } = {};
  expect(
    captureStderr(() => {
      written = runBlock(block, {});
    }),
  ).toEqual([]);
  const objects = Object.values(written).flatMap((text) => parseAllDocuments(text).map((document) => document.toJS()));
  return Object.fromEntries(objects.map(({ metadata, spec }) => [metadata.name, spec.template.spec]));
}

test('a hardened algorithm has exactly the values of the table', () => {
  const { print } = podsOf(typescript[0]);
  expect(print.securityContext).toEqual({
    runAsUser: 65534,
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
  });
  for (const { name, securityContext, volumeMounts } of [...print.containers, ...print.initContainers]) {
    expect(securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
    expect(volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp', subPath: name }]);
  }
  expect(print.volumes).toEqual([{ name: 'tmp', emptyDir: {} }]);
  for (const field of ['runAsNonRoot', 'seccompProfile', 'allowPrivilegeEscalation', 'capabilities.drop']) {
    expect(DOCS).toContain(`| \`${field}\` |`);
  }
});

test('the block about exceptions runs', () => {
  const { logs, print } = podsOf(typescript[1]);
  expect(logs).not.toHaveProperty('securityContext');
  // Read-only it is still, which is set by itself.
  expect(logs.containers[0].securityContext).toEqual({ readOnlyRootFilesystem: true });
  expect(print.initContainers[0].securityContext).toEqual({
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'] },
    readOnlyRootFilesystem: false,
  });
});

test('there are no other blocks', () => {
  expect(typescript).toHaveLength(2);
}, 60_000);

test('the finding is the one that synth prints', () => {
  const chart = Testing.chart();
  const algorithm = new Algorithm(chart, 'print', {
    image: 'docker.io/acme/print:v4',
    settings: { podSecurity: { profile: PodSecurityProfile.RESTRICTED } },
  });
  algorithm.addSideCar('web', {
    image: 'docker.io/acme/web:2',
    securityContext: { privileged: true, allowPrivilegeEscalation: false },
  });
  const [finding] = blocksOf(DOCS, 'text');
  expect(errorsOf(chart)).toContain(finding.trim().replace('[chart/', '[test/'));
});
