import {
  ContainerContext,
  validateContainers,
  validateEphemeralContainers,
  validateInitContainers,
} from '../../../src/validation/container/container';
import { beginnings, found, long } from '../rules';

const context: ContainerContext = {
  volumes: { valid: new Map(), all: new Map() },
  claimNames: new Set(),
  restartPolicy: 'Never',
  gracePeriod: 30,
  hostUsers: true,
};
const main = { name: 'main', image: 'busybox:1' };
const exec = { command: ['true'] };
const containers = (list: any[], minor?: number) => found((v) => validateContainers(v, list, context, 'c'), minor);
const inits = (list: any[], minor?: number) =>
  found((v) => validateInitContainers(v, list, [main], context, 'i'), minor);

describe('regular containers', () => {
  test.each<[any[]]>([
    [[main]],
    [
      [
        { ...main, name: long(63) },
        { ...main, image: ' anything at all ' },
      ],
    ],
    [[{ ...main, imagePullPolicy: 'Never', terminationMessagePolicy: 'FallbackToLogsOnError' }]],
    [[{ ...main, imagePullPolicy: '', terminationMessagePolicy: null, resources: null, env: null }]],
    [[{ ...main, lifecycle: { preStop: { exec } }, startupProbe: { exec } }]],
  ])('%j is accepted', (list) => expect(containers(list)).toEqual([]));

  test.each<[any[], string[]]>([
    [[], ['c: Required value']],
    [[{}], ['c[0].name: Required value', 'c[0].image: Required value']],
    [[{ ...main, name: 'Algo' }], ['c[0].name: Invalid value: "Algo": a lowercase RFC 1123 label']],
    [[{ ...main, name: long(64) }], ['c[0].name: Invalid value']],
    [[main, main], ['c[1].name: Duplicate value: "main"']],
    [
      [{ ...main, imagePullPolicy: 'always' }],
      ['c[0].imagePullPolicy: Unsupported value: "always": supported values: "Always", "IfNotPresent", "Never"'],
    ],
    [
      [{ ...main, terminationMessagePolicy: 'Logs' }],
      ['c[0].terminationMessagePolicy: Unsupported value: "Logs": supported values: "File", "FallbackToLogsOnError"'],
    ],
  ])('%j is refused', (list, errors) => expect(beginnings(containers(list), errors)).toEqual(errors));

  test('every part has its own path', () => {
    const faulty = {
      ...main,
      ports: [{}],
      env: [{}],
      envFrom: [{}],
      volumeMounts: [{ name: 'x', mountPath: '/x' }],
      volumeDevices: [{ name: 'y', devicePath: '/y' }],
      resources: { limits: { cpu: '-1' } },
      resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }],
      securityContext: { runAsUser: -1 },
      lifecycle: { preStop: {} },
      livenessProbe: {},
      restartPolicy: 'x',
    };
    expect(containers([faulty]).map((error) => error.split(': ')[0])).toEqual([
      'c[0].ports[0].containerPort',
      'c[0].env[0].name',
      'c[0].envFrom',
      'c[0].volumeMounts[0].name',
      'c[0].volumeDevices[0].name',
      'c[0].resources.limits[cpu]',
      'c[0].resizePolicy',
      'c[0].securityContext.runAsUser',
      'c[0].lifecycle.preStop',
      'c[0].livenessProbe',
      'c[0].restartPolicy',
    ]);
  });

  test('host ports are unique', () => {
    const ports = [{ containerPort: 80, hostPort: 80 }];
    expect(
      containers([
        { ...main, ports },
        { ...main, name: 'b', ports },
      ]),
    ).toEqual(['c[1].ports[0].hostPort: Duplicate value: "TCP//80"']);
  });
});

describe('init containers', () => {
  const init = { name: 'init', image: 'busybox:1' };
  const sidecar = { ...init, restartPolicy: 'Always', startupProbe: { exec }, lifecycle: { preStop: { exec } } };

  test.each<[any[]]>([
    [[]],
    [[init]],
    [[sidecar]],
    [
      [
        { ...init, ports: [{ containerPort: 80, hostPort: 80 }] },
        { ...init, name: 'b', ports: [{ containerPort: 80, hostPort: 80 }] },
      ],
    ],
  ])('%j is accepted', (list) => expect(inits(list)).toEqual([]));

  test.each<[any[], string[]]>([
    [[{ ...init, name: 'main' }], ['i[0].name: Duplicate value: "main"']],
    [[init, init], ['i[1].name: Duplicate value: "init"']],
    [
      [{ ...sidecar, restartPolicy: null }],
      [
        'i[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always',
        'i[0].startupProbe: Forbidden',
      ],
    ],
    [
      [{ ...init, livenessProbe: {}, readinessProbe: {} }],
      ['i[0].livenessProbe: Forbidden', 'i[0].readinessProbe: Forbidden'],
    ],
    [[{ ...sidecar, livenessProbe: {} }], ['i[0].livenessProbe: Required value: must specify a handler type']],
    [
      [{ ...init, resizePolicy: [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }] }],
      ['i[0].resizePolicy: Invalid value', 'i[0].resizePolicy[0].restartPolicy: Invalid value'],
    ],
    [
      [
        init,
        {
          ...init,
          name: 'b',
          ports: [
            { containerPort: 1, hostPort: 80 },
            { containerPort: 2, hostPort: 80 },
          ],
        },
      ],
      ['i[0].ports[1].hostPort: Duplicate value: "TCP//80"'],
    ],
  ])('%j is refused', (list, errors) => expect(beginnings(inits(list), errors)).toEqual(errors));
});

test('ephemeral containers are validated', () => {
  const ephemeral = (container: any) =>
    found((v) =>
      validateEphemeralContainers(v, { containers: [main], ephemeralContainers: [container] }, context, 'e'),
    );
  expect(ephemeral({ ...main, name: 'debug', targetContainerName: 'main', resources: {} })).toEqual([]);
  expect(ephemeral({ ...main, targetContainerName: 'x', image: ' a', ports: [], resources: { limits: {} } })).toEqual([
    'e[0].image: Invalid value: " a": must not have leading or trailing whitespace',
    'e[0].name: Duplicate value: "main"',
    'e[0].targetContainerName: Not found: "x"',
    'e[0].ports: Forbidden: cannot be set for an Ephemeral Container',
    'e[0].resources: Forbidden: cannot be set for an Ephemeral Container',
  ]);
  expect(
    ephemeral({
      ...main,
      name: 'debug',
      volumeMounts: [{ name: 'v', mountPath: '/v', subPath: 'a', subPathExpr: 'b' }],
    }),
  ).toEqual(
    expect.arrayContaining([
      'e[0].volumeMounts[0].subPath: Forbidden: cannot be set for an Ephemeral Container',
      'e[0].volumeMounts[0].subPathExpr: Forbidden: cannot be set for an Ephemeral Container',
    ]),
  );
});
