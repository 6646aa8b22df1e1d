/**
 * What to put into a field: values that Kubernetes takes, and values at and beyond the limits of its rules.
 *
 *   roleOf('Container.image').good  // ['busybox:1', …]
 */
import { ScalarKind } from '../../src/apimachinery/schema';

export interface Role {
  readonly good: readonly unknown[];
  readonly odd: readonly unknown[];
}

const role = (good: readonly unknown[], odd: readonly unknown[] = []): Role => ({ good, odd });
const a = (length: number) => 'a'.repeat(length);
const words = (text: string) => text.split(' ');
/** One of a list; near misses are odd. */
const oneOf = (...good: string[]) => role(good, ['', good[0].toLowerCase(), good[0].toUpperCase(), `${good[0]} `, 'Nope', ...good]);
const between = (min: number, max: number, ...more: number[]) => role([min, min + 1, max, ...more], [min - 1, max + 1, 0, -1, min, max]);

/** Lengths at which some rule ends. */
const LONG = [15, 16, 52, 53, 58, 59, 63, 64, 65, 104, 105, 244, 245, 253, 254, 256].map(a);
const NAMES = ['a', 'algo', 'main', 'side-car', 'x1', '0', a(63), 'data', 'a-b--c'];
const NOT_NAMES = ['', 'A', 'a_b', '-a', 'a-', 'ä', 'a b', ' a', 'a\n', 'nope', 'a/b', '.', '..', 'a:b', a(64)];
const NOT_DOMAINS = ['.a', 'a.', 'a..b', 'a.-b', 'a-.b', 'a.B', '*.a', `${a(63)}.${a(64)}`, a(253), a(254), `${a(126)}.${a(126)}`, `${a(126)}.${a(127)}`];
const PATHS = ['/data', '/', '/a/b', '/a/', '/var/run', '//', '/a b', '/a:b', '/..a', '/a/..b'];
const ODD_PATHS = ['', 'a', './a', '..', '../a', '/..', '/../a', '/a/..', '/a/../b', 'a/..', '..a', '..a/b', '.', '...', 'a/../b', '/a\\..\\b', ' ', '/\n', 'C:\\a', a(4095), a(4096)];
/** Texts that YAML, JSON, JavaScript or Go may take for something else. */
const STRANGE_TEXTS = [
  '', ' ', '\n', '\t', 'a\nb', 'a\nb\n', '\na', '  a\nb', '\ta\nb', 'a \n b ', '\r\n', '\u0000', '\u001b', '\u007f', '\u0085', '\u00a0', '\u2028', '\u2029', '\ufeff',
  '\ud800', '\udc00a', '😀', 'é', 'e\u0301', '0o17', '017', '0x1F', '0b11', '0b-1', '1_000', '1e3', '1E+3', '12e03', '1e400', '.5', '-.5', '5.', '+1', '-0', '1:30', '1:30:00',
  '.inf', '-.Inf', '.nan', 'NaN', 'yes', 'No', 'on', 'OFF', 'y', 'N', 'true', 'False', 'null', 'Null', '~', '2001-01-01', '2001-12-14t21:59:43.10-05:00', '<<', '=', '-', '- a', '?', '? a',
  ': ', 'a: b', 'a:', '#', 'a #b', '{', '{}', '[', '[]', '&a', '*a', '!a', '!!str a', '%', '%a', '@', '`', '|', '>', '|\n a', '"', '\'', '"a"', '\\', '---', '...', '--- a', '$(A)',
  'constructor', '__proto__', 'toString', 'hasOwnProperty', a(100), `${a(50)} ${a(50)}`, 'x\u2028y', 'a\u0085b', '\ufffe', '\uffff', '1.0', '1.', '0', '1', '-1', '00', '08', '0.1e1', '_1', '1_', '0x', '0o', '+.inf', '1e', 'e1',
];
const PERCENTS = ['0%', '1%', '25%', '100%'];

const QUANTITIES = [
  '0', '1', '2', '500m', '1.5', '0.1', '100k', '1M', '2G', '1Ki', '64Mi', '1Gi', '1e3', '1E3', '1E', '.5', '5.', '+1', '01', '1n', '1u', '0.0001', '1.0001Ki', '1024', '1024Mi', '1000m',
  '1e-3', '12345678901234567890', '9223372036854775807', '9223372036854775808', '9Ei', '8Ei', '0.5Gi', '1.5Gi', '1e18', '1e30', 1, 0.5, 2048, 1e21,
];
const ODD_QUANTITIES = [
  '', ' ', '-1', '-500m', '-0', '-0.0001', '1K', '1mi', '1g', '1GB', '1GiB', '1 Gi', ' 1', '1 ', '1\n', '1\t', '1\u00a0', '1..0', '1.2.3', '1e', '1e+', '1ee3', '1e3m', '0x10', '1_0', 'Gi', '+', '-', '.', 'm', 'a', '1,5', '--1', '1e3.5',
  '1m2', '1Ee', '1KiB', '1Mm', '1e99', '1e-99', '1e4294967299', '1e-4294967299', '1e9223372036854775808', 'Pi', 'Ei', 'k', 'n', 'e3', 'e-10', 'Mi', '.Pi', '-Gi', '0e3', '1E+3', '1e-0', '1E-9', '1e-10', '99999999999999999999999', '0.000000000001', '1.5e1', '3Mi', '2Mi', '4M', '1k', '1000', '1n', '9223372036854775807Ki', '100Ei', '1Pi', '٣', -1, 0, 1.5, 1e-10, 3e-7, true, null,
];

