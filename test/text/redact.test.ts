import { redactor, secretsOf, withoutCredentials } from '../../src/text/redact';

describe('secretsOf', () => {
  test.each<[string, unknown, string[]]>([
    [
      'a Secret',
      { kind: 'Secret', data: { user: 'aHVudGVyMg==' }, stringData: { other: 'plain' } },
      ['aHVudGVyMg==', 'hunter2', 'plain'],
    ],
    ['a Secret in a list', { kind: 'List', items: [{ kind: 'Secret', stringData: { a: 'plain' } }] }, ['plain']],
    ['data of anything else', { kind: 'ConfigMap', data: { a: 'plain' } }, []],
    [
      'a variable',
      {
        env: [
          { name: 'DB_PASSWORD', value: 'hunter2' },
          { name: 'PORT', value: '8080' },
        ],
      },
      ['hunter2'],
    ],
    ['a number', { env: [{ name: 'API_KEY', value: 123456 }] }, ['123456']],
    [
      "HKube's variables",
      {
        algorithmEnv: { TOKEN: 'abcdef', MODE: 'fast' },
        workerEnv: { secret: 'ghijkl' },
        sideCars: [{ environments: { AUTH: 'mnopqr' } }],
      },
      ['abcdef', 'ghijkl', 'mnopqr'],
    ],
    ['a git token', { gitRepository: { url: 'https://x:ghp_1@github.com/a', token: 'ghp_22' } }, ['ghp_22', 'ghp_1']],
    [
      'tokens in fields that are not for them',
      {
        gitRepository: { gitKind: 'ghp_abcdef12', tag: 'x glpat-a_b-c y' },
        a: ['AKIAABCDEFGHIJKLMNOP', 'AKIAabc', 'laughs_loud'],
      },
      ['ghp_abcdef12', 'glpat-a_b-c', 'AKIAABCDEFGHIJKLMNOP'],
    ],
    ['an option', { args: ['--password=hunter2', '--verbose'] }, ['hunter2']],
    ['names of Secrets', { secretName: 'my-secret', volumes: [{ name: 'token', secret: { secretName: 'x' } }] }, []],
    ['two characters', { token: 'ab' }, []],
  ])('%s', (_, value, secrets) => {
    expect(secretsOf(value).sort()).toEqual([...secrets].sort());
  });

  test('an object in many places is searched once', () => {
    let value: unknown = { token: 'hunter2' };
    for (let i = 0; i < 100; i++) value = { a: value, b: value };
    expect(secretsOf(value)).toEqual(['hunter2']);
  });
});

describe('redactor', () => {
  test.each<[string, string[], string]>([
    ['Invalid value: "hunter2": no', ['hunter2'], 'Invalid value: "***": no'],
    ['hunter2hunter2', ['hunter2'], '******'],
    ['"a\\"b"', ['a"b'], '"***"'],
    ['hunter22', ['hunter22', 'hunter2'], '***'],
    ['{"token":"hunt…', ['hunter2'], '{"token":"***…'],
    ['hun… hunting', ['hunter2'], '***… hunting'],
    ['nothing', [], 'nothing'],
    ['é😀hunter2', ['hunter2'], 'é😀***'],
  ])('%s', (text, secrets, expected) => {
    expect(redactor(secrets)(text)).toBe(expected);
  });

  test('among many secrets, other texts stay', () => {
    const redact = redactor(Array.from({ length: 2_000 }, (_, i) => `secret-${i}-${i}`.split('').reverse().join('')));
    const text = 'spec.template.spec.containers[0].image: Required value';
    expect(redact(text)).toBe(text);
    expect(redact(`${text} 9991-9991-terces`)).toBe(`${text} ***`);
  });
});

test.each([
  ['"https://me:hunter2@git.acme.io/x"', '"https://***@git.acme.io/x"'],
  ['cannot read ftp://hunter2@h and http://a:b@c/d@e', 'cannot read ftp://***@h and http://***@c/d@e'],
  ['acme/print:v4@sha256:abc', 'acme/print:v4@sha256:abc'],
  ['// me@h, "//x" "me@h"', '// me@h, "//x" "me@h"'],
])('%s is shown without credentials', (text, expected) => {
  expect(withoutCredentials(text)).toBe(expected);
});
