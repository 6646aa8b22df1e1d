import { SecretPlaces } from '../../src/text/secret-places';

const ENV = {
  name: 'minio',
  env: [
    { name: 'ACCESS_KEY', value: 'minio' },
    { name: 'MODE', value: 'minio' },
  ],
};

test.each<[string, object, string, unknown, unknown]>([
  ['a variable', ENV, 'env[0].value', 'minio', '***'],
  ['another one with the same value', ENV, 'env[1].value', 'minio', 'minio'],
  ['a name with the same value', ENV, 'name', 'minio', 'minio'],
  ['what is around it', ENV, '', ENV, { ...ENV, env: [{ name: 'ACCESS_KEY', value: '***' }, ENV.env[1]] }],
  ['a number', { env: [{ name: 'DB_PASSWORD', value: 7 }] }, 'env[0].value', 7, '***'],
  ['a Secret', { kind: 'Secret', data: { 'a.b': 'aGk=' } }, 'data[a.b]', 'aGk=', '***'],
  ['in the other spelling', { kind: 'Secret', data: { a: 'aGk=' } }, 'data.a', 'aGk=', '***'],
  ['a Secret in a list', { items: [{ kind: 'Secret', stringData: { a: 'x' } }] }, 'items[0].stringData[a]', 'x', '***'],
  ['data of anything else', { kind: 'ConfigMap', data: { a: 'x' } }, 'data[a]', 'x', 'x'],
  ["HKube's variables", { algorithmEnv: { TOKEN: { a: ['x'] }, N: 'x' } }, 'algorithmEnv[TOKEN].a[0]', 'x', '***'],
  ['others of them', { algorithmEnv: { TOKEN: 'x', N: 'x' } }, 'algorithmEnv[N]', 'x', 'x'],
  ['a field for tokens', { gitRepository: { token: 'x' } }, 'gitRepository.token', 'x', '***'],
  ['a part of a text', { args: ['--password=hunter2 -v'] }, 'args[0]', '--password=hunter2 -v', '--password=*** -v'],
  ['credentials', { url: 'https://me:hunter2@h/x' }, 'url', 'https://me:hunter2@h/x', 'https://me:***@h/x'],
  ['a token anywhere', { tag: 'x glpat-a_b-c' }, 'tag', 'x glpat-a_b-c', 'x ***'],
  ['the text after an option', { args: ['--db-password', 'hunter2', 'x'] }, 'args[1]', 'hunter2', '***'],
  ['and no other', { args: ['--db-password', 'hunter2', 'x'] }, 'args[2]', 'x', 'x'],
])('%s', (_, object, path, value, expected) => {
  expect(new SecretPlaces(object).masked(value, path)).toEqual(expected);
});

test('a message about a field hides only the secret of this field', () => {
  const places = new SecretPlaces(ENV);
  expect(places.maskedText('"minio" is wrong', 'env[0].value')).toBe('"***" is wrong');
  expect(places.maskedText('"minio" is wrong', 'env[1].value')).toBe('"minio" is wrong');
  expect(places.maskedAnywhere('"minio" is wrong')).toBe('"***" is wrong');
});

test('a text of a Secret is hidden plain and encoded', () => {
  const places = new SecretPlaces({ kind: 'Secret', data: { a: 'aHVudGVyMg==' } });
  expect(places.maskedText('aHVudGVyMg== is hunter2', 'data[a]')).toBe('*** is ***');
});

test('each of many secrets is hidden at its own field', () => {
  const data = Object.fromEntries(Array.from({ length: 2_000 }, (_, i) => [`a${i}`, `secret-${i}`]));
  const places = new SecretPlaces({ kind: 'Secret', data });
  for (const [key, value] of Object.entries(data)) expect(places.masked(value, `data[${key}]`)).toBe('***');
});

test('an object that contains itself causes no endless loop', () => {
  const object: Record<string, unknown> = { token: 'hunter2' };
  object.self = object;
  expect(new SecretPlaces(object).masked('hunter2', 'token')).toBe('***');
});