const KEYS = ['app', 'app.kubernetes.io/name', 'acme.io/A_b.c', 'tier', a(63), `${a(253)}/x`, 'constructor', 'x', 'controller-uid2', 'batch.kubernetes.io/job-completion-index'];
const NOT_KEYS = [
  '', '/a', 'a/', 'a/b/c', 'A.com/x', '-a', 'a-', 'a b', 'ä', '__proto__', a(64), `x/${a(63)}`, `x/${a(64)}`, `${a(254)}/x`, '.a/b', 'a./b', 'a_b/c', '/', '//', 'a:b', '.', '1', '1e3',
  'controller-uid', 'job-name', 'batch.kubernetes.io/job-name', 'batch.kubernetes.io/controller-uid', 'pod-template-hash', 'kubernetes.io/hostname',
];
const ANNOTATION_KEYS = ['acme.io/note', 'Example.COM/Key', 'a', 'A_b'];
const ODD_ANNOTATION_KEYS = [
  'kubernetes.io/config.mirror', 'controller.kubernetes.io/pod-deletion-cost', 'scheduler.alpha.kubernetes.io/tolerations', 'seccomp.security.alpha.kubernetes.io/pod',
  'container.seccomp.security.alpha.kubernetes.io/main', 'container.apparmor.security.beta.kubernetes.io/main', 'container.apparmor.security.beta.kubernetes.io/nope',
  'kubernetes.io/service-account.name', 'kubernetes.io/service-account.uid', 'batch.kubernetes.io/cronjob-scheduled-timestamp', 'volume.beta.kubernetes.io/storage-class', ...NOT_KEYS,
];
const ODD_ANNOTATIONS = [
  'runtime/default', 'docker/default', 'unconfined', 'localhost/a', 'localhost/../a', 'localhost//a', 'localhost/', '5', '-5', '+5', '05', '2147483648', '[]', '[{}]', 'null', '[null]', '{}', '[{"operator":"Exists"}]', '[{"key":1}]',
  '[{"key":"a","operator":"Equal","value":"b","effect":"x"}]', '2026-01-31T12:00:00Z', 'fast', ...STRANGE_TEXTS,
];

