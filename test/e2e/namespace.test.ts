import { Namespace, Refusal } from './namespace';
import { Answer } from './transport';

const JOB = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'main' } };

/** A namespace `team` whose server gives these answers, one after the other. */
function namespaceWith(...answers: Array<Answer | Error>) {
  const requests: string[] = [];
  const request = async (method: string, path: string, _body?: string, type?: string) => {
    requests.push([method, path, ...(type ? [type] : [])].join(' '));
    const answer = answers.shift()!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return {
    requests,
    namespace: new Namespace(
      { request, minor: async () => 37, version: async () => 'v1.37.0', close: () => {} },
      'team',
    ),
  };
}

const OK: Answer = { code: 200, body: { kind: 'Job' } };
const hangUp = () => Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

test('objects are created and applied with strict decoding', async () => {
  const { namespace, requests } = namespaceWith(OK, OK, OK);
  expect(await namespace.create(JOB, 'text', true)).toEqual({ kind: 'Job' });
  await namespace.create(JOB, 'text');
  await namespace.apply(JOB, 'text');
  expect(requests).toEqual([
    'POST /apis/batch/v1/namespaces/team/jobs?fieldValidation=Strict&dryRun=All application/yaml',
    'POST /apis/batch/v1/namespaces/team/jobs?fieldValidation=Strict application/yaml',
    'PATCH /apis/batch/v1/namespaces/team/jobs/main?fieldManager=cdk8s-hkube-e2e&fieldValidation=Strict ' +
      'application/apply-patch+yaml',
  ]);
});

test('an error shows the complaints of the server, shortened', async () => {
  const causes = [{ field: 'spec.template', message: 'field is immutable' }];
  const { namespace } = namespaceWith({ code: 422, body: { message: `a${'b'.repeat(10_000)}c`, details: { causes } } });
  const refusal: Refusal = await namespace.create(JOB, 'text').catch((error) => error);
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal.message).toMatch(/^create Job main: 422 ab+ … b+c$/);
  expect(refusal.message.length).toBeLessThan(700);
  expect(refusal.causes).toEqual(causes);
});

test('a missing object is undefined, and other errors are thrown', async () => {
  const { namespace } = namespaceWith({ code: 404, body: {} }, { code: 403, body: { message: 'forbidden' } });
  expect(await namespace.get('Pod', 'a')).toBeUndefined();
  await expect(namespace.get('Pod', 'a')).rejects.toThrow('get Pod a: 403 forbidden');
});

test('objects are selected by labels', async () => {
  const { namespace, requests } = namespaceWith({ code: 200, body: { items: [1] } });
  expect(await namespace.list('EndpointSlice', 'kubernetes.io/service-name=web')).toEqual([1]);
  expect(requests).toEqual([
    'GET /apis/discovery.k8s.io/v1/namespaces/team/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dweb',
  ]);
});

test('a pod is evicted', async () => {
  const { namespace, requests } = namespaceWith(
    { code: 201, body: {} },
    { code: 429, body: { message: 'a disruption budget forbids it' } },
  );
  await namespace.evict('main-1');
  expect(requests).toEqual(['POST /api/v1/namespaces/team/pods/main-1/eviction']);
  await expect(namespace.evict('main-1')).rejects.toThrow('evict main-1: 429 a disruption budget forbids it');
});

test('logs are returned as text', async () => {
  const { namespace, requests } = namespaceWith(
    { code: 200, body: { message: 'hello\n' } },
    { code: 400, body: { message: 'it waits to start' } },
  );
  expect(await namespace.log('main-1')).toBe('hello\n');
  expect(requests).toEqual(['GET /api/v1/namespaces/team/pods/main-1/log']);
  await expect(namespace.log('main-1')).rejects.toThrow('log of main-1: 400 it waits to start');
});

test('after a closed connection only reading is tried again', async () => {
  const reading = namespaceWith(hangUp(), OK);
  expect(await reading.namespace.get('Job', 'main')).toEqual({ kind: 'Job' });
  const writing = namespaceWith(hangUp(), OK);
  await expect(writing.namespace.create(JOB, 'text')).rejects.toThrow('socket hang up');
  expect(writing.requests).toHaveLength(1);
});
