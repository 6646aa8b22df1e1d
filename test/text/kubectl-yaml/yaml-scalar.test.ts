import { keyText, resolvePlain, resolveTagged, TOO_LONG } from '../../../src/text/kubectl-yaml/yaml-scalar';

describe('resolvePlain reads a text that only resembles another type', () => {
  test.each([
    'yEs',
    'truE',
    'nul',
    'oN',
    '08x',
    '0o8',
    '0xG',
    '0b2',
    '_1',
    '-',
    '+',
    '.',
    '-.',
    '1:30',
    '190:20:30',
    '1.2.3',
    '1,000',
    '1e',
    'e3',
    '.e3',
    '._5',
    '.5_',
    '1e999',
    '2001-01-01',
    '1Gi',
    '100m',
    '0b',
    '0x',
    'infinity',
    '<<',
    '=',
    ' ',
  ])('%j', (text) => {
    expect(resolvePlain(text)).toBe(text);
  });
});

describe('resolvePlain reads a value of another type', () => {
  test.each<[string, unknown]>([
    ['', null],
    ['~', null],
    ['Null', null],
    ['y', true],
    ['Y', true],
    ['On', true],
    ['YES', true],
    ['n', false],
    ['OFF', false],
    ['0', 0],
    ['-0', 0],
    ['+5', 5],
    ['0644', 420],
    ['-010', -8],
    ['0o17', 15],
    ['0O17', 15],
    ['0x1F', 31],
    ['-0x10', -16],
    ['0B11', 3],
    ['0b-11', -3],
    ['-0b11', -3],
    ['08', 8],
    ['1_000', 1000],
    ['1_', 1],
    ['0_7', 7],
    ['0x_1F', 31],
    ['1.', 1],
    ['.5', 0.5],
    ['.2_5', 0.25],
    ['+.5', 0.5],
    ['1e3', 1000],
    ['1E+3', 1000],
    ['1_0.5', 10.5],
    ['.inf', Infinity],
    ['+.Inf', Infinity],
    ['-.INF', -Infinity],
    ['.NaN', NaN],
    ['9007199254740991', 9007199254740991],
    ['9007199254740992', TOO_LONG],
    ['-9007199254740993', TOO_LONG],
    ['0xFFFFFFFFFFFFFFFF', TOO_LONG],
    ['123456789012345678901234567890', TOO_LONG],
  ])('%j is %p', (text, value) => {
    expect(resolvePlain(text)).toBe(value);
  });
});

describe('resolveTagged', () => {
  const tag = (name: string) => `tag:yaml.org,2002:${name}`;
  test.each<[string, string, unknown]>([
    ['5', 'str', '5'],
    ['yes', 'str', 'yes'],
    ['', 'str', ''],
    ['5', 'int', 5],
    ['0x1F', 'int', 31],
    ['3', 'float', 3],
    ['1.5', 'float', 1.5],
    ['yes', 'bool', true],
    ['~', 'null', null],
    ['aGk=', 'binary', 'hi'],
    ['a\nGk=', 'binary', 'hi'],
    ['2001-01-01', 'timestamp', '2001-01-01'],
    ['5', 'unknown', '5'],
  ])('%j as %s', (text, type, value) => {
    expect(resolveTagged(text, tag(type))).toBe(value);
    expect(resolveTagged(text, '!own')).toBe(text);
  });

  test.each([
    ['5.5', 'int'],
    ['x', 'int'],
    ['x', 'float'],
    ['1', 'bool'],
    ['x', 'null'],
    ['x', 'timestamp'],
    ['a', 'binary'],
  ])('%j is not a valid %s', (text, type) => {
    expect(() => resolveTagged(text, tag(type))).toThrow('its tag names');
  });

  test('bytes that are not UTF-8 are refused', () => {
    expect(() => resolveTagged('/w==', tag('binary'))).toThrow('JSON cannot represent these bytes');
  });
});

describe('keyText', () => {
  test.each<[string, string | undefined]>([
    ['a', 'a'],
    ['yes', 'true'],
    ['off', 'false'],
    ['~', undefined],
    ['5', '5'],
    ['0644', '420'],
    ['0x1F', '31'],
    ['1_000', '1000'],
    ['1000000', '1000000'],
    ['0b-11', '-3'],
    ['1.10', '1.1'],
    ['1.0', '1'],
    ['1e3', '1000'],
    ['1e6', '1e+06'],
    ['1234567.5', '1.2345675e+06'],
    ['0.00001', '1e-05'],
    ['0.0001', '0.0001'],
    ['-0.0', '-0'],
    ['1e-60', '0'],
    ['1e60', '.inf'],
    ['.inf', '.inf'],
    ['-.inf', '-.inf'],
    ['.nan', '.nan'],
    ['12345678901234567890', undefined],
  ])('%s', (text, key) => {
    expect(keyText(resolvePlain(text), text)).toBe(key);
  });
});