const ROLES: Record<string, Role> = {
  text: role(['a', 'hello world', '1', 'true', 'x=y', '/bin/sh', '$(HOME)', '-c', 'a: b'], STRANGE_TEXTS),
  label: role(NAMES, [...NOT_NAMES, ...LONG, 'a.b', 'a.b.c']),
  subdomain: role([...NAMES, 'a.b', 'a.b.c-d.e', a(253)], [...NOT_NAMES, ...LONG, ...NOT_DOMAINS]),
  name: role(['algo', 'algo.v1', 'a', '0', a(52), 'x-1'], [...NOT_NAMES, ...LONG, ...NOT_DOMAINS]),
  generateName: role(['algo-', 'algo', 'a.b-'], [...NOT_NAMES, ...LONG, ...NOT_DOMAINS, 'a--', '-', `${a(57)}-`, `${a(57)}.b`]),
  namespace: role(['default'], ['']),
  key: role(KEYS, [...NOT_KEYS, ...LONG]),
  labelValue: role(['', 'a', '1.0', 'A_b-c', 'main', a(63)], ['-a', 'a-', 'a b', 'a/b', 'a:1', 'ä', a(64), '_', '.', 'a\n', '1e3', ...LONG]),
  annotationKey: role(ANNOTATION_KEYS, ODD_ANNOTATION_KEYS),
  annotation: role(['a', 'some text', '{"a": 1}', ''], ODD_ANNOTATIONS),
  finalizer: role(['acme.io/f', 'kubernetes', 'foregroundDeletion', 'kubernetes.io/pvc-protection'], ['orphan', 'cleanup', '', '/a', 'a/b/c', 'A.io/b', `acme.io/${a(64)}`, 'constructor']),
  apiVersion: role(['v1', 'apps/v1', 'acme.io/v1beta1'], ['', '/', 'a/', '/v1', 'a/b/c', 'a', ' ']),
  uid: role(['00000000-0000-4000-8000-000000000000', 'u'], ['', ' ', a(254)]),
  envName: role(['A', 'MY_ENV', 'my.env-name', 'a b', '1A', 'constructor', '~'], ['', 'A=B', '=', 'ä', 'A\n', '\u007f', '.', '..', '..a', ' ', '__proto__', '1e3', '\t', ...LONG]),
  envPrefix: role(['A_', '', 'my.', '1'], ['A=', 'ä', '=', '.', '..', ' ', '\n']),
  configKey: role(['key', 'A.b-c_d', 'file.txt', '.hidden', a(253)], ['', '.', '..', '..a', 'a b', 'a/b', 'ä', a(254), '__proto__', 'constructor', '=', 'a\n', '1e3', '0x1F', 'null', '<<', '0o17']),
  path: role(PATHS, ODD_PATHS),
  filePath: role(['a', 'a/b', 'a..b', 'a/..b', '.a', 'a/', './a'], [...ODD_PATHS, '/a', '..data']),
  hostPath: role([...PATHS, 'relative'], ODD_PATHS),
  image: role(['busybox:1', 'a', 'registry.example.com/algos/trainer:2.3.1', 'a@sha256:0123', 'UPPER case:!', 'busybox:latest'], ['', ' ', ' a', 'a ', 'a\n', '\ta', 'a\u00a0', '\u2003a', '\ufeffa', 'a\u0085', '\u200ba', a(300)]),
  portName: role(['http', 'a', 'a-1', '1a', a(15)], ['', 'HTTP', '1', '80', 'a--b', '-a', 'a-', 'a_b', a(16), 'ä', 'a.b', 'a b', '-', '--', '1-']),
  ip: role(['10.0.0.1', '::1', '2001:db8::ffff', '0.0.0.0'], ['', '10.0.0', '10.0.0.256', '010.0.0.1', '10.0.0.01', '::ffff:10.0.0.1', '::ffff:a00:1', '1::2::3', 'a', '10.0.0.1/8', ' 10.0.0.1', '::', ':::', '1:2:3:4:5:6:7:8', '1:2:3:4:5:6:7:8:9', '::1%eth0', '00001::', 'fe80::1%', '1.2.3.4.5', '::1.2.3.4', '2001:DB8::1', '0001::', '::10.0.0.01', '10.0.0.1:80', '[::1]']),
  search: role(['example.com', 'a', '_srv.a_b.c', 'a.', '.'], ['', '..', 'a..', '-a', 'A', 'a-', '_', a(253), a(254), 'a b', '*.a']),
  header: role(['X-Header', 'Host', 'a'], ['', 'a b', 'a:b', 'ä', 'a_b', '\n']),
  schedule: role(
    ['* * * * *', '*/5 0-3,7 1 JAN-mar 0,6', '@daily', '@every 1h30m', '0 3 ? * MON', '5/15 * * * *', '@hourly', '0 0 31 2 *', '* * * 1-12 *', '*/99 * * * *'],
    ['', '* * * *', '* * * * * *', '60 * * * *', '* 24 * * *', '* * 0 * *', '* * 32 * *', '* * * 13 *', '* * * 0 *', '* * * * 7', '* * * * SUN-SAT', '* * * * sat-sun', '30-10 * * * *', '*/0 * * * *', '*/-1 * * * *', '1-2-3 * * * *', '*/5/2 * * * *', 'L * * * *',
      '* * L * *', '* * * * 5#2', '* * 15W * *', '@reboot', '@every 5', '@every', '@every 0s', '@every -5m', '@every 1.5h', '@every 1h 5m', '@Daily', 'TZ=UTC * * * * *', 'CRON_TZ=UTC * * * * *', 'TZ=', '* * * * * TZ', ', * * * *', '1, * * * *', ',1 * * * *', '+5 * * * *', '*-7 * * * *', ' * * * * * ',
      '\t*\t*\t*\t*\t*', '*\u00a0* * * *', '* * * JANUARY *', '* * * jan,feb *', 'a * * * *', '1/ * * * *', '/5 * * * *', '?/5 * * * *', '-5 * * * *', '5- * * * *', '1.5 * * * *', '0x5 * * * *', '00005 * * * *', '@', '@every 9999999999h', '@every 1µs', '@every 1d', '* * * * * # a', '*/1e1 * * * *', '1-5/9999999999 * * * *', '99999999999999999999 * * * *', 'MON * * * *', '@yearly ', '@annually', '@monthly', '@weekly', '@midnight']),
  timeZone: role(['Etc/UTC', 'Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'GMT', 'EST5EDT', 'Etc/GMT+5', 'US/Pacific'],
    ['', 'Local', 'local', 'Amerika/X', 'europe/berlin', 'Europe/', '/Europe', 'Europe//Berlin', '..', './UTC', '-UTC', 'utc', 'EST', 'Europe/Kyiv', 'Europe/Kiev', 'PST', 'CET', 'Factory', 'zone.tab', 'America', 'UTC ', '+00:00', 'leapseconds', 'Etc/UTC/x', 'Antarctica/Vostok', 'America/Coyhaique', 'tzdata.zi']),
  resourceField: role(['limits.cpu', 'requests.cpu', 'limits.memory', 'requests.memory', 'limits.ephemeral-storage', 'requests.hugepages-2Mi'], ['', 'cpu', 'limits.nvidia.com/gpu', 'limits.hugepages-', 'limits.hugepages', 'Limits.cpu', 'limits.', 'requests.storage', 'limits.cpu ']),
  divisor: role(['0', '1', 1], ['1m', '1000m', '1k', '1Ki', '1Mi', '1G', '1E', '1Ei', '2', '10', '1024', '1e3', '1000', '0.001', '1n', '-1', '1.0', '+1', '01', ' 1', '1e0', '1E0', '1000000', '0Mi', '', '0.5', '1e18', '1e6', '1Pi', '1048576', 1024, '1T', '1P']),
  envField: role(
    ['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels[\'app\']', 'metadata.annotations[\'acme.io/Note\']', 'spec.nodeName', 'spec.serviceAccountName', 'status.hostIP', 'status.podIP', 'status.podIPs', 'status.hostIPs', 'spec.host'],
    ['', 'metadata.labels', 'metadata.annotations', 'metadata.whoops', 'metadata.name[\'x\']', 'metadata.labels[\'\']', 'metadata.labels[\'-a\']', 'metadata.labels[\'A.io/b\']', 'metadata.annotations[\'A.io/b\']', 'metadata.labels[\'a', 'metadata.labels[a]', 'metadata.labels[\'a\'][\'b\']', '[\'a\']', 'spec.restartPolicy', 'spec.schedulerName', 'status.phase', 'Metadata.name', 'metadata.name ', '.metadata.name', 'spec', 'constructor', 'metadata.labels[\'a\']x', 'metadata.labels[\'\']\']', 'spec.host[\'a\']']),
  volumeField: role(['metadata.name', 'metadata.namespace', 'metadata.uid', 'metadata.labels', 'metadata.annotations', 'metadata.labels[\'app\']', 'metadata.annotations[\'A.io/b\']'], ['', 'status.podIP', 'spec.nodeName', 'spec.host', 'metadata.labels[\'\']', 'metadata.whoops', 'metadata.labels[\'/\']', 'metadata.uid[\'a\']']),
  indexes: role(['0', '0-1', '0,1'], ['', '1-0', '0-0', '1,0', '0,0', '0-1,1', 'a', '-1', '0-', '0,', ',0', '5', '0-99', '0 ', ' 0', '+0', '00', '0-1-2', '0,+1', '-', '99999999999999999999', '0--1', '١']),
  managedBy: role(['acme.io/foo', 'kubernetes.io/job-controller', 'a/b/c'], ['', 'foo', 'acme.io/', '/foo', 'A.io/foo', `a.io/${a(58)}`, `a.io/${a(59)}`, 'a.io/b c', 'a.io/ä', 'a.io/b?c', 'a.io/(b)~!$&\'*+,;=:@', 'a/b%zz', 'a//b']),
  percent: role([0, 1, ...PERCENTS], [-1, 2147483647, 2147483648, '1', '%', '-1%', '101%', '1.5%', '', '0', 'a%', '1%%', ' 1%', '+1%', '01%', '1000%', '99999999999999999999%', '0x1%', 1.5]),
  mode: role([0, 256, 420, 511], [-1, 512, 777, 755, 2147483647, '0644', '420']),
  port: role([1, 80, 8080, 65535], [0, -1, 65536, 2147483647, 2147483648, '80', 80.5]),
  portOrName: role([1, 80, 65535, 'http', 'a-1'], [0, -1, 65536, '80', '', 'HTTP', 'a--b', a(15), a(16), '-a', 'a_b', 1.5, 2147483648, '1a']),
  userId: role([0, 1, 1000, 2147483647], [-1, 2147483648, 4294967295, 9007199254740993, 1.5]),
  count: role([0, 1, 2, 30], [-1, 2147483647, 2147483648, -2147483648, -2147483649, 1.5, 1e21, '1']),
  positive: role([1, 2, 30], [0, -1, 2147483647, 2147483648]),
  json: role([{ 'f:spec': {} }, {}], ['a', 1, null, [], true]),
  sysctl: role(['kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net/ipv4/conf/eno2.100/rp_filter', 'vm.swappiness'], ['', 'Kernel.Foo', 'a..b', '.a', 'a.', 'a_b', '_a', 'net.a', 'kernel.msgmax', 'fs.mqueue.a', 'kernel/shm', 'net/a.b', a(253), a(254), 'a*', 'net.*', 'kernel.sem', 'a-', 'fs/mqueue/x']),
  signer: role(['example.com/signer', 'a.b/c.d', 'kubernetes.io/x'], ['', 'a', 'a/b', 'a.b/', '/b', 'a.b/c/d', 'A.b/c', 'a.b/C', `a.b/${a(63)}`, `a.b/${a(64)}`, `${a(63)}.b/c`, `${a(64)}.b/c`, 'a..b/c', 'a.b/c..d', 'a.b/-c', 'acme.kubernetes.io/x']),
  bundle: role(['bundle', 'a.b', 'example.com:signer:name'], ['', 'A', ':', 'a:', 'a:b:c', ':a', 'a.b:c', 'a:B', 'a/b:c', '::a']),
  userName: role(['ContainerUser', 'DOMAIN\\user', 'NT AUTHORITY\\SYSTEM', 'a.b\\c'], ['', 'a\\b\\c', '\\a', 'a\\', 'a"b', 'a/b', ' ', '.', '. .', 'a\n', `${a(15)}\\b`, `${a(16)}\\b`, `${a(63)}\\b`, `${a(64)}\\b`, a(104), a(105), 'a@b', '.a\\b', 'ä\\b', 'a_b\\c', `${a(63)}.${a(63)}.${a(63)}.${a(63)}\\b`, `${a(63)}.${a(63)}.${a(63)}.${a(64)}\\b`, 'a\u007f']),
  iscsi: role(['iqn.2001-04.com.example:storage', 'eui.02004567A425678D', 'naa.62004567BA64678D0123456789ABCDEF'], ['', 'iqn', 'iqn.2001-04.com', 'eui.1', 'naa.1', 'a', 'iqn.2001-04.com:', 'iqn.2001-04.com:a b', 'iqn.2001-04.c_m:a', 'eui-02004567A425678D', 'x iqn.2001-04.com.example:storage', 'iqn.x iqn.2001-04.com:a']),
  registry: role(['host:1', 'a:1,b:2', '[::1]:80'], ['', 'host', 'a:1,', ':1', 'a:', 'a:b:c', '::1:80', '[::1]', 'a:1,b', '[a]:b', ':']),
  diskUri: role(['https://a.blob.core.windows.net/b/c.vhd'], ['', 'http://a', '/subscriptions/x', 'https:/a', '/subscriptions', '/Subscriptions/a']),
  optionKey: role(['a', 'acme.io/b'], ['kubernetes.io/a', 'k8s.io/a', 'a.k8s.io/b', 'A.K8S.IO/b', 'kubernetes.io', 'xk8s.io/a', '', 'a.kubernetes.io', 'k8s.io']),
  resourceName: role(['cpu', 'memory', 'ephemeral-storage', 'nvidia.com/gpu', 'hugepages-2Mi'], [
    'gpu', 'pods', 'services', 'requests.cpu', 'limits.cpu', 'storage', 'requests.storage', 'kubernetes.io/x', 'x.kubernetes.io/y', 'example.com/', 'Example.com/x', 'hugepages-', 'hugepages-3x', 'hugepages-0', 'hugepages-1Gi', 'hugepages-1', 'hugepages-500m', 'hugepages-a b', 'hugepages',
    'requests.nvidia.com/gpu', 'CPU', '', 'cpu ', `${a(244)}/x`, `${a(245)}/x`, 'constructor', '__proto__', 'requests.hugepages-2Mi', 'nvidia.com/gpu/x', 'hugepages-2mi', 'attachable-volumes-x', 'hugepages--1', 'amd.com/gpu', 'kubernetes.io', 'requests.kubernetes.io/x', 'configmaps', 'services.nodeports', 'hugepages-8Ei', 'hugepages-1Ki',
  ]),
  quantity: role(QUANTITIES, ODD_QUANTITIES),
  bytes: role(['', 'YQ==', 'eyJhdXRocyI6e319', 'AAAA', 'e30='], ['YQ', 'YQ=', 'a', '!', 'Y Q==', 'YQ==\n', 'YR==', 'YWE', '-_-_', 'YQ==YQ==', '=', '====', 'bnVsbA==', 'W10=', 'MQ==', 'IiI=', 'ew==', 'gA==', 'Y\r\nQ==', [1, 2], [256], [], 'eyJhIjoxZTk5OX0=', '7bugew==', 'e30K', 'e31u', 'e30g']),
  dataText: role(['a', 'some text\nwith lines\n', '{}', ''], [...STRANGE_TEXTS, 'null', '[]', '{"a":1}', '{"a":1e999}', '{', '{} x', '"a"', '1', '{"a":{"a":1}}', '\ufeff{}']),
  conditionType: role(['DisruptionTarget', 'acme.io/Ready', 'Ready'], ['', 'a b', '/a', '-', a(63), a(64)]),
  time: role(['2026-01-31T12:00:00Z', '2026-01-31T12:00:00+01:00', '2026-01-31T12:00:00.5Z'], ['', '2026-01-31', '2026-02-30T00:00:00Z', '2026-01-31T12:00:00', '2026-01-31 12:00:00Z', '2026-01-31T24:00:00Z', '2026-01-31T1:00:00Z', 'now', 0, '2026-01-31t12:00:00z', '10000-01-01T00:00:00Z', '2026-01-31T12:00:60Z', '2026-01-31T12:00:00,5Z', '0000-01-01T00:00:00Z', '2026-01-31T12:00:00+24:00', '2026-01-31T12:00:00+25:00', '2024-02-29T00:00:00Z', '2026-01-31T12:00:00.Z']),
  bool: role([true, false], ['true', 0, 'yes', 1]),
  taintValue: role(['', 'a', 'gpu'], ['-a', 'a b', a(64), 'ä', '5', '-5', '05']),
  dataKind: role(['PersistentVolumeClaim', 'VolumeSnapshot', 'Database'], ['', 'Pod', 'persistentvolumeclaim', ' ']),
  apiGroup: role(['snapshot.storage.k8s.io', 'acme.io'], ['', 'A.io', 'core', 'v1', '/', 'snapshot.storage.k8s.io/v1']),
};

const ENUMS: Record<string, string> = {
  'Container.imagePullPolicy ImageVolumeSource.pullPolicy': 'Always IfNotPresent Never',
  'Container.terminationMessagePolicy': 'File FallbackToLogsOnError',
  'Container.restartPolicy': 'Always Never OnFailure',
  'ContainerRestartRule.action': 'Restart RestartAllContainers',
  'ContainerRestartRuleOnExitCodes.operator PodFailurePolicyOnExitCodesRequirement.operator': 'In NotIn',
  'ContainerPort.protocol': 'TCP UDP SCTP',
  'ContainerResizePolicy.resourceName': 'cpu memory',
  'ContainerResizePolicy.restartPolicy': 'NotRequired RestartContainer',
  'HTTPGetAction.scheme': 'HTTP HTTPS',
  'VolumeMount.mountPropagation': 'None HostToContainer Bidirectional',
  'VolumeMount.recursiveReadOnly': 'Disabled IfPossible Enabled',
  'SeccompProfile.type AppArmorProfile.type': 'RuntimeDefault Unconfined Localhost',
  'SecurityContext.procMount': 'Default Unmasked',
  'Capabilities.add Capabilities.drop': 'NET_ADMIN SYS_ADMIN CAP_SYS_ADMIN ALL',
  'PodSecurityContext.fsGroupChangePolicy': 'OnRootMismatch Always',
  'PodSecurityContext.supplementalGroupsPolicy': 'Merge Strict',
  'PodSecurityContext.seLinuxChangePolicy': 'Recursive MountOption',
  'PodSpec.restartPolicy': 'Never OnFailure Always',
  'PodSpec.dnsPolicy': 'ClusterFirst ClusterFirstWithHostNet Default None',
  'PodSpec.preemptionPolicy': 'PreemptLowerPriority Never',
  'PodOS.name': 'linux windows',
  'LabelSelectorRequirement.operator': 'In NotIn Exists DoesNotExist',
  'NodeSelectorRequirement.operator': 'In NotIn Exists DoesNotExist Gt Lt',
  'Toleration.operator': 'Exists Equal Lt Gt',
  'Toleration.effect': 'NoSchedule PreferNoSchedule NoExecute',
  'TopologySpreadConstraint.whenUnsatisfiable': 'DoNotSchedule ScheduleAnyway',
  'TopologySpreadConstraint.nodeAffinityPolicy TopologySpreadConstraint.nodeTaintsPolicy': 'Honor Ignore',
  'HostPathVolumeSource.type': 'DirectoryOrCreate Directory FileOrCreate File Socket CharDevice BlockDevice',
  'EmptyDirVolumeSource.medium': 'Memory HugePages HugePages-2Mi',
  'AzureDiskVolumeSource.cachingMode': 'None ReadOnly ReadWrite',
  'AzureDiskVolumeSource.kind': 'Shared Dedicated Managed',
  'PodCertificateProjection.keyType': 'RSA3072 RSA4096 ECDSAP256 ECDSAP384 ECDSAP521 ED25519',
  'JobSpec.completionMode': 'NonIndexed Indexed',
  'JobSpec.podReplacementPolicy': 'Failed TerminatingOrFailed',
  'PodFailurePolicyRule.action': 'Ignore FailJob FailIndex Count',
  'PodFailurePolicyOnPodConditionsPattern.status': 'True False Unknown',
  'CronJobSpec.concurrencyPolicy': 'Allow Forbid Replace',
  'DeploymentStrategy.type': 'RollingUpdate Recreate',
  'PersistentVolumeClaimSpec.accessModes': 'ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod',
  'PersistentVolumeClaimSpec.volumeMode': 'Filesystem Block',
  'Secret.type': 'Opaque kubernetes.io/tls kubernetes.io/dockerconfigjson kubernetes.io/dockercfg kubernetes.io/basic-auth kubernetes.io/ssh-auth kubernetes.io/service-account-token bootstrap.kubernetes.io/token acme.io/x',
};

const RANGES: Record<string, Role> = {
  'ServiceAccountTokenProjection.expirationSeconds': between(600, 2 ** 32, 3600),
  'PodCertificateProjection.maxExpirationSeconds': role([3600, 86400], [3599, 86401, 7862400, 7862401, 0]),
  'WeightedPodAffinityTerm.weight': between(1, 100),
  'PreferredSchedulingTerm.weight': between(1, 100),
  'GCEPersistentDiskVolumeSource.partition': between(0, 255),
  'AWSElasticBlockStoreVolumeSource.partition': between(0, 255),
  'ISCSIVolumeSource.lun': between(0, 255),
  'FCVolumeSource.lun': between(0, 255),
  'PodSpec.activeDeadlineSeconds': between(1, 2147483647),
  'JobSpec.parallelism': role([0, 1, 2], [-1, 100000, 100001, 10000, 10001]),
  'JobSpec.completions': role([1, 2, 3], [-1, 0, 100000, 100001, 1000000000, 2147483647]),
  'JobSpec.maxFailedIndexes': role([0, 1], [-1, 3, 100000, 100001, 10000, 10001]),
  'SuccessPolicyRule.succeededCount': role([1], [0, -1, 2, 3, 4]),
  'DeploymentSpec.progressDeadlineSeconds': role([600, 2147483647], [0, 30, -1, 599, 601]),
  'DeploymentSpec.minReadySeconds': role([0, 10], [599, 600, 601, -1, 2147483647]),
  'Probe.successThreshold': role([1], [0, 2, -1]),
  'Probe.terminationGracePeriodSeconds': role([1, 30], [0, -1, 9007199254740991]),
  'SleepAction.seconds': role([0, 1, 5], [30, 31, -1, 29]),
  'PodSpec.terminationGracePeriodSeconds': role([30, 60], [0, 1, -1, 9007199254740993]),
  'PodFailurePolicyOnExitCodesRequirement.values': role([1, 2, 42, 255], [0, -1, 256, 1000]),
  'ContainerRestartRuleOnExitCodes.values': role([1, 2, 42], [0, -1, 256]),
};

/** The fields whose values have a role. A map's keys are those of `Struct.field{}`. */
const FIELDS: Record<string, string> = {
  label: 'Container.name Volume.name PodSpec.hostname PodSpec.subdomain PodResourceClaim.name ResourceClaim.name ResourceClaim.request VolumeMount.name VolumeDevice.name PodAffinityTerm.namespaces StorageOSVolumeSource.volumeName StorageOSVolumeSource.volumeNamespace TypedObjectReference.namespace FileKeySelector.volumeName ResourceFieldSelector.containerName PodFailurePolicyOnExitCodesRequirement.containerName EvictionResponder.name EphemeralContainer.targetContainerName',
  subdomain: 'ConfigMapEnvSource.name SecretEnvSource.name ConfigMapKeySelector.name SecretKeySelector.name LocalObjectReference.name PodSpec.serviceAccountName PodSpec.serviceAccount PodSpec.priorityClassName PodSpec.runtimeClassName PodSpec.nodeName PodSpec.hostnameOverride HostAlias.hostnames CSIVolumeSource.driver PersistentVolumeClaimSpec.storageClassName PersistentVolumeClaimSpec.volumeAttributesClassName PodResourceClaim.resourceClaimName PodResourceClaim.resourceClaimTemplateName WindowsSecurityContextOptions.gmsaCredentialSpecName SecretVolumeSource.secretName ConfigMapVolumeSource.name SecretProjection.name ConfigMapProjection.name PersistentVolumeClaimVolumeSource.claimName PodSchedulingGroup.podGroupName TypedLocalObjectReference.name TypedObjectReference.name OwnerReference.name PersistentVolumeClaimSpec.volumeName',
  name: 'ObjectMeta.name',
  generateName: 'ObjectMeta.generateName',
  namespace: 'ObjectMeta.namespace',
  key: 'ObjectMeta.labels{} LabelSelector.matchLabels{} PodSpec.nodeSelector{} LabelSelectorRequirement.key NodeSelectorRequirement.key Toleration.key PodAffinityTerm.topologyKey PodAffinityTerm.matchLabelKeys PodAffinityTerm.mismatchLabelKeys TopologySpreadConstraint.topologyKey TopologySpreadConstraint.matchLabelKeys PodSchedulingGate.name PodReadinessGate.conditionType',
  labelValue: 'ObjectMeta.labels LabelSelector.matchLabels PodSpec.nodeSelector LabelSelectorRequirement.values NodeSelectorRequirement.values',
  annotationKey: 'ObjectMeta.annotations{} PodCertificateProjection.userAnnotations{}',
  annotation: 'ObjectMeta.annotations PodCertificateProjection.userAnnotations',
  finalizer: 'ObjectMeta.finalizers',
  apiVersion: 'OwnerReference.apiVersion ObjectFieldSelector.apiVersion',
  uid: 'OwnerReference.uid ObjectMeta.uid',
  envName: 'EnvVar.name FileKeySelector.key',
  envPrefix: 'EnvFromSource.prefix',
  configKey: 'ConfigMapKeySelector.key SecretKeySelector.key KeyToPath.key ConfigMap.data{} ConfigMap.binaryData{} Secret.data{} Secret.stringData{}',
  path: 'VolumeMount.mountPath VolumeDevice.devicePath NFSVolumeSource.path Container.terminationMessagePath Container.workingDir HTTPGetAction.path',
  filePath: 'VolumeMount.subPath VolumeMount.subPathExpr KeyToPath.path DownwardAPIVolumeFile.path ServiceAccountTokenProjection.path ClusterTrustBundleProjection.path PodCertificateProjection.keyPath PodCertificateProjection.certificateChainPath PodCertificateProjection.credentialBundlePath SeccompProfile.localhostProfile AppArmorProfile.localhostProfile GitRepoVolumeSource.directory FileKeySelector.path',
  hostPath: 'HostPathVolumeSource.path',
  image: 'Container.image ImageVolumeSource.reference',
  portName: 'ContainerPort.name',
  ip: 'HostAlias.ip PodDNSConfig.nameservers ContainerPort.hostIP HTTPGetAction.host TCPSocketAction.host',
  search: 'PodDNSConfig.searches',
  header: 'HTTPHeader.name',
  schedule: 'CronJobSpec.schedule',
  timeZone: 'CronJobSpec.timeZone',
  resourceField: 'ResourceFieldSelector.resource',
  divisor: 'ResourceFieldSelector.divisor',
  envField: 'ObjectFieldSelector.fieldPath',
  indexes: 'SuccessPolicyRule.succeededIndexes',
  managedBy: 'JobSpec.managedBy',
  percent: 'RollingUpdateDeployment.maxSurge RollingUpdateDeployment.maxUnavailable',
  mode: 'SecretVolumeSource.defaultMode ConfigMapVolumeSource.defaultMode DownwardAPIVolumeSource.defaultMode ProjectedVolumeSource.defaultMode KeyToPath.mode DownwardAPIVolumeFile.mode EmptyDirVolumeSource.mode',
  port: 'ContainerPort.containerPort ContainerPort.hostPort GRPCAction.port',
  portOrName: 'HTTPGetAction.port TCPSocketAction.port',
  userId: 'SecurityContext.runAsUser SecurityContext.runAsGroup PodSecurityContext.runAsUser PodSecurityContext.runAsGroup PodSecurityContext.fsGroup PodSecurityContext.supplementalGroups',
  positive: 'TopologySpreadConstraint.maxSkew TopologySpreadConstraint.minDomains',
  sysctl: 'Sysctl.name',
  signer: 'ClusterTrustBundleProjection.signerName PodCertificateProjection.signerName',
  bundle: 'ClusterTrustBundleProjection.name',
  userName: 'WindowsSecurityContextOptions.runAsUserName',
  iscsi: 'ISCSIVolumeSource.iqn ISCSIVolumeSource.initiatorName',
  registry: 'QuobyteVolumeSource.registry',
  diskUri: 'AzureDiskVolumeSource.diskURI',
  optionKey: 'FlexVolumeSource.options{}',
  resourceName: 'ResourceRequirements.limits{} ResourceRequirements.requests{} PodSpec.overhead{} VolumeResourceRequirements.requests{} VolumeResourceRequirements.limits{}',
  dataText: 'ConfigMap.data Secret.stringData',
  conditionType: 'PodFailurePolicyOnPodConditionsPattern.type',
  taintValue: 'Toleration.value',
  dataKind: 'TypedLocalObjectReference.kind TypedObjectReference.kind',
  apiGroup: 'TypedLocalObjectReference.apiGroup TypedObjectReference.apiGroup',
};

const KINDS: Record<ScalarKind, string> = {
  string: 'text', bool: 'bool', int32: 'count', int64: 'count', quantity: 'quantity', intOrString: 'portOrName', bytes: 'bytes', time: 'time', microTime: 'time', json: 'json',
};

const byField = new Map<string, Role>([
  ...Object.entries(RANGES),
  ...Object.entries(ENUMS).flatMap(([fields, values]) => words(fields).map((field) => [field, oneOf(...words(values))] as const)),
  ...Object.entries(FIELDS).flatMap(([name, fields]) => words(fields).map((field) => [field, ROLES[name]] as const)),
]);

/** The role of a scalar field's value, or of a map's key: `ObjectMeta.labels{}`. */
export function roleOf(field: string, kind: ScalarKind = 'string'): Role {
  return byField.get(field.replace(/^Ephemeral(?=Container)/, '')) ?? ROLES[KINDS[kind]];
}

/** How many items a list may have. */
const LIST_LIMITS: Record<string, number> = {
  'Container.restartPolicyRules': 20,
  'ContainerRestartRuleOnExitCodes.values': 255,
  'PodFailurePolicy.rules': 20,
  'PodFailurePolicyRule.onPodConditions': 20,
  'PodFailurePolicyOnExitCodesRequirement.values': 255,
  'PodDNSConfig.nameservers': 3,
  'PodDNSConfig.searches': 32,
  'SuccessPolicy.rules': 20,
};

/** A value that a field is to be tried with. */
export interface Trial {
  /** `Struct.field` */
  readonly field: string;
  /** Whether it is the value of a scalar, a key of a map or the size of a list. */
  readonly as: 'value' | 'key' | 'size';
  readonly value: unknown;
}

/** All values for all fields that have some of their own. */
export const TRIALS: readonly Trial[] = [
  ...[...byField].flatMap(([name, { good, odd }]) => {
    const isKey = name.endsWith('{}');
    return [...new Set([...good, ...odd])].map((value) => ({ field: name.replace('{}', ''), as: isKey ? 'key' as const : 'value' as const, value }));
  }),
  ...Object.entries(LIST_LIMITS).flatMap(([field, limit]) => [limit, limit + 1].map((value) => ({ field, as: 'size' as const, value }))),
];

export const VOLUME_FIELD = ROLES.volumeField;

/** Fields that have values here: a check that none is misspelled. */
export const knownFields = () => [...byField.keys()];

const everyRole = [...new Set(byField.values()), ...Object.values(ROLES)];

/** Values of all roles: what is right in one place may be wrong in another. */
export const ALL_VALUES: readonly unknown[] = everyRole.flatMap(({ good, odd }) => [...good, ...odd]);
