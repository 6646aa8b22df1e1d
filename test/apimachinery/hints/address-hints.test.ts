import { hostHint, rangeHint } from '../../../src/apimachinery/hints/address-hints';

test.each<[string, string | undefined]>([
  ['https://api.example.test/v1', 'write the host alone: "api.example.test"'],
  ['api.example.test:8080', 'write the host alone: "api.example.test"'],
  ['api.example.test', undefined],
  ['a b', undefined],
  ['', undefined],
])('the hint for the host %j', (text, hint) => expect(hostHint(text)).toBe(hint));

test.each<[string, string | undefined]>([
  ['10.0.0.1', 'for this address alone write "10.0.0.1/32"'],
  ['2001:db8::1', 'for this address alone write "2001:db8::1/128"'],
  ['10.0.0.0/8', undefined],
  ['10.0.0', undefined],
  ['', undefined],
])('the hint for the range %j', (text, hint) => expect(rangeHint(text)).toBe(hint));
